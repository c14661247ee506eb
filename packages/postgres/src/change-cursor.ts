import { TenureError } from "@tenure/engine";

import { text, type Row } from "./column.ts";

const form = /^(?<tx>\d{1,19})\.(?<seq>\d{1,19})$/u;

/** The place of a history entry among all: its transaction, and its number within that. */
export function cursorOf(row: Row): string {
  return `${text(row, "tx")}.${text(row, "seq")}`;
}

/** @throws TenureError `options_invalid` when the store gave no such cursor */
export function placeOf(cursor: string | undefined): readonly [tx: string, seq: string] {
  if (cursor === undefined) return ["0", "0"];
  const { tx, seq } = form.exec(cursor)?.groups ?? {};
  if (tx !== undefined && seq !== undefined) return [tx, seq];
  throw new TenureError(
    "options_invalid",
    "A PostgreSQL store gave no such cursor of changes. Start without one.",
  );
}
