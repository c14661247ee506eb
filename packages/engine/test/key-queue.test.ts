import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";

import { KeyQueue } from "../src/record/key-queue.ts";

test.prop([fc.scheduler(), fc.array(fc.constantFrom("A", "B"), { maxLength: 12 })])(
  "work of one key runs in order and never overlaps, whatever ends when",
  async (scheduler, keys) => {
    const queue = new KeyQueue();
    const running = new Set<string>();
    const begun: Record<string, number[]> = { A: [], B: [] };
    const all = keys.map((key, index) =>
      queue.run(key, async () => {
        expect(running.has(key)).toBe(false);
        running.add(key);
        begun[key]?.push(index);
        await scheduler.schedule(Promise.resolve());
        running.delete(key);
      }),
    );
    await scheduler.waitFor(Promise.all(all));
    for (const order of Object.values(begun)) {
      expect(order).toEqual(order.toSorted((left, right) => left - right));
    }
  },
);

test("work that fails hands its error to its caller and the turn to the next", async () => {
  const queue = new KeyQueue();
  const failing = queue.run("A", async () => {
    throw new RangeError("no");
  });
  const next = queue.run("A", async () => "done");
  await expect(failing).rejects.toThrow("no");
  expect(await next).toBe("done");
});
