import { ok, type Answer } from "../http/answer.ts";
import type { JsonObject } from "../json-reading.ts";
import { unreadable } from "../refusal.ts";
import { arranged } from "./arrange.ts";
import type { Expression, Query } from "./expression.ts";
import { matches } from "./match.ts";
import { isOrderedBy, lookupsOf, type Collection } from "./offered-filters.ts";
import { parseQuery } from "./query.ts";
import { without } from "./select.ts";

/** How one kind of document is listed. */
export interface Listing {
  /** Whose filters and orders hold; default any field. */
  readonly collection?: Collection;
  /** Fields that only `select(…)` shows. */
  readonly hidden?: readonly string[];
  /** Names that filters and orders have for fields that documents show elsewhere. */
  readonly aliases?: Readonly<Record<string, string>>;
}

/**
 * One page of the documents a query asks for, in the order they were made unless it says otherwise. As in the
 * platform's RQL library, a filter the list does not offer is passed over; such an order is refused, and so is a
 * lookup its field does not take.
 */
export function page(documents: readonly object[], text: string, listing: Listing = {}): Answer {
  const query = parseQuery(text);
  const filter = offered(query.filter, listing) ?? EVERYTHING;
  const found = arranged(
    documents.filter((document) => matches(document, filter)),
    ordersOf(query, listing),
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

const EVERYTHING: Expression = { kind: "and", inner: [] };

/** The filter without what the list does not offer; undefined when nothing is left of it. */
function offered(expression: Expression, listing: Listing): Expression | undefined {
  switch (expression.kind) {
    case "and":
    case "or":
      return offeredTogether(expression, listing);
    case "not": {
      const inner = offered(expression.inner, listing);
      return inner === undefined ? undefined : { kind: "not", inner };
    }
    case "search":
      return expression;
    case "compare":
    case "member":
      return offeredField(expression, listing);
  }
}

function offeredField(
  expression: Expression & { kind: "compare" | "member" },
  listing: Listing,
): Expression | undefined {
  const { collection } = listing;
  const path = pathOf(expression.path, listing);
  if (collection === undefined) return { ...expression, path };
  const lookups = lookupsOf(collection, expression.path);
  if (lookups === undefined) return undefined;
  const lookup = lookupOf(expression);
  if (lookup !== "empty" && !lookups.has(lookup)) {
    throw unreadable(`Bad filter: "${expression.path}" does not take the lookup "${lookup}".`);
  }
  return { ...expression, path };
}

/** Equal or not to `null()` is a lookup of its own; equal or not to `empty()` any field takes. */
function lookupOf(expression: Expression & { kind: "compare" | "member" }): string {
  const { by } = expression;
  if (expression.kind === "member" || !("special" in expression.operand)) return by;
  return by === "eq" || by === "ne" ? expression.operand.special : by;
}

function offeredTogether(
  { kind, inner }: Expression & { kind: "and" | "or" },
  listing: Listing,
): Expression | undefined {
  const rest = inner.flatMap((one) => offered(one, listing) ?? []);
  return rest.length === 0 && inner.length > 0 ? undefined : { kind, inner: rest };
}

function ordersOf({ orders }: Query, listing: Listing): Query["orders"] {
  const { collection } = listing;
  return orders.map(({ path, descending }) => {
    if (collection !== undefined && !isOrderedBy(collection, path)) {
      throw unreadable(`Bad ordering filter: ${path}.`);
    }
    return { path: pathOf(path, listing), descending };
  });
}

function pathOf(path: string, { aliases = {} }: Listing): string {
  return Object.hasOwn(aliases, path) ? (aliases[path] ?? path) : path;
}

function selected(document: object, query: Query, listing: Listing): JsonObject {
  const hidden = (listing.hidden ?? []).filter((path) => !isAsked(query.show, path));
  return without({ ...document }, [...hidden, ...query.hide]);
}

/** A hidden field is shown when it, or a field in it, is asked for. */
function isAsked(asked: readonly string[], path: string): boolean {
  return asked.some((one) => one === path || one.startsWith(`${path}.`));
}

/** As the platform's RQL library writes it: a page without documents begins and ends at its offset. */
function contentRange({ limit, offset }: Query, shown: number, total: number): string {
  const first = limit === 0 ? 0 : offset;
  return `items ${first}-${first + Math.max(0, shown - 1)}/${total}`;
}
