import { styleText } from "node:util";

/** One subscription at the end of a demo. */
export interface Outcome {
  readonly title: string;
  readonly subscription: string;
  readonly expected: string;
  readonly engine: string;
  readonly platform: string;
}

/** All three statuses agree. */
export function agrees({ expected, engine, platform }: Outcome): boolean {
  return expected === engine && expected === platform;
}

const columns = ["title", "subscription", "expected", "engine", "platform"] as const;
const headings = {
  title: "scenario",
  subscription: "subscription",
  expected: "expected",
  engine: "in the engine",
  platform: "on the platform",
} as const;

const paint = (color: "green" | "red", text: string): string =>
  styleText(color, text, { stream: process.stdout });

/** The table of all subscriptions, with a mark for each that agrees. */
export function outcomeTable(outcomes: readonly Outcome[]): string {
  const widths = columns.map((column) =>
    Math.max(headings[column].length, ...outcomes.map((outcome) => outcome[column].length)),
  );
  const line = (cells: readonly string[]) =>
    cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join("  ");
  return [
    `  ${line(columns.map((column) => headings[column]))}`,
    `  ${line(widths.map((width) => "─".repeat(width)))}`,
    ...outcomes.map((outcome) => {
      const mark = agrees(outcome) ? paint("green", "✓") : paint("red", "✗");
      return `${mark} ${line(columns.map((column) => outcome[column]))}`;
    }),
  ].join("\n");
}
