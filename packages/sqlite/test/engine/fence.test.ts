import { TenureError, type EffectOutcome } from "@tenure/engine";
import { sqliteStore } from "@tenure/sqlite";
import { expect, test } from "vitest";

import { faulty } from "./faulty.ts";
import { approving, open, purchase } from "./house.ts";

const adapters = [{ adapter: "connect", limit: 9 }];

const answered: EffectOutcome = {
  type: "done",
  events: [{ type: "answer.approve", requestId: "PR-1" }],
};

test("a long attempt keeps its claim for as long as it runs", async () => {
  const answer = Promise.withResolvers<EffectOutcome>();
  const { engine, clock, calls } = await open({
    leaseMilliseconds: 3000,
    perform: (call) => (call.effect.type === "fulfillRequest" ? answer.promise : approving(call)),
  });
  await engine.send("AS-1", purchase("PR-1"));
  await clock.advance(60_000);
  expect(calls).toHaveLength(1);
  answer.resolve(answered);
  await engine.idle();
  expect((await engine.get("AS-1"))?.status).toBe("active");
});

test("the late result of a claim somebody else took over changes nothing", async () => {
  const answer = Promise.withResolvers<EffectOutcome>();
  const { engine, store, clock, calls } = await open({ perform: () => answer.promise });
  await engine.send("AS-1", purchase("PR-1"));
  await clock.advance(1);
  // Another process that sees the lease as over.
  const now = clock.now() + 1_000_000;
  const taken = await store.claim({ now, leaseUntil: now + 1_000_000, adapters, owner: "other" });
  expect(taken).toMatchObject([{ id: "AS-1/1/0", claims: 1 }]);
  answer.resolve(answered);
  await engine.idle();
  expect((await engine.get("AS-1"))?.version).toBe(1);
  expect(await store.backlog()).toBe(1);
  expect(calls).toHaveLength(1);
});

test("an attempt whose claim is lost is told to stop, and its result is dropped", async () => {
  const answer = Promise.withResolvers<EffectOutcome>();
  const signals: AbortSignal[] = [];
  const { engine, store, clock, log } = await open({
    leaseMilliseconds: 3000,
    perform: ({ signal }) => {
      signals.push(signal);
      return answer.promise;
    },
  });
  await engine.send("AS-1", purchase("PR-1"));
  await clock.advance(1);
  const now = clock.now() + 1_000_000;
  await store.claim({ now, leaseUntil: now + 1_000_000, adapters, owner: "other" });
  await clock.advance(1000);
  expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  expect(log.some(({ message }) => message === "lease lost: the result is dropped")).toBe(true);
  answer.resolve(answered);
  await engine.idle();
  expect((await engine.get("AS-1"))?.version).toBe(1);
});

test("a lease that runs out under the engine's own hands hands the effect to one attempt only", async () => {
  const store = faulty(sqliteStore({ file: ":memory:" }));
  const answers: ((outcome: EffectOutcome) => void)[] = [];
  const { engine, clock, calls } = await open({
    store,
    leaseMilliseconds: 3000,
    idleMilliseconds: 1000,
    perform: (call) =>
      call.effect.type === "fulfillRequest"
        ? new Promise((resolve) => {
            answers.push(resolve);
          })
        : approving(call),
  });
  store.fail("extend", () => new TenureError("store_busy", "busy for the test"));
  await engine.send("AS-1", purchase("PR-1"));
  await clock.advance(3500);
  store.heal("extend");
  expect(calls.map(({ attempt, signal }) => [attempt, signal.aborted])).toEqual([
    [1, true],
    [2, false],
  ]);
  answers[0]?.({
    type: "done",
    events: [{ type: "answer.reject", requestId: "PR-1", reason: "no" }],
  });
  await clock.advance(1);
  expect((await engine.get("AS-1"))?.version).toBe(1);
  answers[1]?.(answered);
  await engine.idle();
  expect((await engine.get("AS-1"))?.status).toBe("active");
});
