// A rating as it is always shown: its symbol and its word, on its colour, never the colour alone.

import { el } from "./dom.js";

const COLOUR = /^#[0-9a-f]{6}$/i;

/** The badge of {word, symbol, colour}; a rating without a colour is a plain word. */
export function badge({ word, symbol, colour }, more = "") {
  const mark = symbol ? el("span", { class: "symbol", "aria-hidden": "true" }, symbol) : null;
  const shown = el(
    "span",
    { class: "badge" },
    mark,
    el("span", {}, more ? `${word} ${more}` : word),
  );
  if (COLOUR.test(colour)) {
    shown.classList.add("painted");
    shown.style.setProperty("--grade", colour);
    shown.style.setProperty("--on-grade", readableOn(colour));
  }
  return shown;
}

/** Black or white, whichever is read more easily on *colour*: always at least 4.5 to 1. */
function readableOn(colour) {
  const [red, green, blue] = [1, 3, 5].map((place) => {
    const part = parseInt(colour.slice(place, place + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const light = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return light > 0.179 ? "#000000" : "#ffffff";
}
