// A whole sheet that somebody has typed into, added to sheet.js: the used range with formulas and
// formats, comments in the sheet, and a column's formula copied into another cell of it.
Object.assign(sheet, { name: "Performance Index", used: "A1", noted: [], comments: [], hasSpill: false });

const given = Object.getOwnPropertyDescriptor(Range.prototype, "numberFormat");
Object.defineProperty(Range.prototype, "numberFormat", {
  ...given,
  get() {
    return this.read("numberFormat").map((row, y) => row.map((_, x) => this.cell(y, x)?.format ?? "General"));
  },
});
Object.assign(Range.prototype, {
  getUsedRange() {
    return this;
  },
  getSpillingToRangeOrNullObject() {
    const from = Object.keys(sheet.spills).filter((one) => sheet.spills[one] === this.key(0, 0));
    return new Range(this.context, from.length ? `${this.key(0, 0)}:${from.at(-1).split("!")[1]}` : "");
  },
  select() {
    sheet.selected = this.key(0, 0);
  },
  copyFrom(source, what) {
    if (what !== "Formulas") throw new Error(`${what} is not copied`);
    const formula = source.cell(0, 0).formula.replaceAll(`$A${source.top + 1},`, `$A${this.top + 1},`);
    sheet.cells[this.key(0, 0)] = { ...this.cell(0, 0), formula };
  },
});
for (const name of ["rowCount", "columnCount", "hasSpill"]) {
  const held = { rowCount: (one) => one.rows, columnCount: (one) => one.columns, hasSpill: () => sheet.hasSpill };
  Object.defineProperty(Range.prototype, name, {
    get() {
      if (!this.ready.has(name)) throw new Error(`${name} was not loaded`);
      return held[name](this);
    },
  });
}

Excel.RangeCopyType = { formulas: "Formulas" };
const run = Excel.run;
Excel.run = (work) =>
  run((context) => {
    const added = []; // comments that are made when the context is synchronised
    const { sync } = context;
    context.sync = async () => {
      await sync();
      for (const one of added.splice(0)) {
        if (sheet.noted.includes(one.cell)) throw new Error("The cell has a note.");
        sheet.comments.push(one);
      }
    };
    context.workbook.comments = { add: (range, content) => added.push({ cell: range.key(0, 0).split("!")[1], content }) };
    const own = {
      name: sheet.name,
      load: () => {},
      getRange: (address) => new Range(context, address, sheet.name),
      getUsedRange: () => new Range(context, sheet.used, sheet.name),
      comments: {
        load: () => {},
        get items() {
          return sheet.comments.map((one) => ({ ...one, delete: () => sheet.comments.splice(sheet.comments.findIndex((other) => other.cell === one.cell), 1) }));
        },
      },
    };
    context.workbook.worksheets = { getActiveWorksheet: () => own, getItem: () => own };
    return work(context);
  });
