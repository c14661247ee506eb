import { fc, test } from "@fast-check/vitest";
import {
  awaits,
  decide,
  healingPath,
  lifecycleOf,
  requestFactSchema,
  type RequestFact,
  type Snapshot,
  type SubscriptionStatus,
} from "@tenure/machine";
import { given } from "@tenure/testing/machine";
import { describe, expect } from "vitest";

import { explore } from "./exploration/explore.ts";
import { take, truth } from "./healing.ts";

/** Where an approved request of a type leads, by the platform's documents. */
const approved: Readonly<Record<string, SubscriptionStatus>> = {
  purchase: "active",
  suspend: "suspended",
  resume: "active",
  cancel: "terminated",
};
const openable: Partial<Record<SubscriptionStatus, readonly string[]>> = {
  active: ["change", "suspend", "cancel", "renew"],
  suspended: ["resume", "cancel"],
};
const open = ["pending", "pending", "inquiring", "tiersSetup", "scheduled"] as const;

/** What a platform does next, and whether the record hears of it. */
interface Move {
  readonly pick: number;
  readonly isHeard: boolean;
}
const moves: fc.Arbitrary<readonly Move[]> = fc.array(
  fc.record({ pick: fc.nat(1000), isHeard: fc.boolean() }),
  { minLength: 1, maxLength: 30 },
);

/** A platform by the book: one request at a time, each from its opening to its end. */
class Platform {
  status: SubscriptionStatus = "processing";
  readonly facts = new Map<string, RequestFact>();
  #inProgress: { readonly id: string; readonly type: string } | undefined;
  #before: SubscriptionStatus = "processing";
  #tick = 0;

  /** Undefined when nothing can happen any more. */
  move(pick: number): RequestFact | undefined {
    const request = this.#inProgress;
    if (request === undefined) return this.#open(pick);
    if (pick % 3 === 0) return this.#show(open[pick % open.length] ?? "pending", request);
    return this.#end(pick % 4 === 1 ? "failed" : "approved", request);
  }

  #open(pick: number): RequestFact | undefined {
    const types = this.facts.size === 0 ? ["purchase"] : (openable[this.status] ?? []);
    const type = types[pick % Math.max(types.length, 1)];
    if (type === undefined) return undefined;
    this.#before = this.status;
    this.#inProgress = { id: `PR-${this.facts.size + 1}`, type };
    if (type === "cancel") this.status = "terminating";
    return this.#show("pending", this.#inProgress);
  }

  #end(outcome: "approved" | "failed", request: { id: string; type: string }): RequestFact {
    this.#inProgress = undefined;
    if (outcome === "approved") this.status = approved[request.type] ?? this.status;
    else if (request.type === "purchase") this.status = "terminated";
    else this.status = this.#before;
    return this.#show(outcome, request);
  }

  #show(as: string, request: { id: string; type: string }): RequestFact {
    this.#tick += 1;
    const updatedAt = `2026-01-01T00:00:${String(this.#tick).padStart(2, "0")}.000Z`;
    const fact = requestFactSchema.parse({
      type: `request.${as}`,
      request: {
        ...request,
        updatedAt,
        items: [{ id: "A", quantity: `${this.#tick}`, status: "active" }],
      },
      subscriptionStatus: this.status,
    });
    this.facts.set(request.id, fact);
    return fact;
  }
}

/** The platform after the moves, the record of who heard of them, and how it is healed. */
function live(history: readonly Move[]) {
  const platform = new Platform();
  let snapshot = given([]).snapshot;
  for (const { pick, isHeard } of history) {
    const fact = platform.move(pick);
    if (fact !== undefined && isHeard) ({ snapshot } = decide(snapshot, fact));
  }
  const facts = [...platform.facts.values()].toSorted((left, right) =>
    (left.request.updatedAt ?? "") < (right.request.updatedAt ?? "") ? -1 : 1,
  );
  const { status } = platform;
  const healing = healingPath(snapshot, truth(status, ...facts));
  return { status, facts, snapshot, healing, ...take(snapshot, healing.path) };
}

describe("a record of a platform that goes by the book", () => {
  const atMost = 60_000;

  test.prop([moves, fc.nat(30)], { numRuns: 200 })(
    "is healed by the platform's own facts, of whatever it missed since it was last told",
    (history, heard) => {
      const { status, facts, healing, at, effects } = live(
        history.map((move, index) => ({ ...move, isHeard: index < heard })),
      );
      expect(healing).toMatchObject({ heals: true });
      expect(["none", "missed"]).toContain(healing.drift);
      expect(lifecycleOf(at)).toBe(status);
      // Nobody is asked, even in passing, about what has ended.
      const asked = effects.filter((effect) => effect.type === "fulfillRequest");
      expect(asked.filter((effect) => !awaits(at, effect))).toEqual([]);
      const newest = facts.findLast(({ type }) => type === "request.approved")?.request;
      if (newest?.type === "change" || newest?.type === "renew") {
        expect(at.context.items).toEqual(newest.items);
      }
    },
    atMost,
  );

  test.prop([moves], { numRuns: 200 })(
    "needs no force, however little of it was heard",
    (history) => {
      const { status, healing, at } = live(history);
      expect(healing).toMatchObject({ heals: true });
      expect(healing.drift).not.toBe("illegal");
      expect(lifecycleOf(at)).toBe(status);
    },
    atMost,
  );
});

describe("every state that can be reached", () => {
  const tried = new Set(["purchase", "suspend", "cancel"]);
  const statuses = [
    "draft",
    "processing",
    "active",
    "suspended",
    "terminating",
    "terminated",
  ] as const;

  test("agrees with every status a platform can show, at the latest by force", () => {
    const states = new Map<string, Snapshot>();
    explore({
      tries: (event) => "request" in event && tried.has(event.request.type),
      onKind: ({ decision: { snapshot } }) => {
        const { value, context } = snapshot;
        states.set(JSON.stringify([value, context.request?.type, context.canceledFrom]), snapshot);
      },
    });
    const kinds = new Map<string, number>();
    for (const snapshot of states.values()) {
      for (const status of statuses) {
        const shown = truth(status);
        const { drift, path, heals } = healingPath(snapshot, shown);
        const { at } = take(snapshot, path);
        kinds.set(drift, (kinds.get(drift) ?? 0) + 1);
        expect({ heals, status: lifecycleOf(at) }).toEqual({ heals: true, status });
        expect(healingPath(at, shown).drift).toBe("none");
      }
    }
    console.info(`compared ${states.size} states with ${statuses.length} statuses:`, kinds);
    expect(states.size).toBeGreaterThan(100);
    expect([...kinds.keys()].toSorted((left, right) => (left < right ? -1 : 1))).toEqual([
      "illegal",
      "missed",
      "none",
      "outOfBand",
    ]);
  }, 120_000);
});
