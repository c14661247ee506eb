import type { Awaited as AwaitedParty, LifecycleState, RequestState } from "@tenure/machine";

/** Narrows a list. Several fields narrow together; of a list of values any fits, an empty one does not narrow. */
export interface ListFilter {
  readonly status?: readonly LifecycleState[];
  readonly requestState?: readonly RequestState[];
  readonly awaited?: readonly AwaitedParty[];
  readonly requestType?: readonly string[];
  readonly product?: readonly string[];
  readonly adapter?: string;
  /** Left out: all tenants. */
  readonly tenant?: string;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Give it as `after` to get the next page; absent on the last one. */
  readonly next?: string;
}

/** What subscriptions are told apart by. */
export type Facet = keyof ListFilter;

/** How many subscriptions there are of each value; null stands for having none. Values nobody has are left out. */
export type Tally = ReadonlyMap<string | null, number>;

/** A tally for each of some facets. */
export type Tallies<Of extends Facet = Facet> = Readonly<Record<Of, Tally>>;
