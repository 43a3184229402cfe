// Explain a cell: what its formula asks for, what is said to that, and everything behind it.

import { get } from "./api.js";
import { callIn } from "./formula.js";
import { el } from "./dom.js";
import { doubt, pageOf } from "./indicator_view.js";

const NOTHING =
  "This cell has no KPI formula, so there is nothing to explain. Select a cell that shows a " +
  "figure of the index, and press “Explain the selected cell” again.";

// What the columns of KPITABLE are about; the years before and other areas follow.
const COLUMNS = ["name", "name", "name", "value", "value", "rating", "target", "direction"];

/** Where the explanation of the selected cell is: an address that can be opened again. */
export async function explaining(excel) {
  const cell = await excel.selected();
  const call = callIn(cell.formula);
  const heads = call?.name === "KPITABLE" && cell.row === 0;
  if (!call || heads) return to({ at: cell.address, none: "1" });
  const { written } = call;
  if (call.name === "KPITABLE") {
    written[0] = cell.rowStart; // where the indicator's number stands
    written[2] = `"${COLUMNS[cell.column] ?? ""}"`;
  }
  const found = await excel.values(written, cell);
  const unread = found.findIndex((one) => one.worked !== undefined || one.missing);
  if (unread >= 0) return to({ at: cell.address, formula: cell.formula, unread: written[unread] });
  const given = JSON.stringify(found.map((one) => (one.value === undefined ? null : one.value)));
  return to({ at: cell.address, formula: cell.formula, given });
}

function to(params) {
  return `#/cell?${new URLSearchParams(params)}`;
}

export const cell = {
  name: "cell",
  async show(route, excel) {
    const { at, formula, given, none, unread } = route.params;
    const heading = el("h1", {}, `Cell ${at ?? ""}`);
    const typed = formula ? el("p", {}, el("code", { class: "formula" }, formula)) : null;
    if (none) return [heading, el("p", {}, NOTHING)];
    if (unread)
      return [
        heading,
        typed,
        el(
          "p",
          {},
          `This part of the formula is worked out by Excel, and cannot be read here: ${unread}`,
        ),
      ];
    if (!given)
      return [
        el("h1", {}, "Explain a cell"),
        el("p", {}, "Select a cell in Excel and press “Explain the selected cell”."),
      ];
    let told;
    try {
      told = await get("/kpi/api/explain", { given });
    } catch (fault) {
      if (fault.status === 0) throw fault;
      return [heading, typed, el("p", { class: "refusal" }, fault.message)];
    }
    if (told.outcome === "asked") return [heading, typed, ...doubt(told, route).slice(1)];
    const page = pageOf(
      told,
      { ...route, params: { edition: told.edition, as_of: told.as_of ?? "" } },
      excel,
    );
    mark(page, told.field);
    return [
      el(
        "section",
        { class: "explains", "aria-label": "This cell" },
        heading,
        typed,
        el("p", {}, el("b", {}, `${told.about}: `), told.said),
      ),
      ...page.map(lowered),
    ];
  },
};

/** The page's own heading, a step lower than the cell's. */
function lowered(part) {
  return part.tagName === "H1" ? el("h2", { class: "title" }, part.textContent) : part;
}

/** Mark the part of the page that the cell's field is about. */
function mark(page, field) {
  for (const part of page) {
    for (const one of [part, ...part.querySelectorAll("[data-part]")]) {
      if (one.dataset.part?.split(" ").includes(field)) one.classList.add("asked");
    }
  }
}
