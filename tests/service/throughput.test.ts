import { test as propertyTest } from "@fast-check/vitest";
import { createEngine, virtualClock, silentLogger, type Engine, type Store } from "@tenure/engine";
import { memoryDatabase, memoryStore } from "@tenure/testing/store";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { findOpening, followThroughput } from "../../apps/tenure/src/throughput/follow.ts";
import {
  addMinute,
  countWaited,
  newMinute,
  waitedQuantile,
} from "../../apps/tenure/src/throughput/minute.ts";
import { Throughput } from "../../apps/tenure/src/throughput/throughput.ts";
import { eventually } from "./eventually.ts";
import { scriptedPlatform } from "./scripted-platform.ts";

const minute = 60_000;
const start = 1_700_000_000_000 - (1_700_000_000_000 % (60 * minute));

/** A service's life on a database: counts until it is ended. */
async function life(database: ReturnType<typeof memoryDatabase>, now: number) {
  const clock = virtualClock(now);
  const store: Store = memoryStore({ database });
  const engine: Engine = createEngine({
    store,
    adapters: [scriptedPlatform("connect")],
    tenants: ["acme"],
    clock,
    passive: true,
  });
  await engine.start();
  const ending = new AbortController();
  const throughput = new Throughput(findOpening(engine));
  const counting = followThroughput({
    throughput,
    engine,
    store,
    clock,
    logger: silentLogger,
    signal: ending.signal,
  });
  return {
    engine,
    store,
    clock,
    throughput,
    async end(): Promise<void> {
      ending.abort();
      await counting;
      await engine.stop();
    },
  };
}

type Life = Awaited<ReturnType<typeof life>>;

const fact = (type: string, id: string) => ({ type, request: { id, type: "purchase" } }) as never;

async function eventsCounted({ throughput, clock }: Life, tenant = "*"): Promise<number> {
  const points = throughput.points({ tenant, from: start, to: clock.now() + minute, step: minute });
  return points.reduce((sum, { events, refused }) => sum + events + refused, 0);
}

async function settled(there: Life): Promise<void> {
  const all = await there.store.changes(undefined, 100_000);
  await eventually(() => eventsCounted(there)).toBe(all.length);
}

describe("the figures over time", () => {
  test("tell what came, how it ended and how long it had been open, in the minute it did", async () => {
    const there = await life(memoryDatabase(), start);
    await there.engine.send("AS-1", fact("request.pending", "PR-1"));
    await there.engine.send("acme:AS-2", fact("request.pending", "PR-2"));
    await there.clock.advance(2 * minute);
    await there.engine.send("AS-1", fact("request.approved", "PR-1"));
    await there.engine.send("AS-1", { type: "command.resume" });
    await there.clock.advance(minute);
    await there.engine.send("acme:AS-2", fact("request.failed", "PR-2"));
    await settled(there);
    const question = { tenant: "*", from: start, to: start + 4 * minute, step: minute };
    const nothing = { count: 0, mean: null, median: null, p95: null, longest: null };
    const zero = {
      events: 0,
      refused: 0,
      drift: 0,
      opened: 0,
      approved: 0,
      failed: 0,
      revoked: 0,
      stuck: 0,
    };
    const waited = (ms: number) => ({ count: 1, mean: ms, longest: ms });
    expect(there.throughput.points(question)).toMatchObject([
      { at: start, ...zero, events: 2, opened: 2, waited: nothing },
      { at: start + minute, ...zero, waited: nothing },
      {
        at: start + 2 * minute,
        ...zero,
        events: 1,
        refused: 1,
        approved: 1,
        waited: waited(2 * minute),
      },
      { at: start + 3 * minute, ...zero, events: 1, failed: 1, waited: waited(3 * minute) },
    ]);
    const acme = there.throughput.points({ ...question, tenant: "acme", step: 4 * minute });
    expect(acme).toMatchObject([{ events: 2, failed: 1, approved: 0 }]);
    await there.end();
  });

  const keys = fc.constantFrom("AS-1", "AS-2", "acme:AS-3");
  const types = fc.constantFrom(
    "request.pending",
    "request.inquiring",
    "request.approved",
    "request.failed",
  );
  const steps = fc.array(
    fc.oneof(
      { weight: 6, arbitrary: fc.record({ key: keys, type: types, request: fc.nat(3) }) },
      { weight: 2, arbitrary: fc.record({ pass: fc.integer({ min: 1, max: 5 * minute }) }) },
      { weight: 1, arbitrary: fc.constant("restart" as const) },
    ),
    { maxLength: 40 },
  );
  propertyTest.prop([steps], { numRuns: 40 })(
    "count every change once, whenever the service is ended and started again",
    async (taken) => {
      const database = memoryDatabase();
      let there = await life(database, start);
      for (const step of taken) {
        if (step === "restart") {
          await there.end();
          there = await life(database, there.clock.now());
        } else if ("pass" in step) {
          await there.clock.advance(step.pass);
        } else {
          await there.engine.send(step.key, fact(step.type, `PR-${step.request}`));
        }
      }
      await settled(there);
      const all = await there.store.changes(undefined, 100_000);
      const points = there.throughput.points({
        tenant: "*",
        from: start,
        to: there.clock.now() + minute,
        step: minute,
      });
      for (const { at, events, approved, failed, waited } of points) {
        const entries = all
          .map(({ entry }) => entry)
          .filter(
            (entry) => entry.at >= at && entry.at < at + minute && entry.verdict.type === "moved",
          );
        const ended = (type: string) => entries.filter(({ event }) => event.type === type).length;
        expect({ events, approved, failed }).toEqual({
          events: entries.length,
          approved: ended("request.approved"),
          failed: ended("request.failed"),
        });
        expect(waited.count).toBeLessThanOrEqual(approved + failed);
      }
      await there.end();
    },
  );

  test("begin anew when what was kept cannot be read, or the store knows its place no more", async () => {
    for (const kept of ["", "{", '{"cursor":5}', '{"cursor":"nonsense","figures":[]}']) {
      const database = memoryDatabase();
      const first = await life(database, start);
      await first.engine.send("AS-1", fact("request.pending", "PR-1"));
      await first.end();
      const store = memoryStore({ database });
      await store.open();
      await store.writeCursor("service: throughput", kept);
      const second = await life(database, start + minute);
      for (let turn = 0; turn < 5; turn += 1) await second.clock.advance(5000);
      await settled(second);
      expect(await eventsCounted(second)).toBe(1);
      await second.end();
    }
  });

  test("forget what is older than two days", async () => {
    const throughput = new Throughput(async () => undefined);
    const entry = {
      at: start,
      verdict: { type: "moved" },
      drift: false,
      effects: [],
      event: { type: "operator.retry" },
    };
    await throughput.count("default", entry as never, start);
    expect(throughput.figures()).toHaveLength(1);
    throughput.forget(start + 3 * 86_400_000);
    expect(throughput.figures()).toEqual([]);
    await throughput.count("default", entry as never, start + 3 * 86_400_000);
    expect(throughput.figures()).toEqual([]);
  });

  const durations = fc.array(fc.integer({ min: 0, max: 40 * 86_400_000 }), {
    minLength: 1,
    maxLength: 60,
  });
  propertyTest.prop([durations, fc.constantFrom(0.5, 0.95)])(
    "tell a share of the waits to within a tenth",
    (waits, share) => {
      const sum = newMinute();
      for (const wait of waits) {
        const one = newMinute();
        countWaited(one, wait);
        addMinute(sum, one);
      }
      const sorted = waits.toSorted((left, right) => left - right);
      const exact = sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
      const told = waitedQuantile(sum, share) ?? -1;
      expect(Math.abs(told - exact)).toBeLessThanOrEqual(exact * 0.1 + 1);
    },
  );
});
