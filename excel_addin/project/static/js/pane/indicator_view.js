// One indicator: its figure and rating first, then why they may be trusted and what stands beside.

import { address, kept } from "./addresses.js";
import { get } from "./api.js";
import { choosing } from "./choosing.js";
import { el } from "./dom.js";
import { around, beside, formulaOf, headline, overTime } from "./indicator_parts.js";

export const indicator = {
  name: "indicator",
  async show(route, excel) {
    const { edition, as_of, period } = route.params;
    const told = await get("/kpi/api/indicator", { key: route.args[0], period, edition, as_of });
    return told.outcome === "asked" ? doubt(told, route) : pageOf(told, route, excel);
  },
};

/** Everything the page shows of an indicator. */
export function pageOf(told, route, excel) {
  const { subject } = told;
  const up = address("index", [], kept(route.params));
  const list = subject.list ? ` (${subject.list})` : "";
  return [
    el(
      "p",
      { class: "trail" },
      el("a", { href: up }, told.edition_title),
      subject.section ? ` › ${subject.section}` : "",
    ),
    el("h1", {}, `${subject.number}${list}. ${subject.name}`),
    told.known
      ? el("p", { class: "known" }, `${told.known[0].toUpperCase()}${told.known.slice(1)}.`)
      : null,
    headline(told),
    excel ? formulaOf(told, excel) : null,
    beside(told),
    overTime(told, route),
    ...around(told),
    excel ? null : formulaOf(told, excel),
    choosing(told, { ...route, name: "indicator", args: [subject.key] }, ["period", "as_of"]),
  ].filter(Boolean);
}

/** The indicators that fit equally, to choose from. */
export function doubt(told, route) {
  const item = (one) =>
    el(
      "li",
      {},
      el(
        "a",
        {
          href: address("indicator", [one.key], {
            ...kept(route.params),
            period: route.params.period,
            edition: one.edition,
          }),
        },
        `${one.number}${one.list ? ` (${one.list})` : ""}. ${one.name}`,
      ),
      el("span", { class: "quiet" }, ` ${one.edition_title}`),
    );
  return [
    el("h1", {}, "Which do you mean?"),
    el("p", {}, told.first),
    el("ul", { class: "plain" }, told.choices.map(item)),
  ];
}
