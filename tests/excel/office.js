// Stands in for Microsoft's office.js, which works only inside Excel. Just enough of it for the
// add-in's own code to believe it is there; `formula` calls a worksheet function as Excel would.
const functions = {};
const info = { host: "Excel", platform: "PC" };
globalThis.Office = {
  onReady: (then) => Promise.resolve(info).then((one) => (then && then(one)) || one),
  context: { requirements: { isSetSupported: () => true }, ui: {}, diagnostics: {} },
  actions: { associate: () => {} },
  HostType: {},
};
class RequestContext {
  workbook = { name: "performance-index.xlsx", load: () => {} };
  application = {
    cultureInfo: {
      name: "en-GB",
      load: () => {},
      datetimeFormat: { shortDatePattern: "dd/MM/yyyy", load: () => {} },
    },
  };
  async sync() {}
}
globalThis.Excel = { RequestContext, run: (work) => work(new RequestContext()) };
globalThis.CustomFunctions = {
  associate: (id, code) => (functions[id] = code),
  ErrorCode: { invalidValue: "#VALUE!", notAvailable: "#N/A" },
  Error: class extends Error {
    constructor(code, message) {
      super(message);
      this.code = code;
    }
  },
};

// A range stays a range, one value becomes a range of one cell, a list to choose from stays bare,
// and what is left out is null: as the served metadata says.
let known;
const marshalled = async (id, args) => {
  known ??= fetch("/xlwings/custom-functions-meta.json").then((reply) => reply.json());
  const meta = (await known).functions.find((one) => one.id === id);
  return meta.parameters.map((parameter, place) => {
    const arg = args[place] ?? null;
    const bare = arg === null || Array.isArray(arg) || parameter.dimensionality === "scalar";
    return bare ? arg : [[arg]];
  });
};
globalThis.answer = async (id, args, address = "Index!C5") => {
  const given = await marshalled(id, args);
  try {
    return await functions[id](...given, { address });
  } catch (error) {
    return { code: error.code, message: error.message };
  }
};
// What the cells hold: a number that comes with a format or a card is a number.
const held = (cell) => (["FormattedNumber", "Double", "String"].includes(cell?.type) ? cell.basicValue : cell);
globalThis.formula = async (...call) => {
  const shown = await answer(...call);
  return Array.isArray(shown) ? shown.map((row) => row.map(held)) : shown;
};
// A live formula stays called until its cell goes; Excel does not tell it which cell that is.
globalThis.live = {};
globalThis.follow = async (address, ...args) => {
  const cell = { shown: null, told: 0 };
  cell.setResult = (result) => {
    cell.told += 1;
    cell.shown = Array.isArray(result)
      ? result.map((row) => row.map(held))
      : { code: result.code, message: result.message };
  };
  live[address] = cell;
  functions.KPILIVE(...(await marshalled("KPILIVE", args)), cell);
};
globalThis.isReady = (id) => Boolean(functions[id]);
