import { z } from "zod";

import type { RqlTerm } from "../rql-term.ts";
import { queryOf, rql } from "../rql.ts";
import { identifier } from "../wire/tolerant.ts";
import { type Caller, problemOf } from "./caller.ts";
import { isNestedTooDeeply, nestedTooDeeply } from "./nesting.ts";

/** Rows asked for at once when nothing else is said. */
const rowsAtOnce = 100;

/** How a list is asked for. */
export interface ListOptions {
  /** Conditions, order, selection and search; all conditions have to hold. */
  readonly query?: readonly RqlTerm[];
  /** Rows of a page, at most; 100 when left out. The platform may send fewer. */
  readonly limit?: number;
  /** Rows to pass over; 0 when left out. */
  readonly offset?: number;
  readonly signal?: AbortSignal | undefined;
}

/** A row that does not have the shape of its kind. */
export interface UnreadableRow {
  /** As far as they could be read. */
  readonly id: string | undefined;
  readonly updated: string | undefined;
  /** What is wrong, without the values themselves. */
  readonly problem: string;
}

/** One page of a list. */
export interface ConnectPage<Row> {
  readonly rows: readonly Row[];
  readonly unreadable: readonly UnreadableRow[];
  /** Rows passed over before this page. */
  readonly offset: number;
  /** Rows of the whole list, if the platform told. */
  readonly total: number | undefined;
}

const markSchema = z.object({
  // Whatever is no id cannot be asked for either.
  id: identifier.optional().catch(undefined),
  updated: z.string().optional().catch(undefined),
});

function markOf(row: unknown): {
  readonly id?: string | undefined;
  readonly updated?: string | undefined;
} {
  const read = markSchema.safeParse(row);
  return read.success ? read.data : {};
}

function readRow<Schema extends z.ZodType>(
  schema: Schema,
  row: unknown,
): { readonly data: z.infer<Schema> } | { readonly problem: string } {
  if (isNestedTooDeeply(row)) return { problem: nestedTooDeeply };
  const read = schema.safeParse(row);
  return read.success ? { data: read.data } : { problem: problemOf(read.error) };
}

/** The total of `Content-Range: items 0-99/1234`. One that is less than what has been shown is none. */
function totalOf(headers: Headers, shown: number): number | undefined {
  const found = /\/(\d+)\s*$/u.exec(headers.get("content-range") ?? "");
  const total = Number(found?.[1] ?? -1);
  return total < shown ? undefined : total;
}

async function pageAt<Schema extends z.ZodType>(
  caller: Caller,
  path: string,
  schema: Schema,
  options: ListOptions & { readonly limit: number; readonly offset: number },
): Promise<ConnectPage<z.infer<Schema>> & { readonly all: readonly unknown[] }> {
  const terms = [...(options.query ?? []), rql.limit(options.limit), rql.offset(options.offset)];
  const call = { method: "GET", path, query: queryOf(terms), signal: options.signal } as const;
  const { rows: all, headers } = await caller.list(call);
  const rows: z.infer<Schema>[] = [];
  const unreadable: UnreadableRow[] = [];
  for (const row of all) {
    const read = readRow(schema, row);
    if ("data" in read) rows.push(read.data);
    else {
      const { id, updated } = markOf(row);
      unreadable.push({ id, updated, problem: caller.wipe(read.problem) });
    }
  }
  return {
    rows,
    unreadable,
    offset: options.offset,
    total: totalOf(headers, options.offset + all.length),
    all,
  };
}

/** What tells a page from another: its rows' ids and changes. */
function marksOf(rows: readonly unknown[]): string {
  return JSON.stringify(
    rows.map((row) => {
      const mark = markOf(row);
      // A row without an id, of which some lists are made, is known by all it holds.
      return mark.id === undefined && !isNestedTooDeeply(row) ? row : mark;
    }),
  );
}

/**
 * Reads a list page by page. Ends with the `Content-Range` header's total, or without the header at the
 * first empty page. Ends too when a page repeats the one before, whatever the header says.
 */
export async function* pagesOf<Schema extends z.ZodType>(
  caller: Caller,
  path: string,
  schema: Schema,
  options: ListOptions = {},
): AsyncGenerator<ConnectPage<z.infer<Schema>>, void, undefined> {
  const limit = options.limit ?? rowsAtOnce;
  let offset = options.offset ?? 0;
  let before: string | undefined;
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- where a page begins depends on the one before
    const page = await pageAt(caller, path, schema, { ...options, limit, offset });
    const { rows, unreadable, total, all } = page;
    const marks = before === undefined ? undefined : marksOf(all);
    if (all.length === 0 || (marks !== undefined && marks === before)) return;
    yield { rows, unreadable, offset, total };
    offset += all.length;
    if (total !== undefined && offset >= total) return;
    before = marks ?? marksOf(all);
  }
}

/** All readable rows of a list, one after the other. */
export async function* rowsOf<Row>(
  pages: AsyncIterable<ConnectPage<Row>>,
): AsyncGenerator<Row, void, undefined> {
  for await (const page of pages) yield* page.rows;
}
