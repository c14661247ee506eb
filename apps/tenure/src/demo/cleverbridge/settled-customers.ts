import type { DemoService } from "../demo-service.ts";
import { agrees, type Outcome } from "../outcome-table.ts";
import { heldByEngine, shownByPlatform } from "./customer-outcome.ts";
import type { CustomerExpectation } from "./play-customers.ts";

/** How often the demo looks whether all is done, in milliseconds. */
const lookEvery = 100;

async function outcomeOf(
  { cleverbridge, engine }: DemoService,
  { title, subscription, expected }: CustomerExpectation,
): Promise<Outcome> {
  const record = subscription === "" ? undefined : await engine.get(subscription);
  return {
    title,
    subscription: subscription === "" ? "" : `S${subscription}`,
    expected,
    engine: record === undefined ? "not seen" : heldByEngine(record),
    platform:
      subscription === "" || cleverbridge === undefined
        ? "not bought"
        : shownByPlatform(cleverbridge.simulator.subscription(subscription)),
  };
}

/** Waits until all agree. Gives the outcomes as they are then, or as they are when the signal aborts. */
export async function settledCustomers(
  service: DemoService,
  expectations: readonly CustomerExpectation[],
  signal: AbortSignal,
): Promise<readonly Outcome[]> {
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- looks, and looks again
    const outcomes = await Promise.all(
      expectations.map(async (expectation) => outcomeOf(service, expectation)),
    );
    if (outcomes.every((outcome) => agrees(outcome)) || signal.aborted) return outcomes;
    // oxlint-disable-next-line no-await-in-loop -- looks, and looks again
    await service.clock.sleep(lookEvery, signal);
  }
}
