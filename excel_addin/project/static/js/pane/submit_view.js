// Submit what was typed into the sheet for somebody to accept, and accept or reject what waits.

import { get, post, Refused } from "./api.js";
import { announce, el, put } from "./dom.js";
import { counted, previewOf } from "./preview.js";
import { goTo, mark, putBack, readSheet } from "./typed_sheet.js";

const PATH = "/kpi/proposals";

export const submit = {
  name: "submit",
  tab: "Submit",
  async show(_route, excel) {
    const outcome = el("div", { class: "outcome" });
    const list = el("div", {});
    const listed = () => attempt(list, async () => put(list, ...proposals(await get(PATH), { excel, outcome, listed })));
    await listed();
    return [
      el("h1", {}, "Submit figures"),
      excel ? typing(outcome, listed) : el("p", {}, "To submit what you typed into the index workbook, open this page in Excel, from the add-in's button."),
      outcome,
      el("section", { "aria-labelledby": "waiting" }, el("h2", { id: "waiting" }, "What waits"), list),
    ];
  },
};

function typing(outcome, listed) {
  const pressed = () => attempt(outcome, () => preview(outcome, listed));
  return el(
    "section",
    { "aria-labelledby": "typed" },
    el("h2", { id: "typed" }, "What you typed"),
    el("p", {}, "Type figures over the formulas of the periods, then look at what would come of it. Nothing is recorded until somebody accepts it."),
    el("p", {}, el("button", { type: "button", onclick: pressed }, "Preview what I typed")),
  );
}

async function preview(outcome, listed) {
  const sheet = await readSheet();
  const { preview: seen } = await post(`${PATH}/preview`, { sheet });
  const unmarked = await mark(sheet.name, seen.refused);
  const parts = previewOf(seen, (cell) => attempt(outcome, () => goTo(sheet.name, cell), true));
  if (unmarked) parts.push(el("p", { class: "quiet" }, `${counted(unmarked, "refused cell")} could not be marked in the sheet; the reason stands here.`));
  if (seen.unchanged.length) parts.push(puttingBack(outcome, "Put back the formulas of the figures held already"));
  if (seen.changes.length) parts.push(paper(sheet, seen, outcome, listed));
  put(outcome, el("h2", {}, "What would come of it"), ...parts);
  announce(outcome.querySelector(".summary").textContent);
}

/** The form that submits *sheet* as it was previewed: source, date, reason. */
function paper(sheet, seen, outcome, listed) {
  const form = el(
    "form",
    { class: "choosing paper", onsubmit: sent },
    field("source", "Where the figures come from", { required: true }),
    field("dated", "The date on the paper, if it has one", { type: "date" }),
    seen.needs_reason ? field("reason", "Why figures held already are replaced", { required: true }) : null,
    seen.refused.length ? leavingOut() : null,
    el("button", { type: "submit" }, "Submit"),
  );
  return form;

  function sent(event) {
    event.preventDefault();
    event.submitter?.setAttribute("disabled", ""); // pressed twice, it would be submitted twice
    const { leave_out, ...said } = Object.fromEntries(new FormData(form));
    attempt(outcome, async () => {
      const made = (await post(PATH, { sheet, ...said, leave_out: leave_out === "on" })).proposal;
      const who = made.may_accept ? "You may accept it yourself, below." : "Somebody else has to accept it: a person with the role of an approver.";
      await listed();
      tell(outcome, `${made.words} Nothing is recorded yet. ${who}`);
    }, true).then(() => event.submitter?.removeAttribute("disabled"));
  }
}

function leavingOut() {
  const box = el("input", { type: "checkbox", name: "leave_out", id: "submit-leave_out", required: true });
  return el("p", {}, el("label", { for: box.id }, box, " Submit without the cells that are refused"));
}

function field(name, words, given) {
  const input = el("input", { name, id: `submit-${name}`, autocomplete: "off", ...given });
  return el("p", {}, el("label", { for: input.id }, words), input);
}

function proposals(told, page) {
  const waiting = told.proposals.filter((one) => one.state === "waiting");
  const decided = told.proposals.filter((one) => one.state !== "waiting");
  return [
    el("p", { class: "quiet" }, `You are ${told.person}${told.may_accept ? "" : ", who may submit figures and not accept them"}.`),
    waiting.length ? el("ul", { class: "plain" }, waiting.map((one) => proposal(one, page))) : el("p", {}, "No proposal waits."),
    decided.length
      ? el("details", { class: "fold" }, el("summary", {}, "Decided before"), el("ul", { class: "plain" }, decided.map((one) => el("li", {}, one.words, about(one)))))
      : null,
  ];
}

function proposal(one, page) {
  const inside = el("div", {});
  const look = () => attempt(inside, async () => put(inside, ...previewOf((await get(`${PATH}/${one.id}`)).preview)));
  const label = (what) => ({ "aria-label": `${what} proposal ${one.id}` });
  const comment = el("input", { name: "comment", id: `comment-${one.id}`, autocomplete: "off" });
  const decide = (act, done) => () =>
    attempt(inside, async () => {
      const { proposal: now } = await post(`${PATH}/${one.id}/${act}`, { comment: comment.value });
      await page.listed();
      tell(page.outcome, now.words);
      if (done && page.excel) page.outcome.append(puttingBack(page.outcome, "Put the sheet's formulas back"));
    }, true);
  return el(
    "li",
    {},
    el("p", {}, one.words, about(one)),
    el("p", { class: "buttons" }, el("button", { type: "button", ...label("Show"), onclick: look }, "Show")),
    inside,
    one.may_accept || one.may_reject ? el("p", { class: "paper" }, el("label", { for: comment.id }, `Comment on proposal ${one.id}`), comment) : null,
    el(
      "p",
      { class: "buttons" },
      one.may_accept ? el("button", { type: "button", ...label("Accept"), onclick: decide("accept", true) }, "Accept") : null,
      one.may_reject ? el("button", { type: "button", ...label(one.own ? "Take back" : "Reject"), onclick: decide("reject", false) }, one.own ? "Take back" : "Reject") : null,
    ),
  );
}

function about(one) {
  const why = one.reason ? ` Replaces figures held: ${one.reason}.` : "";
  return el("span", { class: "quiet" }, ` ${counted(one.figures, "figure")}. Source: ${one.source}${one.dated ? `, ${one.dated}` : ""}.${why}`);
}

/** A button that puts the formulas back where the sheet holds what the index holds already. */
function puttingBack(outcome, words) {
  const pressed = () =>
    attempt(outcome, async () => {
      const sheet = await readSheet();
      const { preview: seen } = await post(`${PATH}/preview`, { sheet });
      const count = await putBack(sheet.name, seen.unchanged.map((one) => one.cell));
      tell(outcome, `${counted(count, "formula")} put back.`);
    }, true);
  return el("p", {}, el("button", { type: "button", onclick: pressed }, words));
}

/** Say *words* in place of what *area* held, and lead the keyboard there: the button may be gone. */
function tell(area, words) {
  const said = el("p", { class: "summary", tabindex: -1 }, words);
  put(area, said);
  said.focus();
  announce(words);
}

/** Do *work*; what is refused, or what Excel cannot do, is said in *area* (or after what it holds). */
async function attempt(area, work, beside = false) {
  area.querySelector(".refusal")?.remove();
  try {
    await work();
  } catch (fault) {
    if (!(fault instanceof Refused)) console.error(fault);
    const words = fault instanceof Refused ? fault.message : `Excel did not allow it: ${fault.message}`;
    const said = el("p", { class: "refusal" }, words);
    if (beside) area.append(said);
    else put(area, said);
    announce(words);
  }
}
