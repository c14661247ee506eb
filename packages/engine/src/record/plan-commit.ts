import {
  awaitedOf,
  isAdapterEffect,
  isFact,
  lifecycleOf,
  requestStateOf,
  type AdapterEffect,
  type Decision,
  type Effect,
  type SubscriptionEvent,
  type TimerName,
} from "@tenure/machine";

import type { Commit, EffectClaim, InboxEntry, NewEffect, TimerRow } from "../ports/store.ts";
import type { SubscriptionRecord } from "../ports/subscription-record.ts";
import { splitKey } from "../tenancy.ts";
import { epochMilliseconds } from "./epoch.ts";
import { entryHash, genesisHash } from "./history-hash.ts";

/** An event and what was decided on it. */
export interface Decided {
  readonly key: string;
  readonly adapter: string;
  /** The subscription before the event; undefined when it is new. */
  readonly record: SubscriptionRecord | undefined;
  readonly event: SubscriptionEvent;
  readonly decision: Decision;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly firedTimer: TimerRow | undefined;
  readonly inbox: Pick<InboxEntry, "idempotencyKey" | "eventHash"> | undefined;
  /** The trace that the effects belong to. */
  readonly trace: string | undefined;
  readonly settles?: EffectClaim;
  readonly requires?: EffectClaim;
}

/**
 * What moves, is refused or contradicts the record goes into the history. One exception: a command
 * refused on a subscription nobody has heard of must not bring it into being.
 */
function belongsInHistory({ record, event, decision }: Decided): boolean {
  if (decision.drift || decision.verdict.type === "moved") return true;
  return decision.verdict.type === "refused" && (record !== undefined || isFact(event));
}

function nextRecord(decided: Decided, version: number, hash: string): SubscriptionRecord {
  const { key, adapter, record, decision, now } = decided;
  const { snapshot } = decision;
  const status = lifecycleOf(snapshot);
  const requestState = requestStateOf(snapshot);
  const stayed = record?.status === status && record.requestState === requestState;
  return {
    key,
    tenant: splitKey(key).tenant,
    adapter,
    product: snapshot.context.product ?? null,
    version,
    snapshot,
    status,
    requestState,
    requestId: snapshot.context.request?.id ?? null,
    requestType: snapshot.context.request?.type ?? null,
    awaited: awaitedOf(snapshot),
    hash,
    createdAt: record?.createdAt ?? now,
    updatedAt: now,
    stateSince: stayed ? record.stateSince : now,
  };
}

/** Of several orders about one timer the last one counts. */
function planTimers(
  { key, now }: Decided,
  effects: readonly Effect[],
): { readonly start: readonly TimerRow[]; readonly cancel: readonly TimerName[] } {
  const orders = new Map<TimerName, TimerRow | "cancel">();
  for (const effect of effects) {
    if (effect.type === "cancelTimer") orders.set(effect.timer, "cancel");
    if (effect.type === "startTimer") {
      const { timer, requestId, due } = effect;
      const dueAt = "at" in due ? epochMilliseconds(due.at) : now + due.after;
      orders.set(timer, { key, timer, requestId, dueAt });
    }
  }
  return {
    start: [...orders.values()].filter((order) => order !== "cancel"),
    cancel: [...orders].filter(([, order]) => order === "cancel").map(([timer]) => timer),
  };
}

function newEffect(id: string, effect: AdapterEffect, { now, trace }: Decided): NewEffect {
  const queued = { id, effect, availableAt: now };
  return trace === undefined ? queued : { ...queued, trace };
}

/** The history entry, the record after it, and the work it asks for. */
function planEntry(
  decided: Decided,
  version: number,
): Pick<Commit, "change" | "effects" | "startTimers" | "cancelTimers"> {
  const { key, record, event, decision, now } = decided;
  const { verdict, effects, drift } = decision;
  const previousHash = record?.hash ?? genesisHash;
  const content = { key, version, at: now, event, verdict, effects, drift, previousHash };
  const hash = entryHash(content);
  const timers = planTimers(decided, effects);
  return {
    change: { record: nextRecord(decided, version, hash), entry: { ...content, hash } },
    effects: effects
      .filter(isAdapterEffect)
      .map((effect, n) => newEffect(`${key}/${version}/${n}`, effect, decided)),
    startTimers: timers.start,
    cancelTimers: timers.cancel,
  };
}

/** All that a decision changes, as one commit. */
export function planCommit(decided: Decided): Commit {
  const { key, record, decision, now, firedTimer, settles, requires, inbox } = decided;
  const expectedVersion = record?.version ?? 0;
  const recorded = belongsInHistory(decided);
  const version = recorded ? expectedVersion + 1 : expectedVersion;
  return {
    key,
    expectedVersion,
    ...(recorded
      ? planEntry(decided, version)
      : { effects: [], startTimers: [], cancelTimers: [] }),
    ...(firedTimer !== undefined && { firedTimer }),
    ...(settles !== undefined && { settles }),
    ...(requires !== undefined && { requires }),
    ...(inbox !== undefined && {
      inbox: { ...inbox, key, verdict: decision.verdict, version, at: now },
    }),
  };
}

/** Whether a commit writes anything at all. */
export function writesAnything(commit: Commit): boolean {
  return (
    commit.change !== undefined ||
    commit.firedTimer !== undefined ||
    commit.settles !== undefined ||
    commit.inbox !== undefined
  );
}
