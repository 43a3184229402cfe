// Live formulas. xlwings' own code for them takes two cells that ask the same for one, names a
// question by its arguments run together, and leaves a cell with its last figure when the line
// breaks a second time; so KPILIVE is answered here. Every question goes to the server once,
// however many cells ask it; when the line breaks the cells say so, and when it is back they are
// asked for again.
import { config } from "./config.js";

const FUNCTION = "KPILIVE";
const CALL = "xlwings:function-call";
const CANCEL = "xlwings:cancel-task";
const RESULT = "xlwings:set-result-";
const GONE =
  "The add-in's server is not reached. The figure comes back by itself when the server does.";
const PATIENCE = 3_000; // milliseconds until a broken line is told: most are back at once
const AGAIN = 15_000; // milliseconds until a refused sign-in is tried again

const questions = new Map(); // a question as JSON -> { args, cells, shown, heard }
let line = null; // opened for the first live formula
let trouble = null; // why nothing can be heard

function openLine() {
  line = io({
    transports: ["websocket"], // the server offers no long polling: see lines.py
    path: `${config.appPath}/socket.io/`,
    auth: async (answer) => {
      const signed = await globalThis.getAuth?.();
      answer({ token: signed?.token ?? "", provider: signed?.provider ?? "" });
    },
  });
  line.on("connect", () => {
    trouble = null;
    for (const [key, question] of questions) ask(key, question);
  });
  line.on("disconnect", () => {
    setTimeout(() => line.connected || fail(trouble ?? GONE), PATIENCE);
  });
  line.on("connect_error", (error) => {
    fail(line.active ? GONE : error.message); // not active: the server refused the sign-in
    if (!line.active) setTimeout(() => line.connect(), AGAIN);
  });
}

function supports(version) {
  return Office.context.requirements.isSetSupported("CustomFunctionsRuntime", version);
}

function ask(key, { args }) {
  if (!line.connected) return; // all are asked when it connects
  const runtime = ["1.4", "1.3", "1.2"].find(supports) ?? "1.1";
  line.emit(CALL, { func_name: FUNCTION, args, runtime, task_key: key });
}

function fail(words) {
  trouble = words;
  for (const question of questions.values()) show(question, refusal(words));
}

function refusal(words) {
  // Older Excel shows no sentence on hover, so it gets the sentence in the cell.
  if (!supports("1.2")) return [[words]];
  return new CustomFunctions.Error(CustomFunctions.ErrorCode.invalidValue, words);
}

function show(question, result) {
  question.shown = result;
  for (const cell of question.cells) cell.setResult(result);
}

function begin(key, args) {
  const question = { args, cells: new Set(), shown: trouble ? refusal(trouble) : undefined };
  question.heard = ({ result }) => {
    const words = result?.[0]?.[0]?.message;
    show(question, words ? refusal(words) : result);
  };
  questions.set(key, question);
  line.on(RESULT + key, question.heard);
  ask(key, question);
  return question;
}

function end(key, question) {
  questions.delete(key);
  line.off(RESULT + key, question.heard);
  if (line.connected) line.emit(CANCEL, { task_key: key });
}

// Excel calls this with the arguments and what stands for the cell.
function follow(...given) {
  const cell = given.pop();
  if (!line) openLine();
  const key = JSON.stringify(given);
  const question = questions.get(key) ?? begin(key, given);
  question.cells.add(cell);
  cell.onCanceled = () => {
    question.cells.delete(cell);
    if (question.cells.size === 0 && questions.get(key) === question) end(key, question);
  };
  if (question.shown !== undefined) cell.setResult(question.shown);
}

CustomFunctions.associate(FUNCTION, follow); // the last to associate a name is the one called
