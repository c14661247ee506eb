import type UPlot from "uplot";

import type { Line } from "./line.ts";

export type Unit = "count" | "duration";

const hour = 3_600_000;
const day = 24 * hour;

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const whole = new Intl.DateTimeFormat("en-GB", {
  weekday: "short",
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
});
const date = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });

export const clockText = (at: number): string => whole.format(at);

/** Steps between lines of the grid at which a duration is a round one, in milliseconds. */
const roundDurations = [
  1,
  2,
  5,
  10,
  20,
  50,
  100,
  200,
  500,
  1000,
  2000,
  5000,
  10_000,
  15_000,
  30_000,
  60_000,
  120_000,
  300_000,
  600_000,
  900_000,
  1_800_000,
  hour,
  2 * hour,
  3 * hour,
  6 * hour,
  12 * hour,
  day,
  2 * day,
  5 * day,
  10 * day,
  30 * day,
  100 * day,
];
const roundCounts = [1, 2, 5].flatMap((one) =>
  Array.from({ length: 9 }, (_, power) => one * 10 ** power),
);

/** The color a custom property stands for where an element is: a canvas knows no properties. */
function colorAt(element: HTMLElement, property: string): string {
  const probe = document.createElement("span");
  probe.style.color = `var(${property})`;
  element.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

function timeTexts(_plot: UPlot, times: readonly number[]): string[] {
  return times.map((at) => {
    const text = clock.format(at);
    return text === "00:00" ? date.format(at) : text;
  });
}

interface PlotParts {
  readonly element: HTMLElement;
  readonly lines: readonly Line[];
  readonly valueText: (value: number) => string;
  readonly unit: Unit;
  /** Told the index of the point under the pointer. */
  readonly onPoint: (index: number | undefined) => void;
}

/** How a chart is drawn, with the colors its place has now. */
export function plotOptions({
  element,
  lines,
  valueText,
  unit,
  onPoint,
}: PlotParts): UPlot.Options {
  const font = `11px ${getComputedStyle(element).fontFamily}`;
  const axis = {
    stroke: colorAt(element, "--ink-faint"),
    font,
    grid: { stroke: colorAt(element, "--line"), width: 1 },
    ticks: { show: false },
  };
  return {
    width: element.clientWidth,
    height: element.clientHeight,
    ms: 1,
    legend: { show: false },
    cursor: { y: false, points: { size: 6 }, drag: { x: false, y: false } },
    scales: {
      y: { range: (_plot, _least, most) => [0, Math.max(most * 1.08, unit === "count" ? 4 : 100)] },
    },
    axes: [
      { ...axis, values: timeTexts, space: 64, size: 26 },
      {
        ...axis,
        size: 58,
        space: 34,
        incrs: (unit === "count" ? roundCounts : roundDurations).toSorted(
          (one, other) => one - other,
        ),
        values: (_plot, values) => values.map((value) => (value === 0 ? "0" : valueText(value))),
      },
    ],
    series: [
      {},
      ...lines.map(({ name, color, dash }) => ({
        label: name,
        stroke: colorAt(element, color),
        width: 1.6,
        spanGaps: unit === "duration",
        ...(dash !== undefined && { dash: [...dash] }),
        // A step of which nothing is known before and after is a point, and no line.
        points: { size: 4, ...(unit === "duration" && { show: true }) },
      })),
    ],
    hooks: {
      setCursor: [({ cursor: { idx } }) => onPoint(idx ?? undefined)],
    },
  };
}
