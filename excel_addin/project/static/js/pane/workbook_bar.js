// What can be done with the workbook: explain the selected cell, refresh, and when that was last.

import { get } from "./api.js";
import { announce, el, put } from "./dom.js";
import { explaining } from "./cell_view.js";

const OUTSIDE =
  "Open this page from the ribbon in Excel to explain a cell, insert a formula or refresh the " +
  "workbook: a browser has no workbook.";

const WHEN = { day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" };

/** Put the buttons into *place*; in a browser, why there are none. */
export async function workbookBar(place, excel) {
  if (!excel) {
    put(document.getElementById("outside"), el("span", {}, OUTSIDE));
    return;
  }
  const said = el("p", { class: "quiet", id: "refreshed" });
  put(
    place,
    el(
      "p",
      { class: "buttons" },
      el("button", { type: "button", onclick: explain }, "Explain the selected cell"),
      el("button", { type: "button", onclick: refresh }, "Refresh"),
    ),
    said,
  );
  const last = await excel.refreshed().catch(() => "");
  if (last) said.textContent = `Last refreshed: ${last}.`;

  async function explain() {
    try {
      const to = await explaining(excel);
      if (location.hash === to) window.dispatchEvent(new HashChangeEvent("hashchange"));
      else location.hash = to;
    } catch (fault) {
      tell(`Excel could not say what is selected: ${fault.message}`);
    }
  }

  async function refresh() {
    let state;
    try {
      state = await get("/kpi/state");
    } catch (fault) {
      const last = await excel.refreshed().catch(() => "");
      const of = last ? `the values of the last refresh, ${last}` : "the last values they had";
      tell(`${fault.message} The cells show ${of}.`);
      return;
    }
    try {
      const at = new Date().toLocaleString("en-GB", WHEN);
      await excel.refresh(at, state.version);
      tell(`Refreshed at ${at}, from ${state.title}, store version ${state.version}.`);
    } catch (fault) {
      tell(`Excel did not refresh: ${fault.message}`);
    }
  }

  function tell(words) {
    said.textContent = words;
    announce(words);
  }
}
