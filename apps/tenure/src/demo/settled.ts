import type { SubscriptionRecord } from "@tenure/engine";
import { isRequestType, lifecycleOf } from "@tenure/machine";

import type { DemoService } from "./demo-service.ts";
import type { BuyersRequest } from "./distributor-api.ts";
import type { Expectation } from "./expectations.ts";
import type { Outcome } from "./outcome-table.ts";

/** How often the demo looks whether all is done, in milliseconds. */
const lookEvery = 100;

/** Request states in which nothing more happens by itself within a demo. */
const restingStates: ReadonlySet<string> = new Set(["none", "stuck", "scheduled"]);

/** What the platform shows at one look. */
interface Shown {
  /** By subscription. One that is missing was a draft and is deleted: that is what `discarded` means. */
  readonly statuses: ReadonlyMap<string, string>;
  readonly requests: ReadonlyMap<string, readonly BuyersRequest[]>;
}

async function look({ distributor }: DemoService): Promise<Shown> {
  const [assets, requests] = await Promise.all([distributor.assets(), distributor.requests()]);
  return {
    statuses: new Map(assets.map(({ id, status }) => [id, status])),
    requests: Map.groupBy(requests, ({ asset }) => asset.id),
  };
}

function isAtRest({ requestState, requestType }: SubscriptionRecord): boolean {
  // Nobody knows what to do with a type they have never heard of, whatever its status.
  return restingStates.has(requestState) || (requestType !== null && !isRequestType(requestType));
}

async function outcomeOf(
  service: DemoService,
  { title, subscription, expected }: Expectation,
  shown: Shown,
): Promise<Outcome & { readonly isSettled: boolean }> {
  // The platform never gave an id to one that could not be bought.
  const record = subscription === "" ? undefined : await service.engine.get(subscription);
  const outcome = {
    title,
    subscription,
    expected,
    engine: record === undefined ? "not seen" : lifecycleOf(record.snapshot),
    platform: shown.statuses.get(subscription) ?? "discarded",
  };
  const requests = shown.requests.get(subscription) ?? [];
  const ended = new Set(record?.snapshot.context.ended.map(({ id }) => id));
  const isKnown = requests.every(
    ({ id, status }) => !["approved", "failed", "revoked"].includes(status) || ended.has(id),
  );
  return { ...outcome, isSettled: isKnown && record !== undefined && isAtRest(record) };
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
    const shown = await look(service);
    // oxlint-disable-next-line no-await-in-loop -- looks, and looks again
    const outcomes = await Promise.all(
      expectations.map(async (expectation) => outcomeOf(service, expectation, shown)),
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
