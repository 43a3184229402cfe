// A workbook of a few cells for the page to act upon, added to office.js: what is selected, the
// cells' formulas and values, defined names, and what was calculated. As in Excel, nothing of a
// range can be read before it is loaded and the context synchronised.
globalThis.sheet = { selected: "Index!C5", cells: {}, names: {}, spills: {}, calculations: [] };

const ADDRESS = /^(?:'?([^'!]+)'?!)?([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?$/;
const column = (letters) =>
  [...letters].reduce((sum, one) => sum * 26 + one.charCodeAt(0) - 64, 0) - 1;
const letters = (place) =>
  (place < 26 ? "" : letters(Math.floor(place / 26) - 1)) + String.fromCharCode(65 + (place % 26));

class Range {
  constructor(context, address, sheetName = "Index") {
    const found = address && ADDRESS.exec(address);
    this.context = context;
    this.missing = !found;
    this.wanted = new Set();
    this.ready = new Set();
    context.ranges.push(this);
    if (!found) return;
    const [, own, left, top, right = left, bottom = top] = found;
    this.sheetName = own ?? sheetName;
    this.top = Number(top) - 1;
    this.left = column(left);
    this.rows = Number(bottom) - this.top;
    this.columns = column(right) - this.left + 1;
  }
  load(names) {
    for (const name of names.split(",")) this.wanted.add(name);
  }
  read(name) {
    if (!this.ready.has(name)) throw new Error(`${name} was not loaded`);
    const grid = Array.from({ length: this.rows }, (_, row) =>
      Array.from({ length: this.columns }, (_, place) => this.cell(row, place)),
    );
    return grid.map((row) => row.map((cell) => cell?.[name] ?? ""));
  }
  key(row, place) {
    return `${this.sheetName}!${letters(this.left + place)}${this.top + row + 1}`;
  }
  cell(row, place) {
    return sheet.cells[this.key(row, place)];
  }
  get isNullObject() {
    if (!this.context.synchronised.has(this)) throw new Error("isNullObject was read too early");
    return this.missing;
  }
  get address() {
    if (!this.ready.has("address")) throw new Error("address was not loaded");
    return this.key(0, 0).replace(/^(.*[^\w].*)!/, "'$1'!"); // Excel quotes a name with a space

  }
  get rowIndex() {
    return this.top;
  }
  get columnIndex() {
    return this.left;
  }
  get formulas() {
    return this.read("formulas").map((row, y) =>
      row.map((one, x) => this.cell(y, x)?.formula ?? this.cell(y, x)?.values ?? ""),
    );
  }
  get values() {
    return this.read("values");
  }
  get text() {
    return this.read("text");
  }
  set formulas([[formula]]) {
    sheet.cells[this.key(0, 0)] = { formula, values: "", text: "" };
  }
  set values([[value]]) {
    const { format } = this.cell(0, 0) ?? {};
    sheet.cells[this.key(0, 0)] = { values: value, text: String(value), format };
  }
  set numberFormat([[format]]) {
    sheet.cells[this.key(0, 0)] = { ...this.cell(0, 0), format };
  }
  getCell(row, place) {
    return new Range(this.context, this.key(row, place));
  }
  getSpillParentOrNullObject() {
    return new Range(this.context, sheet.spills[this.key(0, 0)] ?? "");
  }
  getRangeOrNullObject() {
    return this;
  }
}

Excel.CalculationType = { full: "Full" };
Excel.run = async (work) => {
  const context = { ranges: [], synchronised: new Set() };
  context.sync = async () => {
    for (const range of context.ranges) {
      context.synchronised.add(range);
      for (const name of range.wanted) range.ready.add(name);
    }
  };
  context.application = { calculate: (how) => sheet.calculations.push(how) };
  context.workbook = {
    name: "performance-index.xlsx",
    load: () => {},
    getSelectedRange: () => new Range(context, sheet.selected),
    names: { getItemOrNullObject: (name) => new Range(context, sheet.names[name] ?? "") },
    worksheets: {
      getItem: (name) => ({ getRange: (address) => new Range(context, address, name) }),
    },
  };
  return work(context);
};
