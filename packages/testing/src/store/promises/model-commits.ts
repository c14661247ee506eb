import type { Commit, EffectClaim, TimerRow } from "@tenure/engine";

import { answerOf, due, moving, touching } from "./commits.ts";
import type { SomeCommit } from "./model-steps.ts";

/** A claim as each of the two stores knows it. */
export interface PairedClaim {
  readonly key: string;
  readonly subject: EffectClaim;
  readonly model: EffectClaim;
}

/** What commits are made from. */
export interface CommitSource {
  readonly now: number;
  readonly claims: readonly PairedClaim[];
  readonly timers: readonly TimerRow[];
  version(key: string): number;
}

/** One commit for each of the two stores, the same but for the fencing tokens. */
export interface PairedCommit {
  readonly subject: Commit;
  readonly model: Commit;
}

const keys = ["A", "B", "acme:C", "acme:_d", "é"] as const;

export const modelKeys: readonly string[] = keys;
export const modelAnswers = ["once 0", "once 1", "once 2", "once 3"] as const;

export function pickFrom<Row>(rows: readonly Row[], pick: number): Row | undefined {
  return rows.length === 0 ? undefined : rows[pick % rows.length];
}

type Parts = Partial<Omit<Commit, "change">>;

function partsOf(some: SomeCommit, key: string, source: CommitSource): Parts {
  const { now } = source;
  const own = source.timers.filter((timer) => timer.key === key);
  const fired = some.fired === null ? undefined : pickFrom(own, some.fired);
  const startTimers = some.startTimers.map(({ timer, wait }) => ({
    key,
    timer,
    requestId: `request ${now}`,
    dueAt: now + wait,
  }));
  return {
    startTimers,
    cancelTimers: some.cancelTimers,
    ...(fired === undefined ? {} : { firedTimer: fired }),
  };
}

function answerPart(some: SomeCommit, key: string, now: number): Parts {
  const idempotencyKey = some.answer === null ? undefined : modelAnswers[some.answer];
  return idempotencyKey === undefined ? {} : { inbox: answerOf(key, idempotencyKey, { at: now }) };
}

function effectsOf(some: SomeCommit, key: string, version: number, now: number): Parts {
  const effects = some.effects.map(({ wait, traced, claims }, index) =>
    due(`${key}/${version}/${index}`, now + wait, {
      ...(traced ? { trace: `trace ${now}` } : {}),
      ...(claims === 0 ? {} : { claims }),
    }),
  );
  return { effects };
}

function commitOf(
  some: SomeCommit,
  key: string,
  version: number,
  parts: Parts,
  now: number,
): Commit {
  if (some.basis === "untouched") return touching(key, version, parts);
  const expected =
    some.basis === "stale" ? Math.max(0, version - 1) + (version === 0 ? 1 : 0) : version;
  const effects = effectsOf(some, key, expected + 1, now);
  const record = { ...some.change, createdAt: 1, updatedAt: now, stateSince: now };
  return moving(key, expected, { ...parts, ...effects, record });
}

function keyOf(some: SomeCommit, claim: PairedClaim | undefined): string {
  return claim?.key ?? keys[some.subscription] ?? keys[0];
}

/**
 * Makes a batch. A commit with a claim is on the newest version, has no answer, and is the only one of
 * its subscription: otherwise it could fail for two reasons, and which one is told is nowhere promised.
 */
export function batchOf(
  somes: readonly SomeCommit[],
  source: CommitSource,
): readonly PairedCommit[] {
  const picked = somes.map((some) => {
    const claim = some.claim === null ? undefined : pickFrom(source.claims, some.claim.pick);
    return { some, claim, key: keyOf(some, claim) };
  });
  const planned = new Map<string, number>();
  return picked.map(({ some, claim, key }) => {
    const version = planned.get(key) ?? source.version(key);
    const isAlone = picked.filter((other) => other.key === key).length === 1;
    const claimed = isAlone && some.basis !== "stale" ? claim : undefined;
    const parts = {
      ...partsOf(some, key, source),
      ...(claimed === undefined ? answerPart(some, key, source.now) : {}),
    };
    if (some.basis === "newest") planned.set(key, version + 1);
    const as = some.claim?.as ?? "settles";
    const part = (side: "subject" | "model"): Parts =>
      claimed === undefined ? parts : { ...parts, [as]: claimed[side] };
    return {
      subject: commitOf(some, key, version, part("subject"), source.now),
      model: commitOf(some, key, version, part("model"), source.now),
    };
  });
}
