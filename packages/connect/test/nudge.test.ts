import { fc, test } from "@fast-check/vitest";
import { virtualClock } from "@tenure/engine";
import { describe, expect } from "vitest";

import { createNudge, lightSleepOf } from "../src/intake/nudge.ts";
import { paceOf } from "../src/intake/pace.ts";

const never = new AbortController().signal;

/** Sleeps and says when it woke. */
function sleeper() {
  const clock = virtualClock();
  const nudge = createNudge();
  const light = lightSleepOf(clock, nudge);
  const woke: number[] = [];
  const sleep = (milliseconds: number, signal = never) =>
    light.sleep(milliseconds, signal).then(() => void woke.push(clock.now()));
  return { clock, nudge, light, woke, sleep };
}

describe("a light sleep", () => {
  test("ends when its time is over", async () => {
    const { clock, woke, sleep } = sleeper();
    void sleep(100);
    await clock.advance(99);
    expect(woke).toEqual([]);
    await clock.advance(1);
    expect(woke).toEqual([100]);
  });

  test("ends at a nudge", async () => {
    const { clock, nudge, light, woke, sleep } = sleeper();
    void sleep(100);
    await clock.advance(30);
    nudge.wake();
    await clock.advance(0);
    expect(woke).toEqual([30]);
    expect(light.wasNudged()).toBe(true);
  });

  test("does not begin after nudges before it, which count as one", async () => {
    const { clock, nudge, light, woke, sleep } = sleeper();
    nudge.wake();
    nudge.wake();
    void sleep(100);
    await clock.advance(0);
    expect(woke).toEqual([0]);
    expect([light.wasNudged(), light.wasNudged()]).toEqual([true, false]);
    void sleep(100);
    await clock.advance(100);
    expect(woke).toEqual([0, 100]);
  });

  test("ends with the signal, and does not begin after it", async () => {
    const { clock, woke, sleep } = sleeper();
    const stop = new AbortController();
    void sleep(100, stop.signal);
    await clock.advance(10);
    stop.abort();
    await clock.advance(0);
    void sleep(100, stop.signal);
    await clock.advance(0);
    expect(woke).toEqual([10, 10]);
  });

  test("is not disturbed once nobody listens", async () => {
    const { clock, nudge, light, woke, sleep } = sleeper();
    light.end();
    void sleep(100);
    nudge.wake();
    await clock.advance(99);
    expect(woke).toEqual([]);
  });

  test("of each listener ends at the same nudge", async () => {
    const clock = virtualClock();
    const nudge = createNudge();
    const [one, other] = [lightSleepOf(clock, nudge), lightSleepOf(clock, nudge)];
    nudge.wake();
    expect([one.wasNudged(), other.wasNudged()]).toEqual([true, true]);
  });

  test.prop([fc.array(fc.nat({ max: 20 }), { maxLength: 30 })])(
    "misses no nudge, whenever it comes",
    async (pauses) => {
      const { clock, nudge, light, sleep } = sleeper();
      let looked = -1;
      const over = new AbortController();
      const looking = (async () => {
        while (!over.signal.aborted) {
          light.wasNudged();
          looked = clock.now();
          await clock.sleep(7);
          await sleep(1_000_000);
        }
      })();
      for (const pause of pauses) {
        await clock.advance(pause);
        nudge.wake();
        const nudgedAt = clock.now();
        await clock.advance(8);
        expect(looked).toBeGreaterThanOrEqual(nudgedAt);
      }
      over.abort();
      nudge.wake();
      await clock.advance(1_000_010);
      await looking;
    },
  );
});

describe("the pace", () => {
  const pace = () => paceOf({ pollEvery: 5, pollEveryIdle: 30 });
  const quiet = { type: "quiet" } as const;

  test("slows down while there is no news, and is quick again after some", () => {
    const pause = pace();
    expect([1, 2, 3, 4, 5].map(() => pause(quiet))).toEqual([5, 10, 20, 30, 30]);
    expect(pause({ type: "changed" })).toBe(5);
    expect([pause(quiet), pause(quiet)]).toEqual([5, 10]);
  });

  test("is quick again after a nudge, even if there was nothing to see yet", () => {
    const pause = pace();
    for (let look = 0; look < 5; look += 1) pause(quiet);
    expect(pause(quiet, true)).toBe(5);
    expect([pause(quiet), pause(quiet)]).toEqual([5, 10]);
  });

  test("slows down with trouble, whoever nudges, and as long as the platform asks for", () => {
    const pause = pace();
    const failed = (retryAfter?: number) => ({ type: "failed", retryAfter }) as const;
    expect([pause(failed(), true), pause(failed(), true), pause(failed(600))]).toEqual([
      5, 10, 600,
    ]);
  });

  test("is not slowed down by congestion: the platform is not what is slow", () => {
    const pause = pace();
    expect([1, 2, 3].map(() => pause({ type: "congested" }))).toEqual([5, 5, 5]);
    expect([pause(quiet), pause(quiet)]).toEqual([5, 10]);
  });
});
