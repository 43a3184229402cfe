// The index at a glance, section by section.

import { el } from "./dom.js";

export const index = {
  name: "index",
  tab: "Index",
  show: () => [el("h1", {}, "Performance index")],
};
