// Ask the server, with the person's sign-in where Excel has one; a refusal is its own sentence.

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
  if (status === 401)
    return (
      "This server asks people to sign in. " +
      "Open the page from the add-in inside Excel, which signs in with your account."
    );
  if (typeof data?.detail === "string") return data.detail;
  return status < 500 && text ? text.slice(0, 300) : "The server could not answer. Try again.";
}
