import { durationText } from "../design/duration.ts";
import { numberText } from "../design/words.ts";
import type { ThroughputPoint } from "../service/answers.ts";
import type { Line } from "./line.ts";

interface Look<Value> extends Pick<Line, "name" | "color" | "dash"> {
  readonly of: (point: ThroughputPoint) => Value;
}

const requests: readonly Look<number>[] = [
  { name: "opened", color: "--busy", of: ({ opened }) => opened },
  { name: "approved", color: "--good", dash: [10, 3], of: ({ approved }) => approved },
  { name: "failed", color: "--warn", dash: [6, 3], of: ({ failed }) => failed },
  { name: "revoked", color: "--later", dash: [2, 3], of: ({ revoked }) => revoked },
  { name: "given up", color: "--bad", dash: [1, 2], of: ({ stuck }) => stuck },
];

const waits: readonly Look<number | null>[] = [
  { name: "median", color: "--busy", of: ({ waited }) => waited.median },
  { name: "95th percentile", color: "--warn", dash: [6, 3], of: ({ waited }) => waited.p95 },
];

/** How many requests came and how they ended, with the sums of all points. */
export const requestLines = (points: readonly ThroughputPoint[]): readonly Line[] =>
  requests.map(({ name, color, dash, of }) => {
    const values = points.map(of);
    return {
      name,
      color,
      dash,
      values,
      whole: numberText(values.reduce((all, one) => all + one, 0)),
    };
  });

/** How long the requests that ended had been open, with the longest of all points. */
export const waitingLines = (points: readonly ThroughputPoint[]): readonly Line[] =>
  waits.map(({ name, color, dash, of }) => {
    const values = points.map(of);
    const known = values.filter((value) => value !== null);
    const whole = known.length === 0 ? "none" : `up to ${durationText(Math.max(...known))}`;
    return { name, color, dash, values, whole };
  });
