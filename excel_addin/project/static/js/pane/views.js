// The views of the page, in the order of their tabs: a file and a line here make a new one.
//
// A view is {name, tab, show}: `name` is the first word of its address, `tab` its label (none: no
// tab), and `show(route, excel)` returns (a promise of) its elements, the first of them an <h1>.
// `route` is {name, args, params}; `excel` is null in a plain browser.

import { cell } from "./cell_view.js";
import { changes } from "./changes_view.js";
import { formulas } from "./formulas_view.js";
import { index } from "./index_view.js";
import { indicator } from "./indicator_view.js";
import { submit } from "./submit_view.js";

export const views = [index, indicator, changes, submit, cell, formulas];
