// Find an indicator while typing: a combobox with a list of what fits (the ARIA pattern for it).
//
// Arrow keys go through the list, Enter opens what is chosen (or what the words mean, as the bot
// reads them), Escape closes the list and then empties the field. A live region says how many fit.

import { get } from "./api.js";
import { announce, el, put } from "./dom.js";
import { address, kept, parsed } from "./addresses.js";

const WAIT = 150; // ms after the last letter

/** Put the search field into *place*. */
export function search(place) {
  const list = el("ul", {
    id: "found",
    role: "listbox",
    "aria-label": "Indicators found",
    hidden: true,
  });
  const input = el("input", {
    id: "find",
    type: "text",
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": "found",
    autocomplete: "off",
    spellcheck: "false",
    placeholder: "Number, name or a few words",
    oninput: typed,
    onkeydown: pressed,
    onblur: () => setTimeout(close, WAIT),
  });
  place.append(
    el("label", { for: "find" }, "Find an indicator"),
    el("div", { class: "combobox" }, input, list),
  );
  let waiting;
  let asked = 0; // the newest question: an older one that is answered late is dropped
  let options = [];
  let active = -1;

  function typed() {
    clearTimeout(waiting);
    waiting = setTimeout(ask, WAIT);
  }

  async function ask() {
    const mine = ++asked;
    const words = input.value.trim();
    if (!words) return close();
    let told;
    try {
      told = await get("/kpi/api/search", { q: words, as_of: now().as_of });
    } catch (fault) {
      announce(fault.message);
      return;
    }
    if (mine !== asked || document.activeElement !== input) return;
    options = told.found;
    active = -1;
    put(
      list,
      options.length
        ? options.map(option)
        : el("li", { class: "none" }, `No indicator of any index fits “${words}”.`),
    );
    open();
    announce(count(told));
  }

  function option(one, place) {
    return el(
      "li",
      {
        id: `found-${place}`,
        role: "option",
        "aria-selected": "false",
        onmousedown: (event) => event.preventDefault(),
        onclick: () => go(one),
      },
      el(
        "span",
        { class: "option" },
        `${one.number}${one.list ? ` (${one.list})` : ""}. ${one.name}`,
      ),
      el("span", { class: "quiet" }, one.edition_title),
    );
  }

  function pressed(event) {
    const open = input.getAttribute("aria-expanded") === "true";
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) ask();
      else move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      enter();
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (open) close();
      else input.value = "";
    }
  }

  function enter() {
    clearTimeout(waiting);
    const words = input.value.trim();
    if (active >= 0) go(options[active]);
    else if (words) leave(address("indicator", [words], kept(now())));
  }

  function move(step) {
    if (!options.length) return;
    active = (active + step + options.length + (active < 0 && step < 0 ? 1 : 0)) % options.length;
    for (const [place, item] of [...list.children].entries())
      item.setAttribute("aria-selected", String(place === active));
    input.setAttribute("aria-activedescendant", `found-${active}`);
    list.children[active].scrollIntoView({ block: "nearest" });
  }

  function go(one) {
    leave(address("indicator", [one.key], { ...kept(now()), edition: one.edition }));
  }

  function leave(to) {
    asked += 1;
    input.value = "";
    close();
    location.hash = to;
  }

  function open() {
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    input.removeAttribute("aria-activedescendant");
  }

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }
}

function now() {
  return parsed(location.hash).params;
}

function count({ found, more }) {
  if (!found.length) return "No indicator fits.";
  if (more)
    return `More than ${found.length} indicators fit; the first ${found.length} are listed.`;
  return found.length === 1 ? "1 indicator fits." : `${found.length} indicators fit.`;
}
