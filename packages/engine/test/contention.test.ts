import { expect, test } from "vitest";

import { virtualClock } from "../src/clock/virtual-clock.ts";
import { Contention } from "../src/record/contention.ts";

function contend(reason: "conflict" | "busy", signal = new AbortController().signal) {
  const clock = virtualClock();
  const waits: number[] = [];
  const contention = new Contention("AS-1", { clock, random: () => 0.5, signal });
  const over = (async () => {
    for (;;) {
      const before = clock.now();
      await contention.afterLosing(reason);
      waits.push(clock.now() - before);
    }
  })();
  over.catch(() => undefined);
  return { clock, waits, over };
}

test("conflicts are looked at again at once, then after short pauses, and not for ever", async () => {
  const { clock, waits, over } = contend("conflict");
  await clock.advance(10_000);
  await expect(over).rejects.toMatchObject({ code: "version_conflict", consequence: "Conflict" });
  expect(waits).toEqual([0, 0, 0, 0, 2, 3, 5, 9, 17, 33, 33, 33, 33, 33, 33]);
});

test("while others write, the pauses grow from 5 ms to 500 ms, for some ten seconds", async () => {
  const { clock, waits, over } = contend("busy");
  await clock.advance(60_000);
  await expect(over).rejects.toMatchObject({ code: "store_busy", consequence: "Retryable" });
  expect(waits.slice(0, 8)).toEqual([5, 10, 20, 40, 80, 160, 320, 500]);
  const waited = waits.reduce((sum, wait) => sum + wait, 0);
  expect(waited).toBeGreaterThanOrEqual(10_000);
  expect(waited).toBeLessThan(10_600);
});

test("an engine that stops waits for nobody", async () => {
  const stop = new AbortController();
  const { clock, waits, over } = contend("busy", stop.signal);
  await clock.advance(7);
  stop.abort();
  await expect(over).rejects.toMatchObject({ code: "store_busy" });
  expect(waits).toEqual([5, 2]);
});
