import { lifecycleOf } from "@tenure/machine";

import type { DemoService } from "./demo-service.ts";
import type { Expectation } from "./expectations.ts";
import type { Outcome } from "./outcome-table.ts";

/** How often the demo looks whether all is done, in milliseconds. */
const lookEvery = 100;

/** Request states in which nothing more happens by itself within a demo. */
const restingStates: ReadonlySet<string> = new Set(["none", "stuck", "scheduled"]);

/** A deleted draft's subscription is gone from the platform: that is what `discarded` means. */
async function platformStatuses(service: DemoService): Promise<ReadonlyMap<string, string>> {
  const assets = await service.distributor.assets();
  return new Map(assets.map(({ id, status }) => [id, status]));
}

async function outcomeOf(
  service: DemoService,
  { title, subscription, expected }: Expectation,
  statuses: ReadonlyMap<string, string>,
): Promise<Outcome & { readonly isSettled: boolean }> {
  const record = await service.engine.get(subscription);
  const outcome = {
    title,
    subscription,
    expected,
    engine: record === undefined ? "not seen" : lifecycleOf(record.snapshot),
    platform: statuses.get(subscription) ?? "discarded",
  };
  const requests = await service.distributor.requestsOf(subscription);
  const ended = new Set(record?.snapshot.context.ended.map(({ id }) => id));
  const isKnown = requests.every(
    ({ id, status }) => !["approved", "failed", "revoked"].includes(status) || ended.has(id),
  );
  const isSettled = isKnown && record !== undefined && restingStates.has(record.requestState);
  return { ...outcome, isSettled };
}

/**
 * Waits until nothing moves any more: every subscription's request is at rest, every ended request of
 * the platform is in the engine's record, and all statuses agree. Calls `onLook` at each look. Gives the outcomes as they are then,
 * or as they are when the signal aborts.
 */
export async function settledOutcomes(
  service: DemoService,
  expectations: readonly Expectation[],
  onLook: () => Promise<void>,
  signal: AbortSignal,
): Promise<readonly Outcome[]> {
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- looks, and looks again
    await onLook();
    // oxlint-disable-next-line no-await-in-loop -- looks, and looks again
    const statuses = await platformStatuses(service);
    // oxlint-disable-next-line no-await-in-loop -- looks, and looks again
    const outcomes = await Promise.all(
      expectations.map(async (expectation) => outcomeOf(service, expectation, statuses)),
    );
    const isDone = outcomes.every(
      ({ isSettled, expected, engine, platform }) =>
        isSettled && expected === engine && expected === platform,
    );
    if (isDone || signal.aborted) return outcomes;
    // oxlint-disable-next-line no-await-in-loop -- looks, and looks again
    await service.clock.sleep(lookEvery, signal);
  }
}
