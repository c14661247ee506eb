import {
  decide,
  type Decision,
  type MachineName,
  type Snapshot,
  type SubscriptionEvent,
  type SubscriptionInput,
} from "@tenure/machine";

import type { Activity } from "../activity.ts";
import { eventEnd, observedEvent } from "../observe/observed.ts";
import type { Observing } from "../observe/observing.ts";
import type { Clock } from "../ports/clock.ts";
import type { Logger } from "../ports/logger.ts";
import type {
  Commit,
  EffectClaim,
  Found,
  InboxEntry,
  Store,
  StoreTransaction,
  TimerRow,
} from "../ports/store.ts";
import type { SubscriptionRecord } from "../ports/subscription-record.ts";
import type { SendResult } from "../send.ts";
import { TenureError } from "../tenure-error.ts";
import { Contention } from "./contention.ts";
import { currentRecord, unknownSnapshot } from "./current-record.ts";
import { eventHash } from "./history-hash.ts";
import { KeyQueue } from "./key-queue.ts";
import { StorePlace, TransactionPlace, type Place } from "./place.ts";
import { planCommit, writesAnything } from "./plan-commit.ts";
import { logTransition } from "./transition-log.ts";

/** Something that happened to a subscription. */
export interface Occurrence {
  readonly key: string;
  readonly event: SubscriptionEvent;
  /** Whose platform the subscription lives on; left out, as recorded, or the only adapter. */
  readonly adapter?: string;
  readonly idempotencyKey?: string;
  /** Decide only at this version. */
  readonly expectedVersion?: number;
  /** Decide only if there is such a subscription. */
  readonly mustExist?: boolean;
  /** The trace it belongs to. */
  readonly trace?: string | undefined;
  readonly firedTimer?: TimerRow;
  /** The effect whose outcome this is, and whether what was decided settles the effect. */
  readonly outcomeOf?: {
    readonly claim: EffectClaim;
    readonly settledBy: (decision: Decision) => boolean;
  };
}

export type Recorded =
  | {
      readonly type: "recorded";
      readonly result: SendResult;
      /** What was decided and written; undefined when the answer is a repeated one. */
      readonly taken?: {
        readonly before: SubscriptionRecord | undefined;
        readonly decision: Decision;
        readonly adapter: string;
        readonly at: number;
      };
    }
  /** The effect was taken by somebody else meanwhile; nothing was written. */
  | { readonly type: "fenced" };

export interface RecorderOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly random: () => number;
  readonly activity: Activity;
  readonly observing: Observing;
  readonly decisions: SubscriptionInput["decisions"];
  /** Names the adapter whose platform the subscription lives on. */
  readonly adapterOf: (
    key: string,
    named: string | undefined,
    record: SubscriptionRecord | undefined,
  ) => string;
  /** What new keys of the adapter are of. */
  readonly machineOf: (adapter: string | undefined) => MachineName;
  /** Called after each durable commit. */
  readonly committed: (commit: Commit) => void;
  /** Ends the waiting for others who write the same subscription. */
  readonly signal: AbortSignal;
}

/** A text says who was in the way. */
type Tried<Result> = Result | "conflict" | "busy";

/** What a decision on an outcome does to the effect: settles it, or leaves it in its place. */
function claimsOf(
  outcomeOf: Occurrence["outcomeOf"],
  decision: Decision,
): Pick<Commit, "settles" | "requires"> {
  if (outcomeOf === undefined) return {};
  const { claim, settledBy } = outcomeOf;
  return settledBy(decision) ? { settles: claim } : { requires: claim };
}

/** Takes what happens to subscriptions: loads, decides and commits, one after the other per key. */
export class Recorder {
  readonly #options: RecorderOptions;
  readonly #place: Place;
  readonly #queue = new KeyQueue();

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.#place = new StorePlace(options.store, options.committed);
  }

  /** Decides on the occurrence and makes the outcome durable. */
  record(occurrence: Occurrence): Promise<Recorded> {
    const { key } = occurrence;
    return this.#observed(occurrence, (traced) =>
      this.#queue.run(key, () => this.#insist(key, () => this.#try(traced, this.#place))),
    );
  }

  /** Decides on the occurrence within a transaction of the application. */
  recordWithin(transaction: StoreTransaction, occurrence: Occurrence): Promise<Recorded> {
    const place = new TransactionPlace(transaction);
    return this.#observed(occurrence, (traced) =>
      this.#insist(occurrence.key, () => this.#try(traced, place)),
    );
  }

  /** Removes an effect from the outbox without anything having happened. */
  settle(key: string, claim: EffectClaim): Promise<{ readonly type: "settled" | "fenced" }> {
    const nothing = { effects: [], startTimers: [], cancelTimers: [] };
    const settle = async (): Promise<Tried<{ readonly type: "settled" | "fenced" }>> => {
      const { record } = await this.#place.load({ key });
      const expectedVersion = record?.version ?? 0;
      const commit = { key, expectedVersion, ...nothing, settles: claim };
      const written = await this.#place.commit(commit);
      if (written === "committed") return { type: "settled" };
      return written === "fenced" ? { type: "fenced" } : written;
    };
    const { activity } = this.#options;
    return activity.during(() => this.#queue.run(key, () => this.#insist(key, settle)));
  }

  /** The subscription as it stands, or as it stands within a transaction of the application. */
  async load(key: string, within?: StoreTransaction): Promise<SubscriptionRecord | undefined> {
    const place = within === undefined ? this.#place : new TransactionPlace(within);
    return currentOf(await place.load({ key }));
  }

  /** A subscription before anything happened to it, as the adapter keeps it. */
  unknown(key: string, adapter: string | undefined): Snapshot {
    const { decisions, machineOf } = this.#options;
    return unknownSnapshot(key, { decisions, machine: machineOf(adapter) });
  }

  #observed(
    occurrence: Occurrence,
    record: (traced: Occurrence) => Promise<Recorded>,
  ): Promise<Recorded> {
    const { activity, observing, clock } = this.#options;
    return activity.during(async () => {
      const watch = observing.event(() => observedEvent(occurrence, clock.now()));
      const { trace } = watch;
      try {
        const recorded = await record(trace === undefined ? occurrence : { ...occurrence, trace });
        watch.ended(() => eventEnd(recorded));
        return recorded;
      } catch (error) {
        watch.ended(() => ({ type: "failed", error }));
        throw error;
      }
    });
  }

  async #insist<Result extends object>(
    key: string,
    work: () => Promise<Tried<Result>>,
  ): Promise<Result> {
    let contention: Contention | undefined;
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- each try looks at what won over the last
      const tried = await work();
      if (typeof tried !== "string") return tried;
      contention ??= new Contention(key, this.#options);
      // oxlint-disable-next-line no-await-in-loop -- each try looks at what won over the last
      await contention.afterLosing(tried);
    }
  }

  async #try(occurrence: Occurrence, place: Place): Promise<Tried<Recorded>> {
    const { key, event, idempotencyKey } = occurrence;
    if (idempotencyKey === undefined) {
      return this.#decide(occurrence, await place.load({ key }), place);
    }
    const inbox = { idempotencyKey, eventHash: eventHash(event) };
    const found = await place.load({ key, idempotencyKey });
    if (found.inbox === undefined) return this.#decide(occurrence, found, place, inbox);
    const { verdict, version } = knownAnswer(found.inbox, inbox);
    const snapshot = currentOf(found)?.snapshot ?? this.unknown(key, occurrence.adapter);
    return { type: "recorded", result: { key, verdict, version, snapshot, repeated: true } };
  }

  async #decide(
    occurrence: Occurrence,
    found: Found,
    place: Place,
    inbox?: Pick<InboxEntry, "idempotencyKey" | "eventHash">,
  ): Promise<Tried<Recorded>> {
    const { key, event, firedTimer, outcomeOf, trace } = occurrence;
    const { clock, logger, adapterOf } = this.#options;
    const record = currentOf(found);
    checkExpectations(occurrence, record);
    const adapter = adapterOf(key, occurrence.adapter, record);
    const before = record?.snapshot ?? this.unknown(key, adapter);
    const decision = decide(before, event);
    const now = clock.now();
    const commit = planCommit({
      key,
      adapter,
      record,
      event,
      decision,
      now,
      firedTimer,
      inbox,
      trace,
      ...claimsOf(outcomeOf, decision),
    });
    const written = writesAnything(commit) ? await place.commit(commit) : "committed";
    if (written === "fenced") return { type: "fenced" };
    if (written !== "committed") return written;

    const version = commit.change?.record.version ?? commit.expectedVersion;
    logTransition(logger, { key, version, event, before, decision });
    const { verdict, snapshot } = decision;
    return {
      type: "recorded",
      result: { key, verdict, version, snapshot, repeated: false },
      taken: { before: record, decision, adapter, at: now },
    };
  }
}

function currentOf({ record }: Found): SubscriptionRecord | undefined {
  return record === undefined ? undefined : currentRecord(record);
}

function checkExpectations(
  { key, mustExist, expectedVersion }: Occurrence,
  record: SubscriptionRecord | undefined,
): void {
  if (mustExist === true && record === undefined) {
    throw new TenureError(
      "subscription_unknown",
      `There is no subscription ${key}. Look for it with list.`,
    );
  }
  const version = record?.version ?? 0;
  if (expectedVersion === undefined || expectedVersion === version) return;
  throw new TenureError(
    "version_conflict",
    `Subscription ${key} is at version ${version}, not ${expectedVersion}. ` +
      "Nothing was written; look at what happened since, then decide again.",
  );
}

function knownAnswer(
  known: InboxEntry,
  given: Pick<InboxEntry, "idempotencyKey" | "eventHash">,
): InboxEntry {
  if (known.eventHash === given.eventHash) return known;
  throw new TenureError(
    "idempotency_conflict",
    `Idempotency key ${given.idempotencyKey} was used on subscription ${known.key} before, with another ` +
      "event. Send the same event to learn its answer, or take a new key for a new event.",
  );
}
