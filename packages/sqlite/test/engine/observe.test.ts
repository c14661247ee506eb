import type {
  AttemptEnd,
  EngineGauges,
  EventEnd,
  ObservedAttempt,
  ObservedEvent,
  Observer,
} from "@tenure/engine";
import { memoryStore } from "@tenure/testing/store";
import { expect, test } from "vitest";

import { approving, open, purchase } from "./house.ts";

const trace = (number: number): string =>
  `00-0af7651916cd43dd8448eb211c80319c-${String(number).padStart(16, "0")}-01`;

function watching() {
  const events: [ObservedEvent, EventEnd][] = [];
  const attempts: [ObservedAttempt, AttemptEnd][] = [];
  const watches: (() => Promise<EngineGauges>)[] = [];
  let watched = 0;
  let traces = 0;
  const observer: Observer = {
    event(observed) {
      traces += 1;
      return { trace: trace(traces), ended: (end) => void events.push([observed, end]) };
    },
    attempt(observed) {
      traces += 1;
      return {
        trace: trace(traces),
        during: (work) => work(),
        ended: (end) => void attempts.push([observed, end]),
      };
    },
    watch(gauges) {
      watched += 1;
      watches.push(gauges);
      return () => {
        watched -= 1;
      };
    },
  };
  const gauges = () => watches[0]?.();
  return { observer, events, attempts, gauges, watching: () => watched };
}

test("every event and every attempt is observed, as one chain of traces", async () => {
  const { observer, events, attempts } = watching();
  const { engine, clock, calls } = await open({ observer });
  const updatedAt = new Date(clock.now() - 90_000).toISOString();
  const request = { id: "PR-1", type: "purchase", updatedAt };
  await engine.send("AS-1", { type: "request.pending", request }, { trace: trace(77) });
  await engine.idle();
  expect(events.map(([{ type }, end]) => [type, end.type])).toEqual([
    ["request.pending", "recorded"],
    ["answer.approve", "recorded"],
    ["request.approved", "recorded"],
  ]);
  expect(attempts.map(([{ effect }, { outcome }]) => [effect, outcome])).toEqual([
    ["fulfillRequest", "done"],
    ["approveRequest", "done"],
  ]);
  expect(events[0]?.[0]).toMatchObject({ trace: trace(77), lag: 90_000, tenant: "default" });
  expect(events[0]?.[1]).toMatchObject({
    adapter: "connect",
    drift: false,
    from: { status: "new", requestState: "none" },
    to: { status: "processing", requestState: "pending" },
    effects: ["fulfillRequest"],
  });
  // Event 1 asks for attempt 2, whose answer is event 3, which asks for attempt 4, and so on.
  expect(attempts.map(([observed]) => observed.trace)).toEqual([trace(1), trace(3)]);
  expect(calls.map((call) => call.trace)).toEqual([trace(2), trace(4)]);
  expect(events.slice(1).map(([observed]) => observed.trace)).toEqual([trace(2), trace(4)]);
});

test("how long a subscription was in the state it left is told, however often it was touched there", async () => {
  const { observer, events } = watching();
  const { engine, clock } = await open({
    observer,
    perform: () => ({ type: "done", events: [] }),
  });
  await engine.send("AS-1", purchase("PR-1"));
  await clock.advance(1000);
  await engine.send("AS-1", { type: "command.cancel" });
  await clock.advance(2000);
  const request = { id: "PR-1", type: "purchase" };
  await engine.send("AS-1", { type: "request.approved", request });
  const times = events.map(([, end]) => (end.type === "recorded" ? end.timeInState : undefined));
  expect(times).toEqual([0, 0, 3000]);
  expect(await engine.get("AS-1")).toMatchObject({ stateSince: clock.now() });
});

test("repeats, failures, retries and what is given up are told apart", async () => {
  const { observer, events, attempts } = watching();
  const store = memoryStore();
  const { engine, clock } = await open({
    observer,
    store,
    retry: { attempts: 2 },
    perform: () => ({ type: "retry", blame: "effect", error: { code: "down", message: "" } }),
  });
  await engine.send("AS-1", purchase("PR-1"), { idempotencyKey: "1" });
  await engine.send("AS-1", purchase("PR-1"), { idempotencyKey: "1" });
  await expect(engine.send("AS-1", purchase("PR-2"), { idempotencyKey: "1" })).rejects.toThrow("1");
  await clock.advance(60_000);
  expect(events.map(([, end]) => end.type)).toEqual(["recorded", "repeated", "failed", "recorded"]);
  expect(attempts.map(([, end]) => end)).toEqual([
    { outcome: "retry", code: "down" },
    { outcome: "stuck", code: "down" },
  ]);
});

test("gauges tell how far the work lags behind, for as long as the engine runs", async () => {
  const { observer, gauges, watching: count } = watching();
  const { engine, clock } = await open({ observer });
  await engine.pause();
  await engine.send("AS-1", purchase("PR-1"));
  expect(await gauges()).toMatchObject({ backlog: 1, stuck: 0, outboxLag: 0, timerLag: 0 });
  await engine.resume();
  await engine.idle();
  expect(await gauges()).toMatchObject({ backlog: 0 });
  expect(count()).toBe(1);
  await clock.advance(1);
  await engine.stop();
  expect(count()).toBe(0);
});

test("an effect that lags is seen to", async () => {
  const { observer, gauges } = watching();
  const never = new Promise<never>(() => undefined);
  const { engine, clock } = await open({
    observer,
    concurrency: 1,
    perform: (call) => (call.key === "slow" ? never : approving(call)),
  });
  await engine.send("slow", purchase("PR-1"));
  await clock.advance(1);
  await engine.send("AS-1", purchase("PR-2"));
  await clock.advance(5000);
  expect(await gauges()).toMatchObject({ backlog: 2, outboxLag: 5000 });
});

test("an observer that throws harms nothing and is complained of once", async () => {
  const broken = (): never => {
    throw new TypeError("broken, for the test");
  };
  const observer = { event: broken, attempt: broken, watch: broken };
  const { engine, log } = await open({ observer });
  await engine.send("AS-1", purchase("PR-1"));
  await engine.idle();
  expect((await engine.get("AS-1"))?.status).toBe("active");
  expect(log.filter(({ message }) => message.startsWith("the observer failed"))).toHaveLength(1);
});
