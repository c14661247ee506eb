import {
  available,
  type CommandInput,
  type Explanation,
  type Preview,
  type Snapshot,
  type SubscriptionEventInput,
  type SubscriptionEventType,
  type SubscriptionInput,
} from "@tenure/machine";

import { systemClock } from "./clock/system-clock.ts";
import { exportHistory } from "./export/export-history.ts";
import type { HistoryExport } from "./export/history-export.ts";
import type { Clock } from "./ports/clock.ts";
import type { Facet, Page, Tallies } from "./ports/listing.ts";
import type { HistoryEntry, SubscriptionRecord } from "./ports/subscription-record.ts";
import { readChanges, type Changes, type ChangesOptions } from "./read/changes.ts";
import { checkCursor, checkLimit, checkVersion } from "./read/page-request.ts";
import { questionInvalid } from "./read/question-invalid.ts";
import { explainCommand, previewEvent } from "./read/questions.ts";
import type { ReadableStore } from "./read/readable-store.ts";
import { replayTo } from "./read/replay.ts";
import { checkFacets, checkFilter, type SubscriptionFilter } from "./read/subscription-filter.ts";
import {
  countSubscriptions,
  tallySubscriptions,
  listSubscriptions,
  loadSubscription,
  needSubscription,
} from "./read/subscriptions.ts";
import { TenantScope } from "./read/tenant-scope.ts";
import { verifySubscription, type Verification } from "./read/verification.ts";
import { verifyAll, type Verified } from "./read/verify-all.ts";
import { unknownSnapshot } from "./record/current-record.ts";

/**
 * Everything that only looks at subscriptions. Keys are checked first: `key_invalid` and
 * `tenant_unknown` reject before anything is read. Snapshots come in this release's version of the
 * machine; one of a later version rejects with `snapshot_version`.
 */
export interface Reader {
  /** The subscription as it stands; undefined when there is none. */
  get(key: string): Promise<SubscriptionRecord | undefined>;
  /**
   * Subscriptions by key, ascending, 100 a page unless told, at most 1000. Without a tenant in the filter
   * those of the tenant `default`.
   */
  list(
    filter?: SubscriptionFilter,
    page?: { readonly after?: string; readonly limit?: number },
  ): Promise<Page<SubscriptionRecord>>;
  /** How many subscriptions `list` would show on all its pages together. */
  count(filter?: SubscriptionFilter): Promise<number>;
  /**
   * Counts subscriptions by each of these facets, for less than as many counts would cost. Values that none has are
   * left out. The counts may be of moments shortly after one another.
   */
  tally<Of extends Facet>(facets: readonly Of[], filter?: SubscriptionFilter): Promise<Tallies<Of>>;
  /** Entries with a version above `after` (default 0), oldest first, at most `limit` (default 100). */
  history(
    key: string,
    options?: { readonly after?: number; readonly limit?: number },
  ): Promise<readonly HistoryEntry[]>;
  /**
   * The subscription as it was at a version, by living its history again: version 0 is before anything
   * happened. Takes time in proportion to the version. Rejects with `subscription_unknown`, and with a
   * `Refused` error when the subscription has no such version yet.
   */
  at(key: string, version: number): Promise<Snapshot>;
  /**
   * Why a command may or may not go on at present. Rejects with `subscription_unknown`. The platform has the
   * last word: it may refuse to the adapter's credentials what is allowed here.
   */
  explain(key: string, command: CommandInput): Promise<Explanation>;
  /**
   * What can be asked for at present, as far as the record can tell: see `explain`. Rejects with
   * `subscription_unknown`.
   */
  available(key: string): Promise<readonly SubscriptionEventType[]>;
  /**
   * What an event would do, if it were sent now. Keeps nothing. As with `send`, an event of no known
   * shape is refused, and the subscription need not exist.
   */
  preview(key: string, event: SubscriptionEventInput): Promise<Preview>;
  /**
   * Checks a subscription's history: its chain of hashes, its end against the record, and that living it
   * again leads to the snapshot on record. Rejects with `subscription_unknown`.
   */
  verify(key: string): Promise<Verification>;
  /**
   * Verifies one subscription after the other, by key, ascending. `after` is the key to go on behind. One
   * that cannot be checked comes with its error and does not stop the others; a store that is out of reach
   * does, with its error.
   */
  verifyAll(options?: {
    readonly after?: string;
    readonly tenant?: string;
  }): AsyncIterableIterator<Verified>;
  /**
   * One subscription with its whole history, as plain JSON. Redacted unless told otherwise: ids, types,
   * statuses, dates and hashes stay, and every other value, free text and parameters above all, is replaced
   * by a marker. Rejects with `subscription_unknown`.
   */
  export(key: string, options?: { readonly redacted?: boolean }): Promise<HistoryExport>;
  /**
   * Every commit, as it comes, each once, and those of one subscription in order. Goes on behind the
   * cursor `after`, or begins at `from`. Ends when the signal aborts or the iteration is left. Rejects with
   * the store's error; go on from the last cursor then. A slow reader holds up nobody.
   */
  changes(options?: ChangesOptions): Changes;
}

export interface ReaderOptions {
  /** Open already. One that can only be read will do. */
  readonly store: ReadableStore;
  /** The tenants that are served beside `default`. */
  readonly tenants?: readonly string[];
  /** Default: the machine's clock. */
  readonly clock?: Clock;
  /** The profile a new subscription would be given, for `preview`. */
  readonly decisions?: SubscriptionInput["decisions"];
  /** The largest event that `explain` and `preview` look at, as JSON. Default 1,048,576. */
  readonly maximumEventBytes?: number;
  /**
   * Calls back when the store may hold something new, and returns how to end that. Default: as the store
   * learns of it by itself.
   */
  readonly subscribe?: (changed: () => void) => () => void;
}

const defaultMaximumEventBytes = 1_048_576;

class StoreReader implements Reader {
  readonly #store: ReadableStore;
  readonly #tenants: TenantScope;
  readonly #clock: Clock;
  readonly #decisions: ReaderOptions["decisions"];
  readonly #maximumEventBytes: number;
  readonly #subscribe: ReaderOptions["subscribe"];

  constructor({ store, tenants, clock, decisions, maximumEventBytes, subscribe }: ReaderOptions) {
    this.#store = store;
    this.#tenants = new TenantScope(tenants);
    this.#clock = clock ?? systemClock();
    this.#decisions = decisions;
    this.#maximumEventBytes = maximumEventBytes ?? defaultMaximumEventBytes;
    this.#subscribe = subscribe ?? store.watch?.bind(store);
  }

  async get(key: string): ReturnType<Reader["get"]> {
    return loadSubscription(this.#store, this.#tenants.check(key));
  }

  async list(...[filter = {}, page = {}]: Parameters<Reader["list"]>): ReturnType<Reader["list"]> {
    const { tenant, ...narrowing } = checkFilter(filter);
    const { after } = page;
    return listSubscriptions(this.#store, narrowing, this.#tenants.asked(tenant), {
      limit: checkLimit(page.limit),
      ...(after !== undefined && { after: checkCursor(after) }),
    });
  }

  async tally<Of extends Facet>(
    facets: readonly Of[],
    filter: SubscriptionFilter = {},
  ): Promise<Tallies<Of>> {
    const { tenant, ...narrowing } = checkFilter(filter);
    return tallySubscriptions(
      this.#store,
      checkFacets(facets),
      narrowing,
      this.#tenants.asked(tenant),
    );
  }

  async count(filter: SubscriptionFilter = {}): Promise<number> {
    const { tenant, ...narrowing } = checkFilter(filter);
    return countSubscriptions(this.#store, narrowing, this.#tenants.asked(tenant));
  }

  async history(
    ...[key, options = {}]: Parameters<Reader["history"]>
  ): ReturnType<Reader["history"]> {
    this.#tenants.check(key);
    const after = checkVersion(options.after);
    return this.#store.history(key, { after, limit: checkLimit(options.limit) });
  }

  async at(key: string, version: number): Promise<Snapshot> {
    const wanted = checkVersion(version);
    const record = await needSubscription(this.#store, this.#tenants.check(key));
    if (wanted <= record.version) return replayTo(this.#store, record, wanted);
    throw questionInvalid(
      `Subscription ${key} has come to version ${record.version}. Ask for that one, or an earlier one.`,
    );
  }

  async explain(key: string, command: CommandInput): Promise<Explanation> {
    const record = await needSubscription(this.#store, this.#tenants.check(key));
    return explainCommand(record, command, this.#maximumEventBytes);
  }

  async available(key: string): ReturnType<Reader["available"]> {
    const { snapshot } = await needSubscription(this.#store, this.#tenants.check(key));
    return available(snapshot);
  }

  async preview(key: string, event: SubscriptionEventInput): Promise<Preview> {
    const record = await loadSubscription(this.#store, this.#tenants.check(key));
    const snapshot = record?.snapshot ?? unknownSnapshot(key, { decisions: this.#decisions });
    return previewEvent({ key, snapshot }, event, this.#maximumEventBytes);
  }

  async verify(key: string): Promise<Verification> {
    return verifySubscription(this.#store, this.#tenants.check(key));
  }

  verifyAll({ after, tenant }: Parameters<Reader["verifyAll"]>[0] = {}): ReturnType<
    Reader["verifyAll"]
  > {
    const tenants = this.#tenants.asked(tenant);
    return verifyAll(this.#store, tenants, after === undefined ? undefined : checkCursor(after));
  }

  async export(
    ...[key, { redacted = true } = {}]: Parameters<Reader["export"]>
  ): Promise<HistoryExport> {
    return exportHistory(this.#store, this.#tenants.check(key), { redacted });
  }

  changes(options: ChangesOptions = {}): Changes {
    const tenants = this.#tenants.asked(options.tenant);
    const source = { store: this.#store, clock: this.#clock, subscribe: this.#subscribe, tenants };
    return readChanges(source, options);
  }
}

/**
 * Makes a reader of a store that is open already; the reader neither opens nor closes it.
 *
 * @throws TenureError `options_invalid` when a tenant's name is none
 */
export function createReader(options: ReaderOptions): Reader {
  return new StoreReader(options);
}
