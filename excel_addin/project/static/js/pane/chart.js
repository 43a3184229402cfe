// Draw a trend: the figures over time, the target beside them, and no line across a gap.
//
// The table beneath the chart holds the same figures in words, so the drawing is one image to a
// screen reader, named by the sentence that says the trend.

import { svg } from "./dom.js";

const WIDEST = 700;
const NARROWEST = 260;
const MARGIN = 32; // of the page, both sides
const HIGH = 260;
const LEFT = 52;
const RIGHT = 12;
const TOP = 36;
const BOTTOM = 40;
const LABEL = 170; // how wide the words of a period are
const MOST_NAMED = 8; // points with their figure beside them; the table has them all
const STEPS = [1, 2, 2.5, 5, 10];

/** The chart of {points, target, words} on a page so wide; null where there are too few points. */
export function chart(trend, page) {
  const { points, target } = trend;
  if (points.length < 2) return null;
  const wide = Math.max(NARROWEST, Math.min(WIDEST, page - MARGIN));
  const right = wide - RIGHT;
  const scale = axis(points, target);
  const ends = points.map((one) => Date.parse(one.ends));
  const [first, last] = [Math.min(...ends), Math.max(...ends)];
  const x = (day) => LEFT + ((day - first) / (last - first || 1)) * (right - LEFT - 48) + 24;
  const y = (value) =>
    HIGH - BOTTOM - ((value - scale.low) / (scale.high - scale.low)) * (HIGH - TOP - BOTTOM);
  const drawing = svg("svg", {
    viewBox: `0 0 ${wide} ${HIGH}`,
    width: wide,
    height: HIGH,
    role: "img",
    "aria-label": trend.words,
    class: "chart",
  });
  drawing.append(
    ...grid(scale, y, right),
    ...aim(target, y, right),
    ...line(points, ends, x, y),
    ...dots(points, ends, x, y),
    ...labels(points, ends, x, wide),
  );
  return drawing;
}

/** How the drawing is read: what stands for the target, and where the axis begins. */
export function howToRead({ points, target }) {
  const { low } = axis(points, target);
  const drawn = target?.value === undefined ? "shaded band" : "dashed line";
  const aimed = target ? `The ${drawn} is the target, ${target.text}.` : "";
  return [aimed, low > 0 ? `The axis begins at ${plain(low)}, not at nought.` : ""]
    .filter(Boolean)
    .join(" ");
}

function axis(points, target) {
  const all = points.map((one) => one.value);
  for (const one of [target?.value, target?.low, target?.high])
    if (one !== null && one !== undefined) all.push(one);
  const most = Math.max(...all);
  const least = Math.min(...all);
  const from =
    least < 0 ? least : least > 0.6 * most ? least - (most - least || most * 0.1) * 0.5 : 0;
  const step = stepFor((most - from || 1) / 4);
  return {
    low: Math.floor(from / step) * step,
    high: Math.max(Math.ceil(most / step) * step, step),
    step,
  };
}

/** A round step near *rough*: 1, 2, 2.5 or 5 times a power of ten. */
function stepFor(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  return STEPS.find((one) => one * power >= rough) * power;
}

function grid({ low, high, step }, y, right) {
  const lines = [];
  for (let value = low; value <= high + step / 1000; value += step) {
    lines.push(
      svg("line", { class: "grid", x1: LEFT, x2: right, y1: y(value), y2: y(value) }),
      svg(
        "text",
        { class: "tick", x: LEFT - 8, y: y(value) + 5, "text-anchor": "end" },
        plain(value),
      ),
    );
  }
  return lines;
}

function aim(target, y, right) {
  if (!target) return [];
  if (target.value !== undefined)
    return [
      svg("line", {
        class: "target",
        x1: LEFT,
        x2: right,
        y1: y(target.value),
        y2: y(target.value),
      }),
    ];
  const top = y(target.high);
  return [
    svg("rect", {
      class: "target-range",
      x: LEFT,
      y: top,
      width: right - LEFT,
      height: y(target.low) - top,
    }),
  ];
}

function line(points, ends, x, y) {
  const parts = points
    .slice(1)
    .map((one, place) => ({ joined: one.joined, from: place, to: place + 1 }));
  return parts
    .filter((part) => part.joined)
    .map(({ from, to }) =>
      svg("line", {
        class: "line",
        x1: x(ends[from]),
        y1: y(points[from].value),
        x2: x(ends[to]),
        y2: y(points[to].value),
      }),
    );
}

function dots(points, ends, x, y) {
  const drawn = points.map((one, place) =>
    svg("circle", { class: "dot", cx: x(ends[place]), cy: y(one.value), r: 5 }),
  );
  if (points.length > MOST_NAMED) return drawn;
  const names = points.map((one, place) => {
    const at = y(one.value) + (isLow(points, place) ? 22 : -11);
    return svg(
      "text",
      { class: "value", x: x(ends[place]), y: at, "text-anchor": "middle" },
      plain(one.value),
    );
  });
  return [...drawn, ...names];
}

/** Whether a point lies below both beside it: its name stands beneath, clear of the line. */
function isLow(points, place) {
  const beside = [points[place - 1], points[place + 1]];
  return beside.every((one) => one && one.value > points[place].value);
}

/** The first period, the last, and those between where there is room for them. */
function labels(points, ends, x, wide) {
  const room = Math.ceil(points.length / Math.max(1, Math.floor(wide / LABEL)));
  return points
    .map((one, place) => {
      const edge = place === 0 ? "start" : place === points.length - 1 ? "end" : "middle";
      const between = place % room === 0 && points.length - 1 - place >= room;
      if (place > 0 && place < points.length - 1 && !between) return null;
      const at =
        edge === "start"
          ? x(ends[place]) - 24
          : edge === "end"
            ? x(ends[place]) + 24
            : x(ends[place]);
      return svg("text", { class: "tick", x: at, y: HIGH - 14, "text-anchor": edge }, one.when);
    })
    .filter(Boolean);
}

function plain(value) {
  return Number(value.toFixed(6)).toLocaleString("en-GB");
}
