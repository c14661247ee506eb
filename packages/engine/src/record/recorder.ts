import {
  decide,
  initial,
  machineVersion,
  migrate,
  type Decision,
  type Snapshot,
  type SubscriptionEvent,
  type SubscriptionInput,
} from "@tenure/machine";

import type { Activity } from "../activity.ts";
import type { Clock } from "../ports/clock.ts";
import type { Logger } from "../ports/logger.ts";
import type {
  Commit,
  EffectClaim,
  InboxEntry,
  Store,
  SubscriptionRecord,
  TimerRow,
} from "../ports/store.ts";
import type { SendResult } from "../send.ts";
import { TenureError } from "../tenure-error.ts";
import { GroupCommit } from "./group-commit.ts";
import { eventHash } from "./history-hash.ts";
import { KeyQueue } from "./key-queue.ts";
import { planCommit, writesAnything } from "./plan-commit.ts";
import { logTransition } from "./transition-log.ts";

/** Losing so often to others means that something is wrong with them. */
const conflictsEndured = 16;

/** Something that happened to a subscription. */
export interface Occurrence {
  readonly key: string;
  readonly event: SubscriptionEvent;
  /** Whose platform the subscription lives on; left out, as recorded, or the only adapter. */
  readonly adapter?: string;
  readonly idempotencyKey?: string;
  readonly firedTimer?: TimerRow;
  /** The effect whose outcome this is, and whether what was decided settles the effect. */
  readonly outcomeOf?: {
    readonly claim: EffectClaim;
    readonly settledBy: (decision: Decision) => boolean;
  };
}

export type Recorded =
  | { readonly type: "recorded"; readonly result: SendResult }
  /** The effect was taken by somebody else meanwhile; nothing was written. */
  | { readonly type: "fenced" };

export interface RecorderOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly activity: Activity;
  readonly decisions: SubscriptionInput["decisions"];
  /** Names the adapter whose platform the subscription lives on. */
  readonly adapterOf: (
    key: string,
    named: string | undefined,
    record: SubscriptionRecord | undefined,
  ) => string;
  /** Called after each durable commit. */
  readonly committed: (commit: Commit) => void;
}

/** Undefined: somebody else committed on the subscription meanwhile. */
type Tried<Result> = Result | undefined;

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
  readonly #group: GroupCommit;
  readonly #queue = new KeyQueue();

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.#group = new GroupCommit(options.store);
  }

  /** Decides on the occurrence and makes the outcome durable. */
  record(occurrence: Occurrence): Promise<Recorded> {
    return this.#inTurn(occurrence.key, () => this.#try(occurrence));
  }

  /** Removes an effect from the outbox without anything having happened. */
  async settle(key: string, claim: EffectClaim): Promise<void> {
    await this.#inTurn(key, async () => {
      const record = await this.load(key);
      const expectedVersion = record?.version ?? 0;
      const nothing = { effects: [], startTimers: [], cancelTimers: [] };
      const written = await this.#commit({ key, expectedVersion, ...nothing, settles: claim });
      return written === "conflict" ? undefined : written;
    });
  }

  /** The subscription as it stands. */
  async load(key: string): Promise<SubscriptionRecord | undefined> {
    const record = await this.#options.store.load(key);
    const version: number | undefined = record?.snapshot.machineVersion;
    if (record === undefined || version === machineVersion) return record;
    const migration = migrate(record.snapshot);
    if (migration.type === "refused") {
      throw new TenureError("snapshot_version", `Subscription ${key}: ${migration.message}`);
    }
    return { ...record, snapshot: migration.snapshot };
  }

  /** A subscription before anything happened to it. */
  unknown(key: string): Snapshot {
    const { decisions } = this.#options;
    return initial(decisions === undefined ? { key } : { key, decisions });
  }

  #inTurn<Result>(key: string, work: () => Promise<Tried<Result>>): Promise<Result> {
    return this.#options.activity.during(() =>
      this.#queue.run(key, async () => {
        for (let conflicts = 0; conflicts < conflictsEndured; conflicts += 1) {
          // oxlint-disable-next-line no-await-in-loop -- each try looks at what won over the last
          const tried = await work();
          if (tried !== undefined) return tried;
        }
        throw new TenureError(
          "version_conflict",
          `Others committed on subscription ${key} first, ${conflictsEndured} times in a row. ` +
            "Send the event again; if it keeps failing, see who else works on the subscription.",
        );
      }),
    );
  }

  async #try(occurrence: Occurrence): Promise<Tried<Recorded>> {
    const { key, event, idempotencyKey } = occurrence;
    const record = await this.load(key);
    const snapshot = record?.snapshot ?? this.unknown(key);
    if (idempotencyKey === undefined) return this.#decide(occurrence, record, snapshot);

    const inbox = { idempotencyKey, eventHash: eventHash(event) };
    const known = await this.#knownAnswer(key, inbox);
    if (known === undefined) return this.#decide(occurrence, record, snapshot, inbox);
    const { verdict, version } = known;
    return { type: "recorded", result: { key, verdict, version, snapshot, repeated: true } };
  }

  async #decide(
    { key, event, adapter, firedTimer, outcomeOf }: Occurrence,
    record: SubscriptionRecord | undefined,
    before: Snapshot,
    inbox?: Pick<InboxEntry, "idempotencyKey" | "eventHash">,
  ): Promise<Tried<Recorded>> {
    const { clock, logger, adapterOf } = this.#options;
    const decision = decide(before, event);
    const commit = planCommit({
      key,
      adapter: adapterOf(key, adapter, record),
      record,
      event,
      decision,
      now: clock.now(),
      firedTimer,
      inbox,
      ...claimsOf(outcomeOf, decision),
    });
    const written = await this.#commit(commit);
    if (written === "conflict") return undefined;
    if (written === "fenced") return { type: "fenced" };

    const version = commit.change?.record.version ?? commit.expectedVersion;
    logTransition(logger, { key, version, event, before, decision });
    const { verdict, snapshot } = decision;
    return { type: "recorded", result: { key, verdict, version, snapshot, repeated: false } };
  }

  async #commit(commit: Commit): Promise<"committed" | "conflict" | "fenced"> {
    if (!writesAnything(commit)) return "committed";
    const { type } = await this.#group.add(commit);
    if (type === "fenced" || (type === "conflict" && !(await this.#isWritten(commit)))) return type;
    this.#options.committed(commit);
    return "committed";
  }

  /** Whether the conflict is with the very same commit, whose answer was lost. */
  async #isWritten({ key, expectedVersion, change }: Commit): Promise<boolean> {
    if (change === undefined) return false;
    const page = { after: expectedVersion, limit: 1 };
    const [winner] = await this.#options.store.history(key, page);
    return winner?.hash === change.entry.hash;
  }

  async #knownAnswer(
    key: string,
    inbox: Pick<InboxEntry, "idempotencyKey" | "eventHash">,
  ): Promise<InboxEntry | undefined> {
    const known = await this.#options.store.findInbox(key, inbox.idempotencyKey);
    if (known === undefined || known.eventHash === inbox.eventHash) return known;
    throw new TenureError(
      "idempotency_conflict",
      `Idempotency key ${inbox.idempotencyKey} was used on subscription ${key} before, with another ` +
        "event. Send the same event to learn its answer, or take a new key for a new event.",
    );
  }
}
