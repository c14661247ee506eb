import { setImmediate as turn } from "node:timers/promises";

import type { Facet, ListFilter, Tallies, Tally } from "@tenure/engine";

/** What is asked of the subscriptions for a tally; each answer keeps others waiting only for itself. */
interface Counted {
  readonly count: (filter: ListFilter) => number;
  /** The values of a facet, without those that its index leaves out. */
  readonly valuesOf: (facet: Facet) => readonly string[];
}

/** What nearly all have is not counted, but is what the others leave of all. */
const commonest: Partial<Record<Facet, string | null>> = {
  requestState: "none",
  awaited: "nobody",
  requestType: null,
  product: null,
};

const listOf = (asked: string | readonly string[] = []): readonly string[] => [
  ...new Set([asked].flat()),
];

const narrowed = (filter: ListFilter, facet: Facet, value: string): ListFilter => ({
  ...filter,
  [facet]: facet === "adapter" || facet === "tenant" ? value : [value],
});

async function tallyOf(
  facet: Facet,
  filter: ListFilter,
  { count, valuesOf }: Counted,
): Promise<Tally> {
  const asked = listOf(filter[facet]);
  const common = asked.length === 0 ? commonest[facet] : undefined;
  const tally = new Map<string | null, number>();
  let counted = 0;
  for (const value of asked.length === 0 ? valuesOf(facet) : asked) {
    if (value === common) continue;
    // oxlint-disable-next-line no-await-in-loop -- others have their turn between two counts
    await turn();
    const fits = count(narrowed(filter, facet, value));
    counted += fits;
    if (fits > 0) tally.set(value, fits);
  }
  if (common === undefined) return tally;
  await turn();
  // Others wrote between the counts, so that what is left may be less than nothing.
  const left = count(filter) - counted;
  if (left > 0) tally.set(common, left);
  return tally;
}

/**
 * Counts value by value, each in an index of its own: one look at all subscriptions would keep every other verb
 * waiting until it ends.
 */
export async function tallyByCounts<Of extends Facet>(
  facets: readonly Of[],
  filter: ListFilter,
  counted: Counted,
): Promise<Tallies<Of>> {
  const tallies: [Of, Tally][] = [];
  // oxlint-disable-next-line no-await-in-loop -- others have their turn between two counts
  for (const facet of facets) tallies.push([facet, await tallyOf(facet, filter, counted)]);
  // oxlint-disable-next-line no-unsafe-type-assertion -- one entry for each of the facets
  return Object.fromEntries(tallies) as unknown as Tallies<Of>;
}
