// Start the page: the address decides what is shown; inside Excel there is more to press.

import { inExcel } from "./excel.js";
import { start } from "./router.js";
import { search } from "./search.js";
import { workbookBar } from "./workbook_bar.js";

document.getElementById("skip").addEventListener("click", (event) => {
  event.preventDefault(); // the address names what is shown, so it must not become '#main'
  document.getElementById("main").focus();
});
search(document.getElementById("search"));

const excel = await inExcel();
start(excel);
workbookBar(document.getElementById("workbook"), excel);
