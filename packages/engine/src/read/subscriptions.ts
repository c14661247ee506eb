import type { Facet, ListFilter, Page, Tallies, Tally } from "../ports/listing.ts";
import type { SubscriptionRecord } from "../ports/subscription-record.ts";
import { currentRecord } from "../record/current-record.ts";
import { TenureError } from "../tenure-error.ts";
import type { ReadableStore } from "./readable-store.ts";
import type { AskedTenants } from "./tenant-scope.ts";

/** Narrows by everything but tenants. */
type Narrowing = Omit<ListFilter, "tenant">;

interface Place {
  readonly after?: string;
  readonly limit: number;
}

/** The subscription as it stands; undefined when there is none. */
export async function loadSubscription(
  store: ReadableStore,
  key: string,
): Promise<SubscriptionRecord | undefined> {
  const [found] = await store.load([{ key }]);
  return found?.record === undefined ? undefined : currentRecord(found.record);
}

/** @throws TenureError `subscription_unknown` */
export async function needSubscription(
  store: ReadableStore,
  key: string,
): Promise<SubscriptionRecord> {
  const record = await loadSubscription(store, key);
  if (record !== undefined) return record;
  throw new TenureError(
    "subscription_unknown",
    `There is no subscription ${key}. Check the key and its tenant.`,
  );
}

/** The page again, with what it left out of its limit: rows of tenants that were not asked for. */
async function siftedPage(
  store: ReadableStore,
  narrowing: Narrowing,
  tenants: AskedTenants,
  { after, limit }: Place,
): Promise<Page<SubscriptionRecord>> {
  const rows: SubscriptionRecord[] = [];
  let next = after;
  do {
    const place = { limit: limit - rows.length, ...(next !== undefined && { after: next }) };
    // oxlint-disable-next-line no-await-in-loop -- each page begins where the last one ended
    const page = await store.list(narrowing, place);
    rows.push(...page.rows.filter(({ tenant }) => tenants.includes(tenant)));
    next = page.next;
  } while (next !== undefined && rows.length < limit);
  return { rows, ...(next !== undefined && { next }) };
}

/** One page of subscriptions, by key. */
export async function listSubscriptions(
  store: ReadableStore,
  narrowing: Narrowing,
  tenants: AskedTenants,
  place: Place,
): Promise<Page<SubscriptionRecord>> {
  const { filter } = tenants;
  const page =
    filter === undefined
      ? await siftedPage(store, narrowing, tenants, place)
      : await store.list({ ...narrowing, tenant: filter }, place);
  return { ...page, rows: page.rows.map(currentRecord) };
}

function sumOf(tallies: readonly Tally[]): Tally {
  const sums = new Map<string | null, number>();
  for (const [value, count] of tallies.flatMap((tally) => [...tally])) {
    sums.set(value, (sums.get(value) ?? 0) + count);
  }
  return sums;
}

/** How many subscriptions there are of each value of these facets. */
export async function tallySubscriptions<Of extends Facet>(
  store: ReadableStore,
  facets: readonly Of[],
  narrowing: Narrowing,
  tenants: AskedTenants,
): Promise<Tallies<Of>> {
  const found = await Promise.all(
    tenants.names.map((tenant) => store.tally(facets, { ...narrowing, tenant })),
  );
  // oxlint-disable-next-line no-unsafe-type-assertion -- one entry for each of the facets
  return Object.fromEntries(
    facets.map((facet) => [facet, sumOf(found.map((tallies) => tallies[facet]))]),
  ) as unknown as Tallies<Of>;
}

/** How many subscriptions there are. */
export async function countSubscriptions(
  store: ReadableStore,
  narrowing: Narrowing,
  tenants: AskedTenants,
): Promise<number> {
  const counts = await Promise.all(
    tenants.names.map((tenant) => store.count({ ...narrowing, tenant })),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}
