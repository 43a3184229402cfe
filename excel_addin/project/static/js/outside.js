// Opened in a plain browser, the task pane gives way to the same page at the server's root, before
// Office.js and xlwings are loaded, which throw outside Excel. Only where nothing speaks for Excel:
// it opens the pane in a frame or a web view, or says so in the address or the session.
(function () {
  let session = null;
  try {
    session = sessionStorage.getItem("hostInfoValue"); // where Office.js keeps its host
  } catch {
    return; // a web view that keeps no session: no plain browser
  }
  const speaking =
    globalThis.Office ||
    globalThis.agaveHost ||
    globalThis.chrome?.webview ||
    globalThis.webkit?.messageHandlers ||
    window.external?.GetHostInfo ||
    window.top !== window ||
    window.name ||
    location.search.includes("_host_Info") ||
    session;
  if (speaking) return;
  window.stop(); // the rest of this document is neither read nor run
  setTimeout(() => location.replace("/" + location.hash));
})();
