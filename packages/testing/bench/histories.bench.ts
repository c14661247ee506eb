import { decide, initial, type SubscriptionEvent } from "@tenure/machine";
import { anyHistory, given, verifyMachine } from "@tenure/testing/machine";
import * as fc from "fast-check";
import { expect, test } from "vitest";

/** How many histories each round tries: a hundred times the rounds in a second are the histories in a second. */
const runs = 100;
const seed = 1;
const histories = fc.sample(anyHistory(), { numRuns: runs, seed });

function byDecide(history: readonly SubscriptionEvent[]): string {
  let snapshot = initial({ key: "AS-1" });
  for (const event of history) ({ snapshot } = decide(snapshot, event));
  return snapshot.value.lifecycle;
}

const byGiven = (history: readonly SubscriptionEvent[]): string =>
  given(history, { capabilities: {} }).snapshot.value.lifecycle;

test("a hundred histories", async ({ bench }) => {
  expect(verifyMachine({ runs, seed })).toMatchObject({ isSound: true, histories: runs });
  expect(histories.map(byGiven)).toEqual(histories.map(byDecide));
  await bench.compare(
    bench("made, lived by the machine and by the reference model, and compared", () => {
      verifyMachine({ runs, seed });
    }),
    bench("made", () => void fc.sample(anyHistory(), { numRuns: runs, seed })),
    bench("lived by decide alone", () => void histories.map(byDecide)),
    bench("lived by given", () => void histories.map(byGiven)),
  );
});
