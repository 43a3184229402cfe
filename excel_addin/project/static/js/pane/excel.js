// Speak with Excel, by Office.js; in a plain browser there is none.

import { meant } from "./formula.js";

const REFRESHED = "KPI_REFRESHED"; // the workbook's cells that say when, and from which state
const STORE = "KPI_STORE";
const PATIENCE = 4000; // ms; Excel sometimes never says that it is ready, and the page can be read
const AS_TEXT = "@"; // a date would show as ##### in a cell too narrow for it; text does not

/** Excel's own doors where the page is its task pane, null in a plain browser. */
export async function inExcel() {
  if (!globalThis.Office?.onReady) return null;
  const late = new Promise((then) => setTimeout(then, PATIENCE, {}));
  const { host } = await Promise.race([Office.onReady(), late]);
  return host === "Excel" ? { selected, values, insert, refresh, refreshed } : null;
}

/** The first selected cell: its address, the formula it shows, and its place in that spill. */
function selected() {
  return Excel.run(async (context) => {
    const cell = context.workbook.getSelectedRange().getCell(0, 0);
    cell.load("address,formulas,rowIndex,columnIndex");
    const spills = Office.context.requirements.isSetSupported("ExcelApi", "1.12");
    const parent = spills ? cell.getSpillParentOrNullObject() : null;
    parent?.load("address,formulas,rowIndex,columnIndex");
    await context.sync();
    const from = parent === null || parent.isNullObject ? cell : parent;
    return {
      address: cell.address,
      formula: from.formulas[0][0],
      row: cell.rowIndex - from.rowIndex,
      rowStart: `${letters(from.columnIndex)}${cell.rowIndex + 1}`,
      column: cell.columnIndex - from.columnIndex,
    };
  });
}

/** The letters of the column at *place*, counted from 0: 'A', 'Z', 'AA'. */
function letters(place) {
  const before = place < 26 ? "" : letters(Math.floor(place / 26) - 1);
  return before + String.fromCharCode(65 + (place % 26));
}

/** The values of a formula's arguments, for the cell that is *row* and *column* into its spill. */
function values(written, { address, row, column }) {
  return Excel.run(async (context) => {
    const given = written.map(meant);
    const ranges = given.map((one) => rangeOf(context, one, address));
    for (const range of ranges) range?.load("values");
    await context.sync();
    return given.map((one, place) => {
      const range = ranges[place];
      if (!range || range.isNullObject) return { ...one, missing: Boolean(range) };
      const line = range.values[range.values.length > 1 ? row : 0] ?? [];
      return { ...one, value: line[line.length > 1 ? column : 0] ?? null };
    });
  });
}

function rangeOf(context, { reference, name }, address) {
  if (name) return context.workbook.names.getItemOrNullObject(name).getRangeOrNullObject();
  if (!reference) return null;
  const here = address.slice(0, address.lastIndexOf("!"));
  const own = here.startsWith("'") ? here.slice(1, -1).replaceAll("''", "'") : here;
  const sheet = context.workbook.worksheets.getItem(reference.sheet || own);
  if (reference.cells.endsWith("#"))
    return sheet.getRange(reference.cells.slice(0, -1)).getSpillingToRange();
  return sheet.getRange(reference.cells);
}

/** Write *formula* into the first selected cell; its address comes back. */
function insert(formula) {
  return Excel.run(async (context) => {
    const cell = context.workbook.getSelectedRange().getCell(0, 0);
    cell.formulas = [[formula]];
    cell.load("address");
    await context.sync();
    return cell.address;
  });
}

/** Calculate the whole workbook, and stamp it where it has the cells: *now* and *version*. */
function refresh(now, version) {
  return Excel.run(async (context) => {
    context.application.calculate(Excel.CalculationType.full);
    const [when, store] = await stamps(context);
    write(when, now);
    write(store, version);
    await context.sync();
  });
}

/** When the workbook says it was last refreshed, as its cell shows it; '' where it does not. */
function refreshed() {
  return Excel.run(async (context) => {
    const [when] = await stamps(context);
    if (!when) return "";
    when.load("text");
    await context.sync();
    return when.text[0][0];
  });
}

function write(range, words) {
  if (!range) return;
  range.numberFormat = [[AS_TEXT]];
  range.values = [[words]];
}

async function stamps(context) {
  const ranges = [REFRESHED, STORE].map((name) =>
    context.workbook.names.getItemOrNullObject(name).getRangeOrNullObject(),
  );
  for (const range of ranges) range.load("address");
  await context.sync();
  return ranges.map((range) => (range.isNullObject ? null : range));
}
