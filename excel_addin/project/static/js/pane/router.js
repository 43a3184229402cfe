// Show the view that the address names: '#/indicator/KEY?edition=CODE' is the view 'indicator'.

import { address, kept, parsed } from "./addresses.js";
import { Refused } from "./api.js";
import { announce, el, put } from "./dom.js";
import { views } from "./views.js";

const TITLE = "Performance index";
let turn = 0; // a view that answers late does not overwrite the one asked for since

/** Show the view of the address now, and whenever it changes. */
export function start(excel) {
  window.addEventListener("hashchange", () => show(excel, true));
  show(excel, false);
}

async function show(excel, moved) {
  const mine = ++turn;
  const route = parsed(location.hash);
  const view = views.find((one) => one.name === route.name);
  const main = document.getElementById("main");
  tabs(route);
  if (moved) main.setAttribute("aria-busy", "true");
  const parts = await content(view, route, excel);
  if (mine !== turn) return;
  put(main, parts);
  main.removeAttribute("aria-busy");
  const heading = main.querySelector("h1");
  document.title = heading ? `${heading.textContent} – ${TITLE}` : TITLE;
  if (!moved) return;
  window.scrollTo(0, 0);
  heading?.setAttribute("tabindex", "-1");
  (heading ?? main).focus();
}

async function content(view, route, excel) {
  if (!view)
    return [
      el("h1", {}, "There is no such page"),
      el("p", {}, el("a", { href: "#/" }, "Back to the index")),
    ];
  try {
    return await view.show(route, excel);
  } catch (fault) {
    if (!(fault instanceof Refused)) console.error(fault);
    const words = fault instanceof Refused ? fault.message : "Something went wrong on this page.";
    announce(words);
    return refusal(words, fault.status === 0 && excel);
  }
}

function refusal(words, offline) {
  return [
    el("h1", {}, "That cannot be shown"),
    el("p", { class: "refusal" }, words),
    offline
      ? el(
          "p",
          {},
          "The cells keep the last values they showed; the last refresh says how old they are.",
        )
      : null,
    el(
      "p",
      {},
      el(
        "button",
        { type: "button", onclick: () => window.dispatchEvent(new HashChangeEvent("hashchange")) },
        "Try again",
      ),
    ),
  ].filter(Boolean);
}

function tabs(route) {
  const items = views
    .filter((view) => view.tab)
    .map((view) =>
      el(
        "li",
        {},
        el(
          "a",
          {
            href: address(view.name, [], kept(route.params)),
            "aria-current": view.name === route.name ? "page" : null,
          },
          view.tab,
        ),
      ),
    );
  put(document.getElementById("tabs"), items);
}
