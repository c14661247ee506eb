import { expect, test } from "vitest";

import { freshFile } from "../folder.ts";
import { open, purchase } from "./house.ts";

test("a passive engine takes events in and leaves all work, untouched, to the next one on the store", async () => {
  const file = freshFile();
  const passive = await open({ file, passive: true, idleMilliseconds: 100 });
  await passive.engine.send("AS-1", purchase("PR-1"));
  const plannedDate = "1970-01-01T01:00:00.000Z";
  const request = { id: "PR-2", type: "purchase", plannedDate };
  await passive.engine.send("AS-2", { type: "request.scheduled", request });
  await passive.clock.advance(7_200_000);
  await passive.engine.idle();
  expect(passive.calls).toEqual([]);
  expect((await passive.engine.history("AS-2")).map(({ event }) => event.type)).toEqual([
    "request.scheduled",
  ]);
  expect(await passive.engine.pauses()).toEqual([]);
  await passive.engine.stop();

  const working = await open({ file, clock: passive.clock });
  await working.engine.idle();
  expect(working.calls.map(({ key, attempt, uncertain }) => [key, attempt, uncertain])).toEqual([
    ["AS-1", 1, false],
    // The schedule that came due meanwhile has the request read.
    ["AS-2", 1, false],
    ["AS-1", 1, false],
  ]);
  expect((await working.engine.get("AS-1"))?.status).toBe("active");
});

test("a passive engine runs no intake, and reconciles when asked to", async () => {
  let runs = 0;
  const adapter = {
    name: "connect",
    perform: async () => ({ type: "done", events: [] }) as const,
    run: async () => {
      runs += 1;
    },
    truth: async () => ({
      adopted: { type: "subscription.adopted", status: "active" } as const,
      facts: [],
    }),
  };
  const { engine } = await open({ passive: true, adapters: [adapter] });
  await engine.send("AS-1", { type: "subscription.adopted", status: "active" });
  for await (const row of engine.reconcile()) expect(row.class).toBe("agrees");
  await engine.stop();
  expect(runs).toBe(0);
});
