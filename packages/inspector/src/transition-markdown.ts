import type { TransitionRow } from "@tenure/machine";

/** A name as code; a dash for none. A bar would end the cell. */
const code = (name: string): string => `\`${name.replaceAll("|", "\\|")}\``;

const listed = (names: readonly string[]): string => names.map(code).join(", ");

const cells = ({ from, event, guard, to, effects }: TransitionRow): readonly string[] => [
  from === "(any)" ? "any state" : code(from),
  event === "" ? "always" : code(event),
  guard === null ? "" : code(guard),
  to === null ? "stays" : code(to),
  listed(effects),
];

const headings = ["From", "Event", "Guard", "To", "Effects"] as const;

/** A Markdown table with its columns padded to one width each. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    `| ${widths.map((width, column) => (row[column] ?? "").padEnd(width)).join(" | ")} |`;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [line(headings), rule, ...rows.map(line)].join("\n");
}

/**
 * The transitions as Markdown: a heading and a table for each region, rows in the order given. Of several
 * rows with the same state and event, the first whose guard lets it through is taken.
 */
export function toTransitionTable(rows: readonly TransitionRow[]): string {
  const regions = Map.groupBy(rows, ({ region }) => region);
  const sections = [...regions].map(
    ([region, own]) => `## ${region}\n\n${table(own.map(cells))}\n`,
  );
  return sections.join("\n");
}
