// Put the formula shown into the selected cell; what it holds is replaced only when asked twice.

import { announce, el } from "./dom.js";

/** The button, and where it says what happened; in a browser a line says why there is none. */
export function inserting(formula, excel) {
  if (!excel)
    return [
      el(
        "p",
        { class: "quiet" },
        "A browser has no cells: copy the formula into Excel, or open this page there.",
      ),
    ];
  const said = el("p", { class: "quiet" });
  let replacing = ""; // the address of the full cell that the person was asked about
  const button = el("button", { type: "button", onclick: insert }, "Insert into the selected cell");
  return [el("p", {}, button), said];

  async function insert() {
    try {
      const cell = await excel.selected();
      if (cell.formula !== "" && cell.address !== replacing) {
        replacing = cell.address;
        tell(`${cell.address} is not empty. Press again to replace what it holds.`);
        return;
      }
      tell(`Written into ${await excel.insert(formula)}.`);
      replacing = "";
    } catch (fault) {
      tell(`Excel did not take it: ${fault.message}`);
    }
  }

  function tell(words) {
    said.textContent = words;
    announce(words);
  }
}
