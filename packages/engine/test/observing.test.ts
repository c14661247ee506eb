import { expect, test } from "vitest";

import { Observing } from "../src/observe/observing.ts";
import type { ObservedAttempt, ObservedEvent, Observer } from "../src/ports/observer.ts";
import { silentLogger } from "../src/silent-logger.ts";

const event = (): ObservedEvent => ({
  key: "AS-1",
  tenant: "default",
  type: "command.cancel",
  trace: undefined,
  lag: undefined,
});
const attempt = (): ObservedAttempt => ({
  key: "AS-1",
  tenant: "default",
  adapter: "connect",
  effect: "fulfillRequest",
  effectId: "AS-1/1/0",
  attempt: 1,
  waited: 0,
  trace: undefined,
});

const broken = (): never => {
  throw new TypeError("broken, for the test");
};

function observingOf(observer: Observer | undefined) {
  const complaints: string[] = [];
  const error = (_fields: unknown, message: string) => complaints.push(message);
  return { observing: new Observing(observer, { ...silentLogger, error }), complaints };
}

test("an observer that throws everywhere is complained of once, and harms nothing", async () => {
  const { observing, complaints } = observingOf({ event: broken, attempt: broken, watch: broken });
  observing.event(event).ended(() => ({ type: "repeated" }));
  expect(await observing.attempt(attempt).during(async () => 7)).toBe(7);
  observing.watch(broken)();
  expect(complaints).toHaveLength(1);
});

test.for([
  ["before it", () => broken()],
  [
    "after it",
    async (work: () => Promise<unknown>) => {
      await work();
      return broken();
    },
  ],
  ["without it", async () => "something else"],
  [
    "with it twice",
    async (work: () => Promise<unknown>) => {
      await work();
      return work();
    },
  ],
] as const)("the work is done once, though its observation fails %s", async ([, around]) => {
  const { observing } = observingOf({
    event: broken,
    watch: broken,
    attempt: () => ({ during: around as never, ended: broken }),
  });
  let runs = 0;
  const watch = observing.attempt(attempt);
  const result = await watch.during(async () => {
    runs += 1;
    return runs;
  });
  watch.ended({ outcome: "done" });
  expect([result, runs]).toEqual([1, 1]);
});

test("what the work throws is not the observer's failure", async () => {
  const { observing, complaints } = observingOf({
    event: broken,
    watch: broken,
    attempt: () => ({ during: (work) => work(), ended: () => undefined }),
  });
  const work = observing.attempt(attempt).during(() => Promise.reject(new RangeError("own")));
  await expect(work).rejects.toThrow("own");
  expect(complaints).toEqual([]);
});

test("without an observer nothing is asked for", () => {
  const { observing } = observingOf(undefined);
  const asked = (): never => expect.unreachable("asked for without need");
  observing.event(asked).ended(asked);
  observing.attempt(asked).ended({ outcome: "done" });
});
