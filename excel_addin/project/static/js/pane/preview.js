// Show what would come of recording some figures: what changes, what is refused, who is told.

import { el } from "./dom.js";

/** The parts of a preview; *goTo(cell)* leads to a cell of the sheet where there is one. */
export function previewOf(seen, goTo = null) {
  const parts = [summary(seen)];
  if (seen.changes.length) parts.push(table("What would change", ["Cell", "Indicator", "Figure", "Rating"], seen.changes.map(changed)));
  if (seen.refused.length) parts.push(table("Refused", ["Cell", "Typed", "Why"], seen.refused.map(refused)));
  if (seen.alerts.length) {
    const lines = seen.alerts.map((one) => el("li", {}, one.words, " ", el("span", { class: "quiet" }, one.told)));
    parts.push(el("h3", {}, "Alerts that would go out"), el("ul", {}, lines));
  }
  return parts;

  function changed(one) {
    const figure = [one.was || "no figure", ...arrow(), el("b", {}, one.becomes)];
    const why = el("p", { class: "quiet" }, one.why);
    return [place(one), `${one.number}. ${one.name}, ${one.period_words}`, figure, [...ratings(one), why]];
  }

  function refused(one) {
    return [place(one), one.typed || "nothing", [one.what ? el("b", {}, `${one.what}: `) : null, one.why]];
  }

  function place(one) {
    if (!goTo) return one.cell;
    return el("button", { type: "button", class: "cell", "aria-label": `Go to cell ${one.cell}`, onclick: () => goTo(one.cell) }, one.cell);
  }
}

function summary(seen) {
  const said = [
    `${counted(seen.changes.length, "figure")} would change`,
    seen.refused.length ? `${counted(seen.refused.length, "cell")} refused` : "",
    seen.unchanged.length ? `${counted(seen.unchanged.length, "figure")} held already and left out` : "",
    seen.alerts.length ? `${counted(seen.alerts.length, "alert")} would go out` : "no alert would go out",
  ];
  return el("p", { class: "summary" }, `${seen.title}: ${said.filter(Boolean).join("; ")}.`);
}

/** '1 figure', '2 figures'. */
export function counted(count, what) {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

function ratings(one) {
  return [rating(one.before), ...arrow(), el("b", {}, rating(one.after))];
}

function rating({ published, worked_out, unrated }) {
  if (published) return `${published} (published)`;
  return worked_out ? `${worked_out} (worked out)` : unrated || "none";
}

function arrow() {
  return [el("span", { "aria-hidden": true }, " → "), el("span", { class: "unseen" }, " becomes ")];
}

/** A table, shown as cards where the page is narrow; *rows* hold the parts of each cell. */
function table(caption, heads, rows) {
  const cell = (parts) => el("td", { role: "cell" }, parts);
  return el(
    "table",
    { class: "glance proposed", role: "table" },
    el("caption", {}, caption),
    el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, heads.map((one) => el("th", { role: "columnheader", scope: "col" }, one)))),
    el(
      "tbody",
      { role: "rowgroup" },
      rows.map(([first, ...rest]) => el("tr", { role: "row" }, el("th", { role: "rowheader", scope: "row", class: "number" }, first), rest.map(cell))),
    ),
  );
}
