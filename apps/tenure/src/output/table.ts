import { stripVTControlCharacters } from "node:util";

import { printable, styled } from "./text.ts";

/** A column: its heading, and what it shows of a row. */
export interface Column<Row> {
  readonly heading: string;
  readonly cell: (row: Row) => string;
  /** Colors what the cell holds; gives back as many characters. */
  readonly style?: (text: string) => string;
}

const widthOf = (text: string): number => Array.from(stripVTControlCharacters(text)).length;

const padded = (text: string, width: number): string =>
  text + " ".repeat(Math.max(0, width - widthOf(text)));

/** Rows below their headings, as wide as they need to be. */
export function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const cells = rows.map((row) => columns.map(({ cell }) => printable(cell(row))));
  const widths = columns.map(({ heading }, index) =>
    Math.max(widthOf(heading), ...cells.map((row) => widthOf(row[index] ?? ""))),
  );
  const line = (texts: readonly string[], style: (text: string, index: number) => string): string =>
    texts
      .map((text, index) => style(padded(text, widths[index] ?? 0), index))
      .join("  ")
      .trimEnd();
  return [
    line(
      columns.map(({ heading }) => heading),
      (text) => styled("bold", text),
    ),
    ...cells.map((row) =>
      line(row, (text, index) => {
        const { style } = columns[index] ?? {};
        const bare = text.trimEnd();
        return style === undefined ? text : style(bare) + text.slice(bare.length);
      }),
    ),
  ].join("\n");
}

/** Names and values, one a line. */
export function fields(values: Readonly<Record<string, string | null | undefined>>): string {
  const shown = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
  const width = Math.max(0, ...shown.map(([name]) => name.length));
  return shown
    .map(([name, value]) => `${styled("dim", name.padEnd(width))}  ${printable(value ?? "")}`)
    .join("\n");
}
