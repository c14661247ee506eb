import { TenureError } from "@tenure/engine";
import { sqliteStore } from "@tenure/sqlite";
import { memoryStore } from "@tenure/testing/store";
import { expect, test } from "vitest";

import { faulty } from "./faulty.ts";
import { approving, open, purchase, type Perform } from "./house.ts";

/** Postpones once, by a minute. */
function postponing(): Perform {
  const seen = new Set<string>();
  return (call) => {
    if (seen.has(call.key) || call.effect.type !== "fulfillRequest") return approving(call);
    seen.add(call.key);
    const { requestId } = call.effect;
    return { type: "done", events: [{ type: "answer.postpone", requestId, delay: 60_000 }] };
  };
}

test("a timer that cannot be fired is kept, however often it was tried, and does not spin", async () => {
  const store = faulty(sqliteStore({ file: ":memory:" }));
  const { engine, clock, log } = await open({ store, perform: postponing() });
  await engine.send("AS-1", purchase("PR-1"));
  await engine.idle();
  store.fail("commit", () => new TenureError("store_unavailable", "disk full, for the test"));
  await clock.advance(3_600_000);
  const tries = log.filter(({ message }) => message.startsWith("timer not fired")).length;
  expect(tries).toBeGreaterThan(50);
  expect(tries).toBeLessThan(200);
  store.heal("commit");
  await clock.advance(60_000);
  expect((await engine.get("AS-1"))?.status).toBe("active");
});

test("a timer whose subscription cannot be read keeps no other from firing", async () => {
  const store = memoryStore();
  const load = store.load.bind(store);
  let corrupt = false;
  store.load = async (batch) => {
    if (corrupt && batch.some(({ key }) => key === "bad")) {
      throw new TenureError("store_corrupt", "unreadable, for the test");
    }
    return load(batch);
  };
  const { engine, clock } = await open({ store, perform: postponing() });
  await Promise.all(["bad", "A", "B"].map((key) => engine.send(key, purchase(`PR-${key}`))));
  await engine.idle();
  corrupt = true;
  await clock.advance(70_000);
  expect(await engine.count({ status: ["active"] })).toBe(2);
  corrupt = false;
  await clock.advance(60_000);
  expect((await engine.get("bad"))?.status).toBe("active");
});

test("more timers than fit one look are all fired when their time comes", async () => {
  const { engine, clock } = await open({ perform: postponing(), concurrency: 512 });
  const keys = Array.from({ length: 300 }, (_, index) => `AS-${index}`);
  await Promise.all(keys.map((key) => engine.send(key, purchase(`PR-${key}`))));
  await engine.idle();
  expect(await engine.count({ awaited: ["schedule"] })).toBe(300);
  await clock.advance(60_001);
  await engine.idle();
  expect(await engine.count({ status: ["active"] })).toBe(300);
});
