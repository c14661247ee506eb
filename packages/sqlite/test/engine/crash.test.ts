import type { EffectOutcome } from "@tenure/engine";
import { virtualClock } from "@tenure/engine";
import { expect, test } from "vitest";

import { freshFile } from "../folder.ts";
import { approving, open, purchase } from "./house.ts";

test("a crash between the call and its record repeats the call, told apart, under the same key", async () => {
  const file = freshFile();
  const answer = Promise.withResolvers<EffectOutcome>();
  const first = await open({ file, perform: () => answer.promise });
  await first.engine.send("AS-1", purchase("PR-1"));
  await first.clock.advance(1);
  // From here on the first engine reaches its store no more, as if its process had died.
  await first.store.close();
  const second = await open({ file });
  await second.engine.idle();
  expect(first.calls).toHaveLength(1);
  expect(second.calls[0]).toMatchObject({
    effectId: first.calls[0]?.effectId,
    idempotencyKey: first.calls[0]?.idempotencyKey,
    attempt: 2,
    uncertain: true,
  });
  expect(second.calls[1]).toMatchObject({ attempt: 1, uncertain: false });
  expect((await second.engine.get("AS-1"))?.status).toBe("active");

  const { version } = (await second.engine.get("AS-1")) ?? {};
  answer.resolve({ type: "done", events: [{ type: "answer.approve", requestId: "PR-1" }] });
  await first.clock.advance(60_000);
  expect((await second.engine.get("AS-1"))?.version).toBe(version);
});

test("a crash between two events of one outcome repeats them without harm", async () => {
  const file = freshFile();
  const request = { id: "PR-1", type: "purchase" };
  const outcome: EffectOutcome = {
    type: "done",
    events: [
      { type: "request.inquiring", request },
      { type: "request.pending", request },
      { type: "request.approved", request },
    ],
  };
  const first = await open({ file, perform: () => outcome });
  const { store } = first;
  const commit = store.commit.bind(store);
  let commits = 0;
  store.commit = async (batch) => {
    commits += 1;
    if (commits > 2) throw new TypeError("the process is dead");
    return commit(batch);
  };
  await first.engine.send("AS-1", purchase("PR-1"));
  await first.clock.advance(1);
  expect((await first.engine.get("AS-1"))?.requestState).toBe("inquiring");
  await store.close();

  const second = await open({ file });
  // The handler's effect was overtaken by the first event; what the platform shows leads on.
  await second.engine.send("AS-1", { type: "request.pending", request });
  await second.engine.idle();
  expect((await second.engine.get("AS-1"))?.status).toBe("active");
  expect(await second.store.backlog()).toBe(0);
});

test("a timer fires after its time when the engine was down when it was due", async () => {
  const file = freshFile();
  const clock = virtualClock(1_000_000);
  const first = await open({
    file,
    clock,
    perform: ({ effect }) =>
      effect.type === "fulfillRequest"
        ? {
            type: "done",
            events: [{ type: "answer.postpone", requestId: effect.requestId, delay: 60_000 }],
          }
        : { type: "done", events: [] },
  });
  await first.engine.send("AS-1", purchase("PR-1"));
  await first.engine.idle();
  expect((await first.engine.get("AS-1"))?.awaited).toBe("schedule");
  await first.engine.stop();
  await clock.advance(3_600_000);
  const second = await open({ file, clock });
  await second.engine.idle();
  expect((await second.engine.get("AS-1"))?.status).toBe("active");
  expect(second.calls[0]).toMatchObject({ idempotencyKey: "AS-1/PR-1", uncertain: false });
  expect((await second.store.nextWake([])).timerAt).toBeUndefined();
});

test("a timer fires at its time, once", async () => {
  const { engine, clock, calls } = await open({
    perform: (call) =>
      call.effect.type === "fulfillRequest" && call.effect.occasion !== "postponed"
        ? {
            type: "done",
            events: [{ type: "answer.postpone", requestId: "PR-1", delay: 60_000 }],
          }
        : approving(call),
  });
  await engine.send("AS-1", purchase("PR-1"));
  await clock.advance(59_999);
  expect(calls).toHaveLength(1);
  await clock.advance(1);
  expect((await engine.get("AS-1"))?.status).toBe("active");
  const fired = (await engine.history("AS-1")).filter(({ event }) => event.type === "timer.due");
  expect(fired).toHaveLength(1);
});

test("a scheduled request comes due at its planned date", async () => {
  const start = Date.parse("2026-02-27T23:00:00.000Z");
  const { engine, clock, calls } = await open({ clock: virtualClock(start) });
  await engine.send("AS-1", {
    type: "request.scheduled",
    request: { id: "PR-1", type: "purchase", plannedDate: "2026-03-01T00:00:00.000Z" },
  });
  await clock.advance(25 * 3_600_000 - 1);
  expect(calls).toEqual([]);
  await clock.advance(1);
  expect(calls.map(({ effect }) => effect.type)).toContain("readRequest");
});

test("a timer that comes too late to matter is removed and leaves no entry", async () => {
  const { engine, store, clock } = await open();
  await engine.send("AS-1", purchase("PR-1"));
  await engine.idle();
  const { version } = (await engine.get("AS-1")) ?? { version: 0 };
  const late = { key: "AS-1", timer: "postponement", requestId: "PR-1", dueAt: 0 } as const;
  const nothing = { effects: [], cancelTimers: [] } as const;
  const commit = { ...nothing, key: "AS-1", expectedVersion: version, startTimers: [late] };
  expect(await store.commit([commit])).toEqual([{ type: "committed" }]);
  await clock.advance(3_600_000);
  expect((await store.nextWake([])).timerAt).toBeUndefined();
  expect((await engine.get("AS-1"))?.version).toBe(version);
});
