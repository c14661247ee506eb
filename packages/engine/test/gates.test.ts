import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";

import type { Pass } from "../src/dispatch/gate.ts";
import { Gates } from "../src/dispatch/gates.ts";
import type { EffectOutcome } from "../src/ports/adapter.ts";

const breaker = { failures: 3, pause: 1000 };
const policy = { concurrency: 100, ratePerSecond: undefined, breaker };
const error = { code: "down", message: "down" };
const down: EffectOutcome = { type: "retry", blame: "platform", error };

function gatesOf(concurrency: number, ...names: readonly string[]): Gates {
  return new Gates(
    concurrency,
    names.map((name) => [name, policy] as const),
    0,
  );
}

/** Starts as many effects as are offered and as there are. */
function claim(gates: Gates, work: Map<string, number>, now = 0): Pass[] {
  const shares = gates.shares(now);
  const taken = shares.flatMap(({ adapter, limit }) => {
    const count = Math.min(limit, work.get(adapter) ?? 0);
    work.set(adapter, (work.get(adapter) ?? 0) - count);
    return Array.from({ length: count }, () => ({ adapter }));
  });
  const passes = taken.map(({ adapter }) => gates.get(adapter)?.start("default", now));
  gates.note(shares, taken, now);
  return passes.filter((pass) => pass !== undefined);
}

test("an adapter alone is offered everything at once", () => {
  expect(gatesOf(64, "a").shares(0)).toEqual([{ adapter: "a", limit: 64 }]);
});

test("a slow adapter leaves a slot to each other, however much it has to do", () => {
  const gates = gatesOf(10, "slow", "quick", "idle");
  const work = new Map([["slow", 1000]]);
  for (let round = 0; round < 20; round += 1) claim(gates, work);
  expect(gates.get("slow")?.running).toBe(8);
  work.set("quick", 3);
  const passes = claim(gates, work);
  expect(gates.get("quick")?.running).toBe(1);
  passes[0]?.left(0);
  claim(gates, work);
  expect([work.get("quick"), gates.get("quick")?.running]).toEqual([1, 1]);
});

test("adapters that both have more than enough to do share evenly", () => {
  const gates = gatesOf(10, "a", "b");
  claim(
    gates,
    new Map([
      ["a", 100],
      ["b", 100],
    ]),
  );
  expect([...gates].map(({ running }) => running)).toEqual([5, 5]);
});

test("what nobody else needs goes to the one that has work", () => {
  const gates = gatesOf(10, "a", "b");
  const work = new Map([["b", 100]]);
  for (let round = 0; round < 6; round += 1) claim(gates, work);
  expect([...gates].map(({ running }) => running)).toEqual([0, 9]);
});

test.prop([
  fc.integer({ min: 1, max: 20 }),
  fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 4 }),
  fc.array(fc.record({ ends: fc.array(fc.nat()), outcome: fc.constantFrom("down", "left") })),
])(
  "whatever ends, and how, the slots are never exceeded and all work gets done",
  (concurrency, amounts, rounds) => {
    const names = amounts.map((_amount, index) => `a${index}`);
    const gates = gatesOf(concurrency, ...names);
    const work = new Map(amounts.map((amount, index) => [`a${index}`, amount]));
    let running: Pass[] = [];
    let now = 0;
    const step = (ends: readonly number[], outcome: string): void => {
      running.push(...claim(gates, work, now));
      const counted = [...gates].reduce((sum, gate) => sum + gate.running, 0);
      expect(counted).toBe(running.length);
      expect(counted).toBeLessThanOrEqual(concurrency);
      for (const end of ends) {
        const [pass] = running.splice(end % Math.max(1, running.length), 1);
        if (outcome === "down") pass?.attempted(down, now);
        pass?.left(now);
        pass?.left(now);
      }
    };
    for (const { ends, outcome } of rounds) step(ends, outcome);
    for (let round = 0; round < 400; round += 1) {
      const left = [...work.values()].reduce((sum, amount) => sum + amount, 0);
      if (left === 0) return;
      now = gates.opensAt(now) ?? now + 1;
      running.push(...claim(gates, work, now));
      for (const pass of running) {
        pass.attempted({ type: "done", events: [] }, now);
        pass.left(now);
      }
      running = [];
    }
    expect.unreachable("work was left undone");
  },
);

test("a platform that names a wait is left alone by all of its adapter, by nobody else", () => {
  const gates = gatesOf(10, "a", "b");
  const [pass] = claim(gates, new Map([["a", 1]]));
  pass?.attempted({ ...down, after: 5000 }, 100);
  pass?.left(100);
  expect(gates.shares(5099).map(({ adapter }) => adapter)).toEqual(["b"]);
  expect(gates.get("a")?.heldUntil(5099)).toBe(5100);
  expect(gates.opensAt(100)).toBe(5100);
  expect(gates.shares(5100).map(({ adapter }) => adapter)).toContain("a");
});

test("a wait that the vendor asked for holds nobody and proves nothing", () => {
  const gates = gatesOf(10, "a");
  for (const pass of claim(gates, new Map([["a", 5]]))) {
    pass.attempted({ ...down, blame: "nobody", after: 5000 }, 0);
    pass.left(0);
  }
  expect([gates.get("a")?.circuit(0), gates.get("a")?.heldUntil(0)]).toEqual(["closed", undefined]);
});

test("a platform's wait holds an hour at most", () => {
  const gates = gatesOf(10, "a");
  const [pass] = claim(gates, new Map([["a", 1]]));
  pass?.attempted({ ...down, after: 86_400_000 }, 0);
  expect(gates.get("a")?.heldUntil(0)).toBe(3_600_000);
});

test("an effect that failed as the probe comes back behind those that wait already", () => {
  const gates = gatesOf(10, "a");
  const [first, second, third] = claim(gates, new Map([["a", 3]]));
  first?.attempted(down, 0);
  expect(first?.notBefore(0)).toBe(0);
  second?.attempted(down, 0);
  third?.attempted(down, 0);
  expect(gates.get("a")?.circuit(0)).toBe("open");
  expect(third?.notBefore(0)).toBe(1001);
});

test("an attempt that ran out of time neither closes the circuit nor opens it", () => {
  const gates = gatesOf(10, "a");
  const late: EffectOutcome = {
    type: "retry",
    blame: "effect",
    error: { code: "attempt_timeout", message: "late" },
  };
  const passes = claim(gates, new Map([["a", 5]]));
  for (const [index, pass] of passes.entries()) pass.attempted(index % 2 === 0 ? down : late, 0);
  expect(gates.get("a")?.circuit(0)).toBe("open");
});
