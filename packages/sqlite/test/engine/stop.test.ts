import type { Adapter, EffectOutcome, Intake } from "@tenure/engine";
import { expect, test } from "vitest";

import { freshFile } from "../folder.ts";
import { approving, build, open, purchase } from "./house.ts";

test("a stop lets the effects under way finish and records what they bring", async () => {
  const file = freshFile();
  const answer = Promise.withResolvers<EffectOutcome>();
  const first = await open({ file, perform: () => answer.promise });
  await first.engine.send("AS-1", purchase("PR-1"));
  await first.clock.advance(1);
  const stopped = first.engine.stop();
  await first.clock.advance(5000);
  await expect(first.engine.get("AS-1")).rejects.toMatchObject({ code: "engine_stopped" });
  answer.resolve({ type: "done", events: [{ type: "answer.approve", requestId: "PR-1" }] });
  await stopped;
  expect(first.calls).toHaveLength(1);
  const second = await open({ file, clock: first.clock });
  await second.engine.idle();
  expect(second.calls.map(({ effect }) => effect.type)).toEqual(["approveRequest"]);
});

test("a stop over its deadline aborts what is under way and puts it back, uncounted", async () => {
  const file = freshFile();
  const first = await open({ file, perform: () => new Promise(() => undefined) });
  await first.engine.send("AS-1", purchase("PR-1"));
  await first.clock.advance(1);
  const stopped = first.engine.stop({ deadlineMilliseconds: 2000 });
  await first.clock.advance(1999);
  expect(first.calls[0]?.signal.aborted).toBe(false);
  await first.clock.advance(1);
  await stopped;
  expect(first.calls[0]?.signal.aborted).toBe(true);
  const second = await open({ file, clock: first.clock, retry: { attempts: 1 } });
  await second.engine.idle();
  expect(second.calls[0]).toMatchObject({ effectId: "AS-1/1/0", uncertain: true });
  expect((await second.engine.get("AS-1"))?.status).toBe("active");
});

test("an event that is being taken in when the stop comes is kept", async () => {
  const file = freshFile();
  const first = await open({ file });
  const sending = first.engine.send("AS-1", purchase("PR-1"));
  await first.engine.stop();
  await expect(sending).resolves.toMatchObject({ version: 1 });
  const second = await open({ file });
  expect(await second.engine.get("AS-1")).toBeDefined();
});

test("an engine that was never started can be stopped", async () => {
  const { engine } = build();
  await engine.stop();
  await expect(engine.start()).rejects.toMatchObject({ code: "engine_started" });
});

test("leaving its scope stops the engine and frees the file", async () => {
  const file = freshFile();
  {
    await using engine = build({ file }).engine;
    await engine.start();
  }
  const { engine } = await open({ file });
  expect(await engine.get("AS-1")).toBeUndefined();
});

function adapterWith(run: (intake: Intake) => Promise<void>, name = "connect"): Adapter {
  return { name, perform: async (call) => approving(call), run };
}

test("an intake feeds its adapter's subscriptions until the engine stops", async () => {
  const ends: string[] = [];
  const run = async (intake: Intake): Promise<void> => {
    await intake.send("AS-1", purchase("PR-1"), { idempotencyKey: "seen-1" });
    await intake.writeCursor("requests", "PR-1");
    await intake.clock.sleep(1_000_000_000, intake.signal);
    ends.push(await intake.send("AS-2", purchase("PR-2")).then(({ key }) => key));
  };
  const { engine, store } = await open({ adapters: [adapterWith(run)] });
  await engine.idle();
  expect(await engine.get("AS-1")).toMatchObject({ status: "active", adapter: "connect" });
  expect(await store.readCursor("connect/requests")).toBe("PR-1");
  await engine.stop();
  expect(ends).toEqual(["AS-2"]);
});

test("an intake sees its own adapter's subscriptions and cursors only", async () => {
  const intakes: Intake[] = [];
  const run = async (intake: Intake): Promise<void> => {
    intakes.push(intake);
  };
  const adapters = [adapterWith(run, "connect"), adapterWith(run, "bridge")];
  const { engine } = await open({ adapters });
  await engine.idle();
  const [connect, bridge] = intakes;
  await connect?.send("AS-1", purchase("PR-1"));
  await bridge?.send("S-1", purchase("R-1"));
  await connect?.writeCursor("read", "7");
  await engine.idle();
  expect((await connect?.list({}, { limit: 9 }))?.rows.map(({ key }) => key)).toEqual(["AS-1"]);
  expect(await connect?.get("S-1")).toBeUndefined();
  expect((await bridge?.get("S-1"))?.adapter).toBe("bridge");
  expect(await connect?.readCursor("read")).toBe("7");
  expect(await bridge?.readCursor("read")).toBeUndefined();
});

test("an intake is asked to wait while the outbox lags", async () => {
  const intakes: Intake[] = [];
  const run = async (intake: Intake): Promise<void> => {
    intakes.push(intake);
  };
  const never: Adapter = { ...adapterWith(run), perform: () => new Promise(() => undefined) };
  const { engine } = await open({ adapters: [never], congestedAbove: 1 });
  await engine.send("AS-1", purchase("PR-1"));
  expect(await intakes[0]?.congested()).toBe(false);
  await engine.send("AS-2", purchase("PR-2"));
  expect(await intakes[0]?.congested()).toBe(true);
});

test("an intake that fails is started again after a pause", async () => {
  let runs = 0;
  const run = async (): Promise<void> => {
    runs += 1;
    if (runs < 3) throw new TypeError("fetch failed", { cause: { code: "ECONNREFUSED" } });
  };
  const { clock, log } = await open({ adapters: [adapterWith(run)] });
  await clock.advance(4999);
  expect(runs).toBe(1);
  await clock.advance(60_000);
  expect(runs).toBe(3);
  expect(log.filter(({ message }) => message.startsWith("intake failed"))).toHaveLength(2);
});
