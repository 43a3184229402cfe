// The parts of an indicator's page, each from what the server says; nothing is worked out here.

import { address } from "./addresses.js";
import { badge } from "./badge.js";
import { howToRead, chart } from "./chart.js";
import { el } from "./dom.js";
import { inserting } from "./inserting.js";

/** The figure in large, its rating, and the reason for it. */
export function headline({ figure, latest, first, subject, ratings, rating_change }) {
  const said = figure?.held
    ? [
        el("p", { class: "figure" }, figure.text),
        el(
          "p",
          { class: "when" },
          [figure.when, basis(subject), status(figure)].filter(Boolean).join(" · "),
        ),
      ]
    : [
        el("p", { class: "nofigure" }, first),
        figure?.why ? el("p", {}, sentence(`${figure.status}: ${figure.why}`)) : null,
      ];
  return el(
    "section",
    {
      class: "headline",
      "aria-label": "Figure and rating",
      "data-part": "value rating reason status",
    },
    el("div", { class: "shown" }, said),
    el(
      "div",
      { class: "ratings" },
      ratings.length
        ? ratings.map((one) =>
            ratingOf(one, figure, ratings.length > 1 || one.when !== (figure?.when ?? "")),
          )
        : el("p", {}, "Not rated."),
    ),
    rating_change ? el("p", { class: "said" }, rating_change) : null,
    figure?.note && figure?.held ? el("p", { class: "quiet" }, sentence(figure.note)) : null,
    latest && !figure?.held
      ? el("p", { class: "quiet" }, `The latest held: ${latest.text}, ${latest.when}.`)
      : null,
  );
}

function ratingOf(one, figure, withPeriod) {
  const when = withPeriod ? ` ${one.when}` : "";
  if (!one.word) return el("p", {}, sentence(one.reason || one.state));
  return el(
    "div",
    { class: "rating" },
    el("p", {}, badge(one), el("span", { class: "quiet" }, ` ${one.by}${when ? `,${when}` : ""}`)),
    el(
      "p",
      {},
      [one.reason, one.differs, one.note === figure?.note ? "" : one.note]
        .filter(Boolean)
        .map(sentence)
        .join(" "),
    ),
  );
}

/** Target, direction, other areas and the years before, side by side. */
export function beside({ target, distance, direction, benchmarks, prior, subject }) {
  const pairs = [
    [
      "Target",
      [sentence(target || "none is printed"), distance].filter(Boolean).join(" "),
      "target",
    ],
    ["Direction", direction ? sentence(direction) : "No figure to compare.", "direction"],
    ...benchmarks.map(({ area, figure }) => [area, valueOf(figure), "england london region"]),
    ...prior.map((one) => [one.when, one.held ? one.text : `No figure: ${one.status}`, "prior"]),
    [
      "Reported",
      [subject.frequency, subject.status === "in force" ? "" : subject.status]
        .filter(Boolean)
        .join(", "),
      "",
    ],
    subject.owner ? ["Owner", subject.owner, ""] : null,
  ].filter(Boolean);
  return el(
    "section",
    { "aria-labelledby": "beside" },
    el("h2", { id: "beside" }, "What it stands beside"),
    el(
      "dl",
      { class: "pairs" },
      pairs.map(([name, words, part]) =>
        el("div", { "data-part": part }, el("dt", {}, name), el("dd", {}, words)),
      ),
    ),
  );
}

function valueOf(figure) {
  if (!figure.held) return `No figure: ${figure.status}`;
  const when = figure.period === "unknown" ? figure.note || "period not stated" : figure.when;
  return `${figure.text} (${when})`;
}

/** The chart, or why there is none; the figures themselves are always there. */
export function overTime({ trend, figures, subject, as_of }, route) {
  const drawn = chart(trend, document.getElementById("main").clientWidth);
  const to = (period) =>
    address("indicator", [subject.key], {
      edition: route.params.edition,
      as_of: as_of ?? "",
      period,
    });
  const row = (one) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, el("a", { href: to(one.period) }, one.when)),
      el(
        "td",
        {},
        one.text,
        one.status === "published" ? null : el("span", { class: "quiet" }, ` ${one.status}`),
      ),
      el("td", { class: "quiet" }, one.source),
    );
  const table = el(
    "table",
    { class: "figures" },
    el("caption", { class: "unseen" }, "Every figure held, oldest first"),
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        ["Period", "Figure", "Source"].map((head) => el("th", { scope: "col" }, head)),
      ),
    ),
    el("tbody", {}, figures.map(row)),
  );
  return el(
    "section",
    { "aria-labelledby": "over-time", "data-part": "trend" },
    el("h2", { id: "over-time" }, "Over time"),
    drawn,
    el(
      "p",
      { class: drawn ? "quiet" : "" },
      [trend.words, drawn ? howToRead(trend) : ""].filter(Boolean).join(" "),
    ),
    figures.length
      ? el(
          "details",
          { class: "fold" },
          el("summary", {}, "Show the figures"),
          el("div", { class: "wide" }, table),
        )
      : null,
  );
}

/** Corrections, the papers' words, why it matters, what it was before, notes and sources. */
export function around({ corrections, narrative, remarks, lineage, subject, sources }) {
  return [
    section("Corrections", corrections.map(correctionOf), "status"),
    section(
      "What the papers say",
      narrative.map((one) => el("p", {}, one)),
      "narrative",
    ),
    section(
      "Why it matters",
      subject.rationale
        ? [
            el("p", {}, subject.rationale),
            subject.rationale_from
              ? el("p", { class: "quiet" }, `From ${subject.rationale_from}.`)
              : null,
          ]
        : [el("p", {}, "The papers held do not say why this matters.")],
      "rationale",
    ),
    section("Before, and elsewhere", [
      ...lineage.map(linkOf),
      ...remarks.map((one) => el("p", {}, one)),
    ]),
    section(
      "Notes and source",
      [
        subject.notes ? el("p", {}, `Notes in the paper: ${sentence(subject.notes)}`) : null,
        sources.length
          ? el(
              "ul",
              { class: "plain" },
              sources.map((one) => el("li", {}, one)),
            )
          : el("p", {}, "No paper held prints a figure."),
      ],
      "source notes",
    ),
  ].filter(Boolean);
}

function correctionOf({ when, old, new: now, date, reason, source }) {
  return el(
    "p",
    {},
    `${when}: `,
    el("del", {}, el("span", { class: "unseen" }, "was "), old),
    " → ",
    el("ins", {}, el("span", { class: "unseen" }, "now "), now),
    date ? `, on ${date}. ` : ". ",
    reason ? sentence(reason) : "",
    el("span", { class: "quiet" }, ` ${source}`),
  );
}

function linkOf({ words, why, places }) {
  const link = (one, said) =>
    el("a", { href: address("indicator", [one.key], { edition: one.edition }) }, said);
  const reason = why ? el("span", { class: "quiet" }, ` ${why}`) : null;
  if (places.length === 1) return el("p", {}, link(places[0], words), reason);
  const links = places.flatMap((one) => [
    " ",
    link(one, `Number ${one.number}${one.list ? ` (${one.list})` : ""}`),
  ]);
  return el("p", {}, words, reason, links);
}

/** The formula that shows the same in a cell; inside Excel it can be put into one. */
export function formulaOf({ formula }, excel) {
  return section("In a cell", [
    el("p", {}, el("code", { class: "formula" }, formula)),
    ...inserting(formula, excel),
  ]);
}

let headings = 0;

function section(title, parts, part = "") {
  const kept = parts.filter(Boolean);
  if (!kept.length) return null;
  const id = `part-${++headings}`;
  return el("section", { "aria-labelledby": id, "data-part": part }, el("h2", { id }, title), kept);
}

function basis(subject) {
  return subject.basis === "not stated" ? "" : subject.basis;
}

function status(figure) {
  return figure.status === "published" ? "" : figure.status;
}

function sentence(words) {
  const text = words.trim();
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}${/[.?!]$/.test(text) ? "" : "."}`;
}
