import type {
  Commit,
  HistoryEntry,
  InboxEntry,
  NewEffect,
  SubscriptionRecord,
  TimerRow,
} from "@tenure/engine";
import { initial, type AdapterEffect } from "@tenure/machine";

type Parts = Partial<Omit<Commit, "change">> & {
  readonly record?: Partial<SubscriptionRecord>;
  readonly entry?: Partial<HistoryEntry>;
};

export const effect: AdapterEffect = { type: "readRequest", requestId: "PR-1" };

const nothing = { effects: [], startTimers: [], cancelTimers: [] } as const;

/** A new effect, due from the beginning unless said otherwise. */
export function due(id: string, availableAt = 0, more: Partial<NewEffect> = {}): NewEffect {
  return { id, effect, availableAt, ...more };
}

export function timerOf(
  key: string,
  dueAt: number,
  timer: TimerRow["timer"] = "schedule",
): TimerRow {
  return { key, timer, requestId: `request of ${key}`, dueAt };
}

/** A commit that writes no history entry. */
export function touching(
  key: string,
  expectedVersion: number,
  parts: Partial<Commit> = {},
): Commit {
  return { ...nothing, key, expectedVersion, ...parts };
}

function tenantOf(key: string): string {
  const colon = key.indexOf(":");
  return colon === -1 ? "default" : key.slice(0, colon);
}

export function recordOf(
  key: string,
  version: number,
  parts: Partial<SubscriptionRecord> = {},
): SubscriptionRecord {
  return {
    key,
    tenant: tenantOf(key),
    adapter: "connect",
    product: null,
    version,
    snapshot: initial({ key }),
    status: "active",
    requestState: "none",
    requestId: null,
    requestType: null,
    awaited: "nobody",
    hash: `hash of ${key} ${version}`,
    createdAt: 1,
    updatedAt: version,
    stateSince: version,
    ...parts,
  };
}

export function entryOf(
  key: string,
  version: number,
  parts: Partial<HistoryEntry> = {},
): HistoryEntry {
  return {
    key,
    version,
    at: version,
    event: { type: "operator.retry" },
    verdict: { type: "moved" },
    effects: [effect],
    drift: version % 2 === 0,
    previousHash: `hash of ${key} ${version - 1}`,
    hash: `hash of ${key} ${version}`,
    ...parts,
  };
}

/** An answer to be remembered. */
export function answerOf(
  key: string,
  idempotencyKey: string,
  parts: Partial<InboxEntry> = {},
): InboxEntry {
  const verdict = { type: "moved" } as const;
  return { key, idempotencyKey, eventHash: "digest", verdict, version: 1, at: 5, ...parts };
}

/** What a commit changes. */
export type Change = NonNullable<Commit["change"]>;

/** A commit that leads a subscription from one version to the next. */
export function moving(
  key: string,
  expectedVersion: number,
  parts: Parts = {},
): Commit & { readonly change: Change } {
  const { record, entry, ...rest } = parts;
  const version = expectedVersion + 1;
  const change = { record: recordOf(key, version, record), entry: entryOf(key, version, entry) };
  return { ...nothing, ...rest, key, expectedVersion, change };
}

/** A commit of every part there is; which key and version it is on can be read off each part. */
export function whole(key: string, version: number): Commit & { readonly change: Change } {
  return moving(key, version, {
    effects: [due(`${key}/${version + 1}/0`)],
    startTimers: [timerOf(key, 10 + version)],
    inbox: answerOf(key, `once ${version}`),
  });
}
