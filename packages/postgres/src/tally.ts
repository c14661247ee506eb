import type { Facet, ListFilter, Tallies } from "@tenure/engine";

import { integer, textOrNull } from "./column.ts";
import type { Query } from "./database.ts";
import { columnOf, tallyStatement } from "./list-query.ts";
import { original } from "./packed.ts";

/** Counts the subscriptions that fit by each of these facets, at one look and as of one moment. */
export async function tallyOf<Of extends Facet>(
  query: Query,
  schema: string,
  facets: readonly Of[],
  filter: ListFilter,
): Promise<Tallies<Of>> {
  const distinct = [...new Set(facets)];
  const rows = distinct.length === 0 ? [] : await query(tallyStatement(schema, distinct, filter));
  const tallies = distinct.map((facet, place) => {
    const counted = rows.filter((row) => integer(row, "of") === place);
    const tally = counted.map((row) => {
      const value = textOrNull(row, columnOf(facet));
      return [value === null ? null : original(value), integer(row, "total")] as const;
    });
    return [facet, new Map(tally)] as const;
  });
  // oxlint-disable-next-line no-unsafe-type-assertion -- one entry for each of the facets
  return Object.fromEntries(tallies) as unknown as Tallies<Of>;
}
