import type { JsonObject } from "../json-reading.ts";
import { unreadable } from "../refusal.ts";
import { arranged } from "../rql/arrange.ts";
import type { Query } from "../rql/expression.ts";
import { matches } from "../rql/match.ts";
import { parseQuery } from "../rql/query.ts";
import { without } from "../rql/select.ts";
import { ok, type Answer } from "./answer.ts";

/** How one kind of document is listed. */
export interface Listing {
  /** Fields that only `select(…)` shows. */
  readonly hidden?: readonly string[];
  /** The only fields a list may be ordered by; default any. */
  readonly orderable?: readonly string[];
}

/** One page of the documents a query asks for, in the order they were made unless it says otherwise. */
export function page(documents: readonly object[], text: string, listing: Listing = {}): Answer {
  const query = parseQuery(text);
  for (const { path } of query.orders) {
    if (listing.orderable?.includes(path) === false)
      throw unreadable(`Bad ordering filter: ${path}.`);
  }
  const found = arranged(
    documents.filter((document) => matches(document, query.filter)),
    query.orders,
  );
  const shown = found.slice(query.offset, query.offset + query.limit);
  return {
    ...ok(shown.map((document) => selected(document, query, listing))),
    headers: { "content-range": contentRange(query, shown.length, found.length) },
  };
}

/** One document, with the fields a `select(…)` in the query asks for. */
export function single(document: object, text: string, listing: Listing = {}): Answer {
  return ok(selected(document, parseQuery(text), listing));
}

function selected(document: object, query: Query, listing: Listing): JsonObject {
  const hidden = (listing.hidden ?? []).filter((path) => !query.show.includes(path));
  return without({ ...document }, [...hidden, ...query.hide]);
}

function contentRange(query: Query, shown: number, total: number): string {
  const range = shown === 0 ? "0-0" : `${query.offset}-${query.offset + shown - 1}`;
  return `items ${range}/${total}`;
}
