// Read what the sheet holds, mark what is refused in it, and put its formulas back, by Office.js.

const REFUSED = "Not submitted: "; // what our comments in the sheet begin with
const ASKS = /(?<![\w.])(?:_xldudf_)?KPI[A-Z]*\s*\(/i; // a formula of ours
const LEFT_ALONE = "=KPI()"; // stands for a cell that another cell's formula fills

/** The active sheet as the server takes it: {name, row, column, cells, formats}. */
export function readSheet() {
  return Excel.run(async (context) => {
    const sheet = context.workbook.worksheets.getActiveWorksheet();
    sheet.load("name");
    const used = sheet.getUsedRange(true);
    const spills = Office.context.requirements.isSetSupported("ExcelApi", "1.12");
    used.load(`formulas,numberFormat,rowIndex,columnIndex${spills ? ",hasSpill" : ""}`);
    await context.sync();
    const cells = used.formulas.map((row) => [...row]);
    if (spills && used.hasSpill !== false) await leaveSpills(context, used, cells);
    return {
      name: sheet.name,
      row: used.rowIndex + 1,
      column: used.columnIndex + 1,
      cells,
      formats: used.numberFormat.map((row) => row.map(String)),
    };
  });
}

/** What a formula of ours spills into nobody has typed: those cells are left out of *cells*. */
async function leaveSpills(context, used, cells) {
  const spills = [];
  cells.forEach((row, y) =>
    row.forEach((formula, x) => {
      if (typeof formula !== "string" || !formula.startsWith("=")) return;
      const spill = used.getCell(y, x).getSpillingToRangeOrNullObject();
      spill.load("rowIndex,columnIndex,rowCount,columnCount");
      spills.push(spill);
    }),
  );
  await context.sync();
  for (const spill of spills.filter((one) => !one.isNullObject)) {
    for (let y = 0; y < spill.rowCount; y++) {
      for (let x = 0; x < spill.columnCount; x++) {
        const row = cells[spill.rowIndex - used.rowIndex + y];
        const place = spill.columnIndex - used.columnIndex + x;
        if (row && place in row && (x || y)) row[place] = LEFT_ALONE;
      }
    }
  }
}

/**
 * Say beside each of the *refused* cells, in a comment, why; what was said before goes away. How
 * many could not be marked comes back: a cell that has a note already takes no comment.
 */
export function mark(name, refused) {
  return Excel.run(async (context) => {
    if (!Office.context.requirements.isSetSupported("ExcelApi", "1.10")) return refused.length;
    const sheet = context.workbook.worksheets.getItem(name);
    sheet.comments.load("items/content");
    await context.sync();
    for (const one of sheet.comments.items) {
      if (one.content.startsWith(REFUSED)) one.delete();
    }
    await context.sync();
    let unmarked = 0;
    for (const { cell, why } of refused) {
      context.workbook.comments.add(sheet.getRange(cell), REFUSED + why);
      try {
        await context.sync();
      } catch {
        unmarked += 1;
      }
    }
    return unmarked;
  });
}

/** Select a cell of the sheet, so that the person sees it. */
export function goTo(name, cell) {
  return Excel.run(async (context) => {
    context.workbook.worksheets.getItem(name).getRange(cell).select();
    await context.sync();
  });
}

/** Copy the formula of its column into each of *wanted*; how many were put back comes back. */
export function putBack(name, wanted) {
  return Excel.run(async (context) => {
    const sheet = context.workbook.worksheets.getItem(name);
    const used = sheet.getUsedRange(true);
    used.load("formulas,rowIndex,columnIndex");
    const targets = wanted.map((cell) => sheet.getRange(cell));
    for (const one of targets) one.load("columnIndex");
    await context.sync();
    let count = 0;
    for (const target of targets) {
      const column = target.columnIndex - used.columnIndex;
      const formulas = used.formulas.map((row) => String(row[column]));
      const asking = formulas.flatMap((one, y) => (one.startsWith("=") && ASKS.test(one) ? [y] : []));
      const source = asking.find((y) => formulas[y].endsWith(',"")')) ?? asking[0];
      if (source === undefined) continue;
      target.copyFrom(used.getCell(source, column), Excel.RangeCopyType.formulas);
      count += 1;
    }
    await context.sync();
    return count;
  });
}
