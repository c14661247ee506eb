import type { EffectOutcome } from "@tenure/engine";
import { expect, test } from "vitest";

import { approving, open, purchase, type Perform } from "./house.ts";

const failing =
  (blame: "effect" | "platform", after?: number): Perform =>
  () => ({
    type: "retry",
    blame,
    error: { code: "down", message: "nobody answers" },
    ...(after !== undefined && { after }),
  });

test("a subscription whose effect does not end keeps no other from going on", async () => {
  const never = Promise.withResolvers<EffectOutcome>();
  const { engine, clock, calls } = await open({
    perform: (call) => (call.key === "slow" ? never.promise : approving(call)),
  });
  await Promise.all(["slow", "A", "B"].map((key) => engine.send(key, purchase(`PR-${key}`))));
  await clock.advance(10);
  expect((await engine.get("A"))?.status).toBe("active");
  expect((await engine.get("B"))?.status).toBe("active");
  expect((await engine.get("slow"))?.status).toBe("processing");
  expect(calls.filter(({ key }) => key === "slow")).toHaveLength(1);
  never.resolve({ type: "done", events: [] });
});

test("effects of one subscription run one after the other, in the order they were asked for", async () => {
  const running = new Set<string>();
  let overlaps = 0;
  const { engine, calls } = await open({
    perform: async (call) => {
      if (running.has(call.key)) overlaps += 1;
      running.add(call.key);
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      running.delete(call.key);
      return approving(call);
    },
  });
  const keys = Array.from({ length: 40 }, (_, index) => `AS-${index}`);
  await Promise.all(keys.map((key) => engine.send(key, purchase(`PR-${key}`))));
  await engine.idle();
  expect(overlaps).toBe(0);
  for (const key of keys) {
    const types = calls.filter((call) => call.key === key).map(({ effect }) => effect.type);
    expect(types).toEqual(["fulfillRequest", "approveRequest"]);
  }
});

test("no more effects run side by side than allowed, and all come to their turn", async () => {
  let running = 0;
  let most = 0;
  const { engine, calls } = await open({
    concurrency: 3,
    perform: async (call) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      running -= 1;
      return approving(call);
    },
  });
  const keys = Array.from({ length: 20 }, (_, index) => `AS-${index}`);
  await Promise.all(keys.map((key) => engine.send(key, purchase(`PR-${key}`))));
  await engine.idle();
  expect(most).toBe(3);
  expect(calls).toHaveLength(40);
});

test("a failed attempt is repeated after a wait that grows, under the same idempotency key", async () => {
  const { engine, clock, calls } = await open({ perform: failing("effect") });
  await engine.send("AS-1", purchase("PR-1"));
  await engine.idle();
  // Half of 500, of 1,000 and of 2,000 ms: the jitter stands at one half.
  for (const [wait, attempts] of [
    [249, 1],
    [1, 2],
    [499, 2],
    [1, 3],
    [999, 3],
    [1, 4],
  ] as const) {
    // oxlint-disable-next-line no-await-in-loop -- time passes in order
    await clock.advance(wait);
    expect(calls).toHaveLength(attempts);
  }
  expect(new Set(calls.map(({ idempotencyKey }) => idempotencyKey))).toEqual(
    new Set(["AS-1/PR-1"]),
  );
  expect(calls.map(({ attempt, uncertain }) => [attempt, uncertain])).toEqual([
    [1, false],
    [2, true],
    [3, true],
    [4, true],
  ]);
});

test("attempts that reach the cap leave the request stuck, with the error, for an operator", async () => {
  const { engine, clock, calls, log } = await open({
    perform: failing("effect"),
    retry: { attempts: 3 },
  });
  await engine.send("AS-1", purchase("PR-1"));
  await clock.advance(600_000);
  expect(calls).toHaveLength(3);
  const record = await engine.get("AS-1");
  expect(record).toMatchObject({ requestState: "stuck", awaited: "operator" });
  const last = (await engine.history("AS-1")).at(-1);
  expect(last?.event).toEqual({
    type: "effect.failed",
    effectId: "AS-1/1/0",
    effect: "fulfillRequest",
    requestId: "PR-1",
    attempts: 3,
    error: { code: "down", message: "nobody answers" },
  });
  expect(log.filter(({ level }) => level === "error").map(({ message }) => message)).toEqual([
    "request stuck: an operator has to retry, skip or answer it",
  ]);
});

test("an operator's retry of what is stuck asks again, under the same idempotency key", async () => {
  let broken = true;
  const { engine, calls } = await open({
    perform: (call) =>
      broken
        ? { type: "refused", error: { code: "no_account", message: "closed" } }
        : approving(call),
  });
  await engine.send("AS-1", purchase("PR-1"));
  await engine.idle();
  expect((await engine.get("AS-1"))?.requestState).toBe("stuck");
  broken = false;
  await engine.send("AS-1", { type: "operator.retry" });
  await engine.idle();
  expect((await engine.get("AS-1"))?.status).toBe("active");
  const asked = calls.filter(({ effect }) => effect.type === "fulfillRequest");
  expect(asked.map(({ idempotencyKey }) => idempotencyKey)).toEqual(["AS-1/PR-1", "AS-1/PR-1"]);
  expect(asked[0]?.effectId).not.toBe(asked[1]?.effectId);
});

test("an outage of the platform strands nothing, however long it lasts", async () => {
  let down = true;
  const { engine, clock, calls } = await open({
    perform: (call) => (down ? failing("platform")(call) : approving(call)),
  });
  await engine.send("AS-1", purchase("PR-1"));
  await clock.advance(3_600_000);
  expect(calls.length).toBeGreaterThan(50);
  expect((await engine.get("AS-1"))?.requestState).toBe("pending");
  down = false;
  await clock.advance(60_000);
  expect((await engine.get("AS-1"))?.status).toBe("active");
});

test("a platform that names a wait is left alone for it", async () => {
  const { engine, clock, calls } = await open({ perform: failing("platform", 90_000) });
  await engine.send("AS-1", purchase("PR-1"));
  await clock.advance(89_999);
  expect(calls).toHaveLength(1);
  await clock.advance(1);
  expect(calls).toHaveLength(2);
});

test("a handler that throws is tried again and then stuck, with the error it threw", async () => {
  const { engine, clock } = await open({
    perform: () => {
      throw new RangeError("no such plan");
    },
    retry: { attempts: 2 },
  });
  await engine.send("AS-1", purchase("PR-1"));
  await clock.advance(60_000);
  const last = (await engine.history("AS-1")).at(-1);
  expect(last?.event).toMatchObject({ error: { code: "handler_threw", message: "no such plan" } });
});

test("an attempt over its time is aborted and tried again", async () => {
  const aborted: boolean[] = [];
  const { engine, clock, calls } = await open({
    attemptTimeoutMilliseconds: 5000,
    perform: ({ signal }) =>
      new Promise(() => {
        signal.addEventListener("abort", () => aborted.push(true));
      }),
  });
  await engine.send("AS-1", purchase("PR-1"));
  await clock.advance(4999);
  expect(aborted).toEqual([]);
  await clock.advance(5000);
  expect(aborted).toEqual([true]);
  expect(calls).toHaveLength(2);
  expect(calls[1]).toMatchObject({ attempt: 2, uncertain: true });
});

test("an effect that was overtaken is not performed", async () => {
  const first = Promise.withResolvers<EffectOutcome>();
  const { engine, clock, calls } = await open({ perform: () => first.promise });
  await engine.send("AS-1", purchase("PR-1"));
  await clock.advance(1);
  const request = { id: "PR-1", type: "purchase" };
  // Asked again while its first handler is still at work, then answered on the platform by hand.
  await engine.send("AS-1", { type: "request.inquiring", request });
  await engine.send("AS-1", purchase("PR-1"));
  await engine.send("AS-1", { type: "request.approved", request });
  first.resolve({ type: "done", events: [{ type: "answer.approve", requestId: "PR-1" }] });
  await engine.idle();
  expect(calls).toHaveLength(1);
  expect(await engine.get("AS-1")).toMatchObject({ status: "active", requestState: "none" });
});

test("an answer the request cannot use does not leave it waiting for ever", async () => {
  const { engine } = await open({
    perform: () => ({ type: "done", events: [{ type: "answer.approve", requestId: "PR-other" }] }),
  });
  await engine.send("AS-1", purchase("PR-1"));
  await engine.idle();
  expect(await engine.get("AS-1")).toMatchObject({ requestState: "stuck" });
});

test("an outcome of no known shape ends in a stuck request, not in a loop", async () => {
  const { engine, clock, calls } = await open({
    // @ts-expect-error -- the very thing the promise is about
    perform: ({ attempt }) => (attempt > 1 ? undefined : { type: "done", events: [{}] }),
    retry: { attempts: 3 },
  });
  await engine.send("AS-1", purchase("PR-1"));
  await clock.advance(600_000);
  expect(calls).toHaveLength(3);
  expect((await engine.get("AS-1"))?.requestState).toBe("stuck");
});

test("an effect settled with no events is not performed again", async () => {
  const { engine, clock, calls } = await open({ perform: () => ({ type: "done", events: [] }) });
  await engine.send("AS-1", purchase("PR-1"));
  await clock.advance(3_600_000);
  expect(calls).toHaveLength(1);
});

test("the log names states and types, never a value", async () => {
  const { engine, clock, log } = await open({
    retry: { attempts: 2 },
    perform: ({ effect }) => {
      if (effect.type !== "fulfillRequest") throw new Error("jane@example.com has no account");
      const { requestId } = effect;
      const parameters = { email: "jane@example.com" };
      return { type: "done", events: [{ type: "answer.approve", requestId, parameters }] };
    },
  });
  await engine.send("AS-1", purchase("PR-1"));
  await clock.advance(60_000);
  expect(JSON.stringify(log)).not.toContain("jane");
  expect(log.find(({ level }) => level === "info")?.fields).toEqual({
    key: "AS-1",
    version: 1,
    event: "request.pending",
    from: "new",
    to: "processing",
    requestState: "pending",
    verdict: "moved",
  });
});
