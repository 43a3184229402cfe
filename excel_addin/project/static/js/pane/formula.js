// Read a cell's formula: what it gives to KPI, as text, and what each argument is.
//
// Excel gives formulas in its English form, with commas; a file's own name for the function,
// _xldudf_KPI, is the same function. KPICARD and KPILIVE ask as KPI does, with fewer arguments; a
// row of KPITABLE asks for the indicator whose number it begins with.

const CALL = /(?<![\w.])(?:_xldudf_)?(KPI|KPICARD|KPILIVE|KPITABLE)\(/i;
const ORDER = {
  KPI: [0, 1, 2, 3, 4], // indicator, period, field, as_of, edition
  KPICARD: [0, 1, null, 2, 3],
  KPILIVE: [0, 1, 2, null, 3],
  KPITABLE: [null, 1, null, 2, 3],
};
const MARK = '"';

/** The first KPI(...) in *formula*: its name, and its arguments in KPI's order; else null. */
export function callIn(formula) {
  if (typeof formula !== "string" || !formula.startsWith("=")) return null;
  const found = CALL.exec(withoutTexts(formula));
  if (!found) return null;
  const written = parts(formula.slice(found.index + found[0].length));
  const name = found[1].toUpperCase();
  return written && { name, written: ORDER[name].map((place) => written[place] ?? "") };
}

/** *formula* with the letters inside its texts blanked, every place kept. */
function withoutTexts(formula) {
  return formula.replace(/"(?:[^"]|"")*"/g, (text) => MARK + " ".repeat(text.length - 2) + MARK);
}

/** The arguments up to the bracket that closes the call. */
function parts(rest) {
  const found = [];
  let depth = 0;
  let start = 0;
  let quote = "";
  for (let place = 0; place < rest.length; place += 1) {
    const letter = rest[place];
    if (quote) {
      if (letter === quote) quote = "";
    } else if (letter === MARK || letter === "'") quote = letter;
    else if (letter === "(" || letter === "{") depth += 1;
    else if (depth && (letter === ")" || letter === "}")) depth -= 1;
    else if (!depth && (letter === "," || letter === ")")) {
      found.push(rest.slice(start, place).trim());
      start = place + 1;
      if (letter === ")") return found;
    }
  }
  return null; // the call is not closed: not a formula that Excel would hold
}

const SHEET = /^(?:'(?:[^']|'')+'|[^\s'!(),]+)!/;
const CELLS = /^\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?#?$/i;
const DATE = /^DATE\(\s*(\d{4})\s*,\s*(\d{1,2})\s*,\s*(\d{1,2})\s*\)$/i;
const NAME = /^[A-Z_\\][\w.\\]*$/i;

/** What an argument is: {value}, {reference: {sheet, cells}}, {name}, or {worked} for all else. */
export function meant(written) {
  if (written === "") return { value: null };
  if (/^"(?:[^"]|"")*"$/.test(written))
    return { value: written.slice(1, -1).replaceAll('""', '"') };
  if (/^-?\d+(\.\d+)?$/.test(written)) return { value: Number(written) };
  if (/^(TRUE|FALSE)$/i.test(written)) return { value: written.toUpperCase() === "TRUE" };
  const date = DATE.exec(written);
  if (date) return { value: `${date[1]}-${date[2].padStart(2, "0")}-${date[3].padStart(2, "0")}` };
  const sheet = SHEET.exec(written)?.[0] ?? "";
  if (sheet.includes("[")) return { worked: written }; // a cell of another workbook
  const cells = written.slice(sheet.length);
  if (CELLS.test(cells))
    return { reference: { sheet: sheetName(sheet), cells: cells.replaceAll("$", "") } };
  return !sheet && NAME.test(written) ? { name: written } : { worked: written };
}

function sheetName(sheet) {
  const name = sheet.slice(0, -1);
  return name.startsWith("'") ? name.slice(1, -1).replaceAll("''", "'") : name;
}
