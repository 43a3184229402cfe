// Choose the index, and the day whose knowledge is shown: both go into the address.

import { el } from "./dom.js";
import { address } from "./addresses.js";

/** The form above a view; open where something other than the usual is chosen. */
export function choosing(told, route, fields) {
  const form = el(
    "form",
    { class: "choosing", onsubmit: chosen },
    fields.map((one) => FIELDS[one](told, route)),
  );
  form.append(el("button", { type: "submit" }, "Show"));
  const open = fields.some((name) => route.params[name]);
  return el("details", { class: "fold", open }, el("summary", {}, label(fields)), form);

  function chosen(event) {
    event.preventDefault();
    const given = Object.fromEntries(new FormData(form));
    location.hash = address(route.name, route.args, { ...route.params, ...given });
  }
}

const FIELDS = {
  edition: (told, route) =>
    labelled(
      "Index",
      el(
        "select",
        { name: "edition", id: "choose-edition" },
        told.editions.map((one) =>
          el(
            "option",
            { value: one.default ? "" : one.code, selected: one.code === told.edition },
            one.title,
          ),
        ),
      ),
    ),
  period: (_, route) =>
    labelled(
      "Period, such as Q2 or May 2019 (blank: the newest of each)",
      el("input", {
        name: "period",
        id: "choose-period",
        value: route.params.period ?? "",
        autocomplete: "off",
      }),
    ),
  since: (_, route) =>
    labelled(
      "Since, such as 26 June 2019 or Q1 (blank: everything held)",
      el("input", {
        name: "since",
        id: "choose-since",
        value: route.params.since ?? "",
        autocomplete: "off",
      }),
    ),
  as_of: (_, route) =>
    labelled(
      "As known on (blank: now)",
      el("input", {
        name: "as_of",
        id: "choose-as_of",
        type: "date",
        value: route.params.as_of ?? "",
      }),
    ),
};

function labelled(words, input) {
  return el("p", {}, el("label", { for: input.id }, words), input);
}

function label(fields) {
  if (!fields.includes("edition")) return "Another period or day";
  return fields.includes("period") ? "Another index, period or day" : "Another index or day";
}
