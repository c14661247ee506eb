import type { Facet, ListFilter, Page, SubscriptionRecord, Tallies } from "@tenure/engine";

import { placeAfter } from "./code-point-order.ts";
import type { Journal } from "./journal.ts";
import { Kept } from "./kept.ts";

type Facets = Readonly<Record<Facet, string | null>>;

interface Row {
  readonly kept: Kept<SubscriptionRecord>;
  readonly version: number;
  readonly hash: string;
  readonly facets: Facets;
}

function toRow(record: SubscriptionRecord): Row {
  const { version, hash, status, requestState, awaited, requestType } = record;
  const { product, adapter, tenant } = record;
  const facets = { status, requestState, awaited, requestType, product, adapter, tenant };
  return { kept: new Kept(record), version, hash, facets };
}

function fits(value: string | null, wanted: string | readonly string[] | undefined): boolean {
  if (wanted === undefined) return true;
  if (typeof wanted === "string") return value === wanted;
  return wanted.length === 0 || (value !== null && wanted.includes(value));
}

function passes(facets: Facets, filter: ListFilter): boolean {
  return (
    fits(facets.status, filter.status) &&
    fits(facets.requestState, filter.requestState) &&
    fits(facets.awaited, filter.awaited) &&
    fits(facets.requestType, filter.requestType) &&
    fits(facets.product, filter.product) &&
    fits(facets.adapter, filter.adapter) &&
    fits(facets.tenant, filter.tenant)
  );
}

/** The subscriptions as they stand, in the order of their keys. */
export class SubscriptionTable {
  readonly #journal: Journal;
  readonly #rows = new Map<string, Row>();
  readonly #keys: string[] = [];

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  /** 0 when there is no such subscription. */
  version(key: string): number {
    return this.#rows.get(key)?.version ?? 0;
  }

  /** Hash of the newest history entry; undefined when there is no such subscription. */
  hash(key: string): string | undefined {
    return this.#rows.get(key)?.hash;
  }

  load(key: string): SubscriptionRecord | undefined {
    return this.#rows.get(key)?.kept.copy();
  }

  save(record: SubscriptionRecord): void {
    const { key } = record;
    const before = this.#rows.get(key);
    this.#rows.set(key, toRow(record));
    if (before === undefined) this.#keys.splice(placeAfter(this.#keys, key), 0, key);
    this.#journal.note(() => {
      if (before !== undefined) {
        this.#rows.set(key, before);
        return;
      }
      this.#rows.delete(key);
      this.#keys.splice(placeAfter(this.#keys, key) - 1, 1);
    });
  }

  list(
    filter: ListFilter,
    { after, limit }: { readonly after?: string; readonly limit: number },
  ): Page<SubscriptionRecord> {
    const start = after === undefined ? 0 : placeAfter(this.#keys, after);
    const found = this.#matching(filter, start)
      .take(limit + 1)
      .toArray();
    const rows = found.slice(0, limit).map(({ kept }) => kept.copy());
    const last = rows.at(-1);
    return found.length > rows.length && last ? { rows, next: last.key } : { rows };
  }

  count(filter: ListFilter): number {
    return this.#matching(filter, 0).reduce((sum) => sum + 1, 0);
  }

  tally<Of extends Facet>(facets: readonly Of[], filter: ListFilter): Tallies<Of> {
    const tallies = facets.map((facet) => [facet, new Map<string | null, number>()] as const);
    for (const row of this.#matching(filter, 0)) {
      for (const [facet, tally] of tallies) {
        const value = row.facets[facet];
        tally.set(value, (tally.get(value) ?? 0) + 1);
      }
    }
    // oxlint-disable-next-line no-unsafe-type-assertion -- one entry for each of the facets
    return Object.fromEntries(tallies) as unknown as Tallies<Of>;
  }

  *#matching(filter: ListFilter, start: number): Generator<Row> {
    for (let place = start; place < this.#keys.length; place += 1) {
      const row = this.#rows.get(this.#keys[place] ?? "");
      if (row !== undefined && passes(row.facets, filter)) yield row;
    }
  }
}
