// What changed: corrections, ratings, decisions and gaps, newest first, as the papers say it.

import { get } from "./api.js";
import { choosing } from "./choosing.js";
import { el } from "./dom.js";

export const changes = {
  name: "changes",
  tab: "Changes",
  async show(route) {
    const { edition, as_of, since } = route.params;
    const told = await get("/kpi/api/changes", { edition, as_of, since });
    const days = grouped(told.changes);
    return [
      el("h1", {}, "What changed"),
      el("p", { class: "quiet" }, told.heading),
      choosing(told, route, ["edition", "since", "as_of"]),
      ...[...days].map(([day, those]) =>
        el(
          "section",
          {},
          el("h2", {}, day ? said(day) : "No date"),
          el("ul", { class: "changes" }, those.map(changeOf)),
        ),
      ),
    ];
  },
};

function changeOf(one) {
  return el(
    "li",
    {},
    el("b", { class: "kind" }, one.kind),
    " ",
    one.words,
    el("span", { class: "quiet" }, ` ${one.source}`),
  );
}

function grouped(all) {
  const days = new Map();
  for (const one of all) days.set(one.date, [...(days.get(one.date) ?? []), one]);
  return days;
}

/** '2019-11-06' as '6 November 2019'. */
function said(day) {
  return new Date(`${day}T12:00`).toLocaleDateString("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
  });
}
