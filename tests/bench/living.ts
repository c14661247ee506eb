import type { Commit, Store, SubscriptionRecord } from "@tenure/engine";
import { keyOf, splitKey } from "@tenure/engine";
import { decide, initial, type SubscriptionEvent } from "@tenure/machine";

import { planCommit } from "../../packages/engine/src/record/plan-commit.ts";

/** Who of a hundred thousand is how; the shares are about those of a vendor that has been selling for years. */
const kinds = [
  { upTo: 80_000, lives: adopted("active") },
  { upTo: 92_000, lives: adopted("terminated") },
  { upTo: 96_500, lives: adopted("suspended") },
  { upTo: 98_500, lives: asking("purchase") },
  { upTo: 99_400, lives: asking("change", "active") },
  { upTo: 99_900, lives: asking("cancel", "active") },
  { upTo: 99_980, lives: inquired },
  { upTo: 100_000, lives: stuck },
] as const;

type Lives = (id: string, key: string) => readonly SubscriptionEvent[];

function adopted(status: "active" | "suspended" | "terminated"): Lives {
  return () => [{ type: "subscription.adopted", status, forced: false }];
}

function asking(type: "purchase" | "change" | "cancel", status?: "active"): Lives {
  return (id, key) => [
    ...(status === undefined ? [] : adopted(status)(id, key)),
    { type: "request.pending", request: { id: `PR-${id}`, type } },
  ];
}

function inquired(id: string): readonly SubscriptionEvent[] {
  return [{ type: "request.inquiring", request: { id: `PR-${id}`, type: "purchase" } }];
}

function stuck(id: string, key: string): readonly SubscriptionEvent[] {
  return [
    { type: "request.pending", request: { id: `PR-${id}`, type: "purchase" } },
    {
      type: "effect.failed",
      effectId: `${key}/1/0`,
      effect: "fulfillRequest",
      requestId: `PR-${id}`,
      attempts: 8,
      error: { code: "vendor_failed", message: "The vendor did not answer." },
    },
  ];
}

/** Spreads kinds over the numbers, the same each time, so that neighbors have nothing in common. */
const scattered = (number: number): number => (number * 61_803) % 100_000;

/** Nine of ten are of the tenant `default`; a tenth of each tenant's live on another platform. */
function keyAt(number: number): string {
  const id = `AS-${String(number).padStart(7, "0")}`;
  return number % 10 === 9 ? keyOf("acme", id) : id;
}

const adapterAt = (number: number): string => (number % 100 < 10 ? "bridge" : "connect");

function livesOf(number: number): Lives {
  const place = scattered(number);
  return kinds.find(({ upTo }) => place < upTo)?.lives ?? adopted("active");
}

/** What the engine would write of a subscription's whole life, a commit for each event. */
function life(number: number): readonly Commit[] {
  const key = keyAt(number);
  const lives = livesOf(number);
  let record: SubscriptionRecord | undefined;
  return lives(String(number), key).map((event, index) => {
    const commit = planCommit({
      key,
      adapter: adapterAt(number),
      record,
      event,
      decision: decide(record?.snapshot ?? initial({ key }), event),
      now: 1_700_000_000_000 + number * 10 + index,
      firedTimer: undefined,
      inbox: undefined,
      trace: undefined,
    });
    record = commit.change?.record;
    // What was given up is in the outbox no longer.
    return lives === stuck ? { ...commit, effects: [] } : commit;
  });
}

/** What lists filter by, of the subscription of a number. */
export type Facts = Pick<
  SubscriptionRecord,
  "key" | "tenant" | "adapter" | "status" | "requestState" | "requestType" | "awaited"
>;

/** Tells the facts of each subscription without living its life again. */
export function factsOf(): (number: number) => Facts {
  const known = new Map<Lives, Omit<Facts, "key" | "tenant" | "adapter">>();
  return (number) => {
    const lives = livesOf(number);
    const record = known.get(lives) ?? life(number).at(-1)?.change?.record;
    if (record === undefined) throw new TypeError("nobody lives without an event");
    known.set(lives, record);
    const { status, requestState, requestType, awaited } = record;
    const key = keyAt(number);
    const tenant = splitKey(key).tenant;
    return { key, tenant, adapter: adapterAt(number), status, requestState, requestType, awaited };
  };
}

/** Puts so many subscriptions, as they are after years of use, into an open store. */
export async function fillWithLives(store: Store, total: number): Promise<void> {
  for (let first = 0; first < total; first += 500) {
    const numbers = Array.from({ length: Math.min(500, total - first) }, (_, n) => first + n);
    const lives = numbers.map(life);
    for (const step of [0, 1]) {
      const commits = lives.flatMap((all) => all[step] ?? []);
      // oxlint-disable-next-line no-await-in-loop -- a life's second event follows its first
      if (commits.length > 0) await store.commit(commits);
    }
  }
}
