import { fc, test } from "@fast-check/vitest";
import {
  awaits,
  decide,
  healingPath,
  initial,
  lifecycleOf,
  requestFactSchema,
  type RequestFact,
  type Snapshot,
  type Truth,
} from "@tenure/machine";
import { anyHistory } from "@tenure/testing/machine";
import { describe, expect } from "vitest";

import { take, truth } from "./healing.ts";

const statuses = [
  "draft",
  "processing",
  "active",
  "suspended",
  "terminating",
  "terminated",
  "discarded",
] as const;
const openStates = [
  "draft",
  "tiersSetup",
  "pending",
  "inquiring",
  "scheduled",
  "revoking",
] as const;
const isOpen = (shown: string) => openStates.some((open) => open === shown);

const moment = fc.integer({ min: 0, max: 9 }).map((second) => `2026-01-01T00:00:0${second}.000Z`);
const anyFact = fc
  .record({
    shown: fc.constantFrom(...openStates, "approved", "approved", "failed", "revoked", "discarded"),
    id: fc.constantFrom("PR-1", "PR-2", "PR-3", "PR-8", "PR-9"),
    type: fc.constantFrom("purchase", "change", "suspend", "resume", "cancel", "test"),
    more: fc.record({ updatedAt: moment, items: fc.constant([]) }, { requiredKeys: [] }),
  })
  .map(({ shown, id, type, more }) =>
    requestFactSchema.parse({ type: `request.${shown}`, request: { id, type, ...more } }),
  );
const anyTruth: fc.Arbitrary<Truth> = fc
  .record({
    status: fc.constantFrom(...statuses),
    facts: fc.uniqueArray(anyFact, { maxLength: 5, selector: ({ request }) => request.id }),
  })
  .map(({ status, facts }) => truth(status, ...facts));
const anySnapshot = anyHistory({ maximumEvents: 60 }).map((history) => {
  let snapshot = initial({ key: "AS-1" });
  for (const event of history) ({ snapshot } = decide(snapshot, event));
  return snapshot;
});

const shownIn = ({ type }: { readonly type: string }) => type.slice("request.".length);
const requestFacts = ({ facts }: Truth) => facts.filter((row) => "request" in row);

const hasEnded = (snapshot: Snapshot) =>
  ["terminated", "discarded"].includes(lifecycleOf(snapshot));

/** Told again in a few words: the statuses are the same, and the open requests. */
function isAgreed(snapshot: Snapshot, { adopted, facts }: Truth): boolean {
  const { request, waiting } = snapshot.context;
  const held = [
    ...(request === null ? [] : [`${request.id} ${request.shownAs}`]),
    ...(hasEnded(snapshot) ? [] : waiting.map((row) => `${row.request.id} ${row.shownAs}`)),
  ].toSorted();
  const shown = requestFacts({ adopted, facts })
    .filter((row) => isOpen(shownIn(row)))
    .map((row) => `${row.request.id} ${shownIn(row)}`)
    .toSorted();
  return (
    lifecycleOf(snapshot) === adopted.status &&
    (hasEnded(snapshot) ? held.every((row) => shown.includes(row)) : held.join() === shown.join())
  );
}

/**
 * What the machine takes from no platform: a way out of revoking but an end, an end undone, a draft again; and
 * what it can not let go of: a request that waited when the subscription ended, should that live again.
 */
function cannotBeHeld(snapshot: Snapshot, about: RequestFact): boolean {
  const shown = shownIn(about);
  const { id } = about.request;
  if (!isOpen(shown)) return false;
  const { request, waiting, ended } = snapshot.context;
  const known = request?.id === id ? request : waiting.find((row) => row.request.id === id);
  return (
    shown === "draft" ||
    ended.some((row) => row.id === id) ||
    (known?.shownAs === "revoking" && shown !== "revoking")
  );
}

const runs = { numRuns: 250 };
const atMost = 60_000;

describe("between any record and any platform", () => {
  test.prop([anySnapshot, anyTruth], runs)(
    "the path is taken step by step and ends in agreement",
    (snapshot, shown) => {
      const healing = healingPath(snapshot, shown);
      const { at } = take(snapshot, healing.path);
      const forced = healing.path.filter((event) => "forced" in event && event.forced).length;
      if (healing.drift !== "illegal") expect(forced).toBe(0);
      else if (healing.heals) expect(forced).toBeGreaterThan(0);
      if (healing.drift === "stale") return;
      if (!healing.heals) {
        expect(healing.drift).toBe("illegal");
        expect(lifecycleOf(at)).toBe(shown.adopted.status);
        expect(
          requestFacts(shown).some((row) => cannotBeHeld(snapshot, row)) ||
            (hasEnded(snapshot) && snapshot.context.waiting.length > 0),
        ).toBe(true);
        return;
      }
      expect(isAgreed(at, shown)).toBe(true);
      // Whether a request that is open after its end is a stale one, depends on what ended since.
      if (requestFacts(shown).some((row) => cannotBeHeld(snapshot, row))) return;
      expect(healingPath(at, shown)).toEqual({ drift: "none", path: [], heals: true });
    },
    atMost,
  );

  test.prop([anySnapshot, anyTruth], runs)(
    "nothing is left to be done for a request that the platform does not show open",
    (snapshot, shown) => {
      const { path } = healingPath(snapshot, shown);
      const { at, effects } = take(snapshot, path);
      const open = new Set(
        requestFacts(shown)
          .filter((row) => isOpen(shownIn(row)))
          .map((row) => row.request.id),
      );
      const left = effects.filter(
        (effect) => "requestId" in effect && awaits(at, effect) && !open.has(effect.requestId),
      );
      expect(left).toEqual([]);
    },
    atMost,
  );

  test.prop([anySnapshot, anyTruth], runs)(
    "no fewer of the platform's facts would have done, and none at all where it is not called missed",
    (snapshot, shown) => {
      const { drift, path } = healingPath(snapshot, shown);
      if (drift === "stale" || drift === "none") return;
      const choices = subsequences(shown.facts).filter(
        (events) => drift !== "missed" || events.length < path.length,
      );
      for (const events of choices) {
        let at: Snapshot | undefined = snapshot;
        for (const event of events) {
          const decision: ReturnType<typeof decide> | undefined = at && decide(at, event);
          at = decision?.verdict.type === "moved" ? decision.snapshot : undefined;
        }
        if (at === undefined || !isAgreed(at, shown)) continue;
        if (healingPath(at, shown).drift !== "none") continue;
        expect({ drift, path }).toEqual({ drift: "missed", path: events });
      }
    },
    atMost,
  );

  test.prop([anySnapshot, anyTruth])(
    "the same is found again, and nothing given is changed",
    (snapshot, shown) => {
      const before = JSON.stringify([snapshot, shown]);
      const first = healingPath(snapshot, shown);
      expect(healingPath(structuredClone(snapshot), structuredClone(shown))).toEqual(first);
      expect(JSON.stringify([snapshot, shown])).toBe(before);
    },
    atMost,
  );
});

function subsequences<Row>(rows: readonly Row[]): readonly (readonly Row[])[] {
  const [first, ...rest] = rows;
  if (first === undefined) return [[]];
  const without = subsequences(rest);
  return [...without, ...without.map((row) => [first, ...row])];
}
