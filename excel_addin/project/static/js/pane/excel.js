// Speak with Excel, by Office.js; in a plain browser there is none.

/** Excel's own doors where the page is its task pane, null in a plain browser. */
export async function inExcel() {
  if (!globalThis.Office?.onReady) return null;
  const { host } = await Office.onReady();
  return host === "Excel" ? {} : null;
}
