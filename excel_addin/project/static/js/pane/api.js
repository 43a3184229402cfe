// Ask the server, with the person's sign-in where Excel has one; a refusal is its own sentence.

const SIGN_IN = "This server asks people to sign in.";
const IN_EXCEL = "Inside Excel the add-in signs in with your account.";

/** What the server refused, in its words; `status` is 0 where it could not be reached. */
export class Refused extends Error {
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
  }
}

/** The JSON at *path*; what is blank in *params* is left out. Raises Refused. */
export function get(path, params = {}) {
  const wanted = Object.entries(params).filter(([, value]) => value);
  const query = new URLSearchParams(wanted).toString();
  return send(query ? `${path}?${query}` : path, { method: "GET" });
}

/** The JSON that comes back for *body*. Raises Refused. */
export function post(path, body) {
  return send(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

async function send(url, request) {
  let response;
  try {
    const headers = { ...request.headers, ...(await signIn()) };
    response = await fetch(url, { ...request, headers, cache: "no-store" });
  } catch {
    throw new Refused(0, "The server cannot be reached.");
  }
  const text = await response.text();
  const data = read(text);
  if (response.ok && data !== undefined) return data;
  throw new Refused(response.status, sentence(response.status, data, text));
}

/** The headers that carry the sign-in: those that xlwings sends with every formula. */
async function signIn() {
  if (!globalThis.config?.authProviders?.length || !globalThis.getAuth) return {};
  const { token, provider } = await globalThis.getAuth();
  return { Authorization: token, "Auth-Provider": provider };
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function sentence(status, data, text) {
  const detail = typeof data?.detail === "string" ? data.detail : "";
  if (status === 401) return [SIGN_IN, detail, IN_EXCEL].filter(Boolean).join(" ");
  if (detail) return detail;
  return status < 500 && text ? text.slice(0, 300) : "The server could not answer. Try again.";
}
