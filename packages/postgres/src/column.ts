import { TenureError } from "@tenure/engine";

/** A row as the server wrote it: every value as text. */
export type Row = Readonly<Record<string, string | null>>;

function unexpected(column: string, expected: string): TenureError {
  const message = `Column ${column} holds no ${expected}: the store is damaged, restore a backup.`;
  return new TenureError("store_corrupt", message);
}

export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== "string") throw unexpected(column, "text");
  return value;
}

export function textOrNull(row: Row, column: string): string | null {
  return row[column] ?? null;
}

export function integer(row: Row, column: string): number {
  const value = Number(text(row, column));
  if (!Number.isSafeInteger(value)) throw unexpected(column, "integer");
  return value;
}

export function flag(row: Row, column: string): boolean {
  return text(row, column) === "t";
}

/** Text of a closed set of words, which only this package writes. */
// oxlint-disable-next-line no-unnecessary-type-parameters -- the reader says which words were written
export function word<Word extends string>(row: Row, column: string): Word {
  // oxlint-disable-next-line no-unsafe-type-assertion -- written from a value of this type
  return text(row, column) as Word;
}

/** A JSON value that only this package writes. */
// oxlint-disable-next-line no-unnecessary-type-parameters -- the reader says which shape was written
export function json<Value>(row: Row, column: string): Value {
  const source = text(row, column);
  try {
    const value: Value = JSON.parse(source);
    return value;
  } catch {
    throw unexpected(column, "JSON");
  }
}
