// The index at a glance, section by section: number, name, newest figure, rating, direction.

import { get } from "./api.js";
import { badge } from "./badge.js";
import { choosing } from "./choosing.js";
import { el } from "./dom.js";
import { address, kept } from "./addresses.js";

export const index = {
  name: "index",
  tab: "Index",
  async show(route) {
    const { edition, as_of, period, rating } = route.params;
    const told = await get("/kpi/api/index", { edition, as_of, period });
    const shown = told.sections
      .map((section) => ({ ...section, rows: section.rows.filter((row) => isRated(row, rating)) }))
      .filter((section) => section.rows.length);
    return [
      el("h1", {}, told.edition_title),
      el(
        "p",
        { class: "quiet" },
        told.known
          ? `${capital(told.known)}.`
          : "The newest figure of each indicator, and the rating that counts.",
      ),
      chips(told, route),
      choosing(told, route, ["edition", "period", "as_of"]),
      legend(told.scheme),
      ...shown.map((section, place) => sectionOf(section, place, route)),
      shown.length ? null : el("p", {}, "No indicator of this index has that rating."),
    ];
  },
};

/** Whether a row has the rating asked for; none asked for is every row. */
function isRated(row, wanted) {
  return !wanted || (row.rating?.word || "not rated") === wanted;
}

/** How many have which rating; each is a link that shows those alone. */
function chips(told, route) {
  const all = told.ratings.reduce((sum, one) => sum + one.count, 0);
  const to = (rating) => address("index", [], { ...route.params, rating });
  const chip = (rating, ...inside) =>
    el(
      "li",
      {},
      el(
        "a",
        {
          href: to(rating),
          "aria-current": (route.params.rating ?? "") === rating ? "true" : null,
        },
        inside,
      ),
    );
  return el(
    "ul",
    { class: "chips", "aria-label": "Show by rating" },
    chip("", `All ${all}`),
    told.ratings.map((one) =>
      chip(one.word, badge({ ...one, word: capital(one.word) }, String(one.count))),
    ),
  );
}

function legend(scheme) {
  if (!scheme.length) return null;
  const items = scheme.map((one) => el("li", {}, badge(one), " ", capital(one.meaning), "."));
  return el(
    "details",
    { class: "fold" },
    el("summary", {}, "What the ratings mean"),
    el("ul", { class: "plain" }, items),
  );
}

function sectionOf(section, place, route) {
  const id = `section-${place}`;
  const counts = section.ratings.map((one) =>
    el("li", {}, badge({ ...one, word: capital(one.word) }, String(one.count))),
  );
  return el(
    "section",
    { "aria-labelledby": id },
    el(
      "div",
      { class: "beside" },
      el("h2", { id }, section.name || "All indicators"),
      el("ul", { class: "counts", "aria-label": "Ratings" }, counts),
    ),
    tableOf(section, id, route),
  );
}

// The roles are said, because a table laid out as cards on a narrow screen loses its own.
function tableOf(section, id, route) {
  const heads = ["No.", "Indicator", "Newest figure", "Rating", "Direction"];
  return el(
    "table",
    { class: "glance", role: "table", "aria-labelledby": id },
    el(
      "thead",
      { role: "rowgroup" },
      el(
        "tr",
        { role: "row" },
        heads.map((head) => el("th", { scope: "col", role: "columnheader" }, head)),
      ),
    ),
    el(
      "tbody",
      { role: "rowgroup" },
      section.rows.map((row) => rowOf(row, route)),
    ),
  );
}

function rowOf(row, route) {
  const to = address("indicator", [row.key], {
    ...kept(route.params),
    period: route.params.period,
  });
  const cell = (name, ...inside) => el("td", { role: "cell", class: name }, inside);
  return el(
    "tr",
    { role: "row" },
    cell("number", row.number),
    el(
      "th",
      { role: "rowheader", scope: "row", class: "name" },
      el("a", { href: to }, row.name),
      row.list ? el("span", { class: "quiet" }, ` (${row.list})`) : null,
    ),
    cell("figure", ...figureOf(row.figure)),
    cell("rated", ...ratedOf(row)),
    cell(
      "way",
      ...(row.direction
        ? [el("span", { class: "narrow" }, "Direction: "), capital(row.direction)]
        : []),
    ),
  );
}

function figureOf(figure) {
  if (!figure) return [el("span", { class: "quiet" }, "No figure")];
  if (!figure.held)
    return [el("span", { class: "quiet" }, `No figure: ${figure.status}, ${figure.when}`)];
  return [el("b", {}, figure.text), " ", el("span", { class: "quiet" }, figure.when)];
}

function ratedOf(row) {
  if (!row.rating?.word) return [el("span", { class: "quiet" }, capital(row.rated))];
  const other = row.rating.when !== row.figure?.when ? ` for ${row.rating.when}` : "";
  const own = row.rating.by === "published" ? "" : "worked out here";
  const said = [own, other.trim()].filter(Boolean).join(", ");
  return [badge(row.rating), said ? el("span", { class: "quiet" }, ` ${said}`) : ""];
}

function capital(words) {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
