// Build the page's elements. What is stored or typed is only ever set as text, never as markup.

const SVG = "http://www.w3.org/2000/svg";

/** An element with attributes, handlers (onclick: a function) and children; text stays text. */
export function el(tag, given = {}, ...children) {
  return filled(document.createElement(tag), given, children);
}

/** The same for a drawing. */
export function svg(tag, given = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), given, children);
}

function filled(element, given, children) {
  for (const [name, value] of Object.entries(given)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(
    ...children.flat().filter((one) => one !== null && one !== undefined && one !== ""),
  );
  return element;
}

/** Put *children* in place of everything an element holds. */
export function put(element, ...children) {
  element.replaceChildren(...children.flat().filter(Boolean));
}

/** Say *words* to a screen reader, without moving the focus. */
export function announce(words) {
  document.getElementById("status").textContent = words;
}
