import { memoryDatabase, memoryStore } from "@tenure/testing/store";
import { expect, test } from "vitest";

import { freshFile } from "../folder.ts";
import { open, purchase } from "./house.ts";

test("a pause keeps effects from being started, after a restart too, until it is ended", async () => {
  const file = freshFile();
  const first = await open({ file });
  await first.engine.pause({ reason: "maintenance" });
  await first.engine.send("AS-1", purchase("PR-1"));
  await first.clock.advance(60_000);
  expect(first.calls).toEqual([]);
  await first.engine.stop();
  const second = await open({ file, clock: first.clock });
  await second.clock.advance(60_000);
  expect(second.calls).toEqual([]);
  expect(await second.engine.pauses()).toMatchObject([{ adapter: null, reason: "maintenance" }]);
  expect((await second.engine.adapters())[0]?.paused).toMatchObject({ reason: "maintenance" });
  expect(await second.engine.resume()).toBe(true);
  expect(await second.engine.resume()).toBe(false);
  await second.engine.idle();
  expect((await second.engine.get("AS-1"))?.status).toBe("active");
});

test("a pause of one adapter leaves the others at work", async () => {
  const perform = async () => ({ type: "done", events: [] }) as const;
  const calls: string[] = [];
  const adapters = ["connect", "bridge"].map((name) => ({
    name,
    perform: async () => {
      calls.push(name);
      return perform();
    },
  }));
  const { engine } = await open({ adapters });
  await engine.pause({ adapter: "connect" });
  await engine.send("AS-1", purchase("PR-1"), { adapter: "connect" });
  await engine.send("S-1", purchase("R-1"), { adapter: "bridge" });
  await engine.idle();
  expect(calls).toEqual(["bridge"]);
  await engine.resume({ adapter: "connect" });
  await engine.idle();
  expect(calls).toEqual(["bridge", "connect"]);
  await expect(engine.pause({ adapter: "conect" })).rejects.toMatchObject({
    code: "adapter_unknown",
  });
});

test("a pause is seen by every engine on the store", async () => {
  const database = memoryDatabase();
  const first = await open({ store: memoryStore({ database }) });
  const second = await open({
    store: memoryStore({ database }),
    clock: first.clock,
    idleMilliseconds: 1000,
  });
  await first.engine.pause();
  await second.engine.send("AS-1", purchase("PR-1"));
  await first.clock.advance(10_000);
  expect([...first.calls, ...second.calls]).toEqual([]);
  await first.engine.resume();
  await first.clock.advance(2000);
  expect((await second.engine.get("AS-1"))?.status).toBe("active");
});
