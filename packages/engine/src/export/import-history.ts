import type { Commit, CommitResult, Store } from "../ports/store.ts";
import { Tenancy } from "../tenancy.ts";
import { TenureError } from "../tenure-error.ts";
import type { HistoryExport } from "./history-export.ts";
import { importInvalid } from "./import-invalid.ts";
import { outstandingOf, type Outstanding } from "./outstanding.ts";
import { parseHistoryExport } from "./parse-export.ts";
import { rebuild, type EntryCommit } from "./rebuild.ts";
import { verifyHistoryExport } from "./verify-export.ts";

export interface ImportTarget {
  /** Open already. */
  readonly store: Pick<Store, "load" | "commit">;
  /** The tenants that are served beside `default`. */
  readonly tenants?: readonly string[];
}

export interface ImportOptions {
  /**
   * What becomes of the work that was left when the history was exported.
   *
   * - `perform`: it goes on here. For moving a subscription, once nobody works on it where it was.
   * - `drop`: nothing is called and no timer runs. For looking at a subscription somewhere else.
   */
  readonly outstanding: "perform" | "drop";
}

/** What was imported. */
export interface Imported {
  readonly key: string;
  readonly version: number;
  /** The effects that are performed again, by id. */
  readonly effects: readonly string[];
  /** How many timers run. */
  readonly timers: number;
}

const nothing: Outstanding = { effects: [], timers: [] };

function needWhole(value: unknown): HistoryExport {
  const document = parseHistoryExport(value);
  if (document.redacted) {
    throw importInvalid("it is redacted. Export it whole, with `redacted: false`.");
  }
  const verification = verifyHistoryExport(document);
  if (verification.type === "intact") return document;
  const { version, reason } = verification;
  throw importInvalid(
    `it is not what was exported, at version ${version} (${reason}). Export it again.`,
  );
}

function needOutstanding({ outstanding }: ImportOptions): ImportOptions["outstanding"] {
  if (outstanding === "perform" || outstanding === "drop") return outstanding;
  throw new TenureError(
    "options_invalid",
    "Say what becomes of outstanding work: `outstanding` is `perform` or `drop`.",
  );
}

function bare({ key, expectedVersion, change }: EntryCommit): Commit {
  return { key, expectedVersion, change, effects: [], startTimers: [], cancelTimers: [] };
}

/** The history's commits, and with the last of them the work that is left and the record as exported. */
function importCommits(
  commits: readonly EntryCommit[],
  { record }: HistoryExport,
  { effects, timers }: Outstanding,
): readonly Commit[] {
  const last = commits.at(-1);
  if (last === undefined) return [];
  const change = { ...last.change, record };
  const ending: Commit = { ...bare(last), change, effects, startTimers: timers };
  return [...commits.slice(0, -1).map(bare), ending];
}

function exists(key: string): TenureError {
  return new TenureError(
    "subscription_exists",
    `There is a subscription ${key} already. Nothing was imported; import into a store without it.`,
  );
}

function check(key: string, results: readonly CommitResult[], wanted: number): void {
  const written = results.filter(({ type }) => type === "committed").length;
  if (written === wanted) return;
  if (written > 0) {
    throw new TenureError(
      "store_corrupt",
      `Somebody wrote subscription ${key} while it was imported, and the two are mixed now. ` +
        "Restore a backup, stop whoever else writes it, and import again.",
    );
  }
  if (results.some(({ type }) => type === "busy")) {
    throw new TenureError(
      "store_busy",
      `Somebody is writing subscription ${key} at this moment. Nothing was imported; try again.`,
    );
  }
  throw exists(key);
}

/**
 * Writes an exported history into a store, all of it or nothing, once its hashes hold and, lived again,
 * it leads to the record it comes with. Nothing of it changes: the key, the entries and their hashes, the
 * ids of effects. Answers kept under idempotency keys are no part of a history and do not come along.
 *
 * @throws TenureError `import_invalid` when the document is damaged, redacted or not known,
 * `subscription_exists`, `key_invalid`, `tenant_unknown`, and what the store throws
 */
export async function importHistory(
  { store, tenants }: ImportTarget,
  value: unknown,
  options: ImportOptions,
): Promise<Imported> {
  const wanted = needOutstanding(options);
  const document = needWhole(value);
  const { key } = document;
  new Tenancy(tenants).check(key);
  const entries = rebuild(document) ?? [];
  const outstanding = wanted === "perform" ? outstandingOf(entries) : nothing;

  const [found] = await store.load([{ key }]);
  if (found?.record !== undefined) throw exists(key);
  const commits = importCommits(entries, document, outstanding);
  check(key, await store.commit(commits), commits.length);
  return {
    key,
    version: document.record.version,
    effects: outstanding.effects.map(({ id }) => id),
    timers: outstanding.timers.length,
  };
}
