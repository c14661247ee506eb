import { fc, test } from "@fast-check/vitest";
import { systemClock, virtualClock } from "@tenure/engine";
import { expect } from "vitest";

test.prop([fc.array(fc.integer({ min: 1, max: 1000 }), { maxLength: 20 })], { numRuns: 30 })(
  "sleepers of a virtual clock wake in the order of their time, at their time",
  async (sleeps) => {
    const clock = virtualClock(5000);
    const woken: [asked: number, at: number][] = [];
    const all = sleeps.map(async (milliseconds) => {
      await clock.sleep(milliseconds);
      woken.push([milliseconds, clock.now()]);
    });
    await clock.advance(1000);
    await Promise.all(all);
    expect(woken.map(([asked]) => asked)).toEqual(sleeps.toSorted((left, right) => left - right));
    expect(woken.every(([asked, at]) => at === 5000 + asked)).toBe(true);
    expect(clock.now()).toBe(6000);
  },
);

test("what a sleeper starts has its place in virtual time", async () => {
  const clock = virtualClock();
  const at: number[] = [];
  const work = (async () => {
    for (const milliseconds of [10, 20, 30]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other is the promise
      await clock.sleep(milliseconds);
      at.push(clock.now());
    }
  })();
  await clock.advance(59);
  expect(at).toEqual([10, 30]);
  await clock.advance(1);
  await work;
  expect(at).toEqual([10, 30, 60]);
});

test("two advances of a virtual clock follow one another", async () => {
  const clock = virtualClock();
  await Promise.all([clock.advance(10), clock.advance(20)]);
  expect(clock.now()).toBe(30);
});

test.each([
  ["virtual", virtualClock()],
  ["system", systemClock()],
])("a sleep on the %s clock ends at once when it is aborted", async (_name, clock) => {
  const controller = new AbortController();
  const sleeping = clock.sleep(2 ** 40, controller.signal);
  controller.abort();
  await sleeping;
  await clock.sleep(2 ** 40, AbortSignal.abort());
  await clock.sleep(0);
  await clock.sleep(-5);
  expect(controller.signal.aborted).toBe(true);
});

test("the system clock sleeps about as long as it was told", async () => {
  const clock = systemClock();
  const before = clock.now();
  await clock.sleep(20);
  expect(clock.now() - before).toBeGreaterThanOrEqual(15);
});
