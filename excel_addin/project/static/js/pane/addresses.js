// Read and write the page's addresses: '#/indicator/KEY?edition=CODE&as_of=2019-06-26'.

export const FIRST = "index"; // the view of the address without a name

/** The address as {name, args, params}; one that is none means the first view. */
export function parsed(hash) {
  const [path, query] = (hash.startsWith("#/") ? hash.slice(2) : "").split("?");
  const [name, ...args] = path.split("/").map(decoded);
  return { name: name || FIRST, args, params: Object.fromEntries(new URLSearchParams(query)) };
}

/** The address of a view; what is blank in *params* is left out. */
export function address(name, args = [], params = {}) {
  const path = [name === FIRST ? "" : name, ...args.map(encodeURIComponent)].join("/");
  const wanted = Object.entries(params).filter(([, value]) => value);
  const query = new URLSearchParams(wanted).toString();
  return `#/${path}${query ? `?${query}` : ""}`;
}

/** What of *params* holds for the whole page: the edition and the day of knowledge. */
export function kept({ edition, as_of }) {
  return { edition, as_of };
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // typed by hand, with a % that stands for nothing
  }
}
