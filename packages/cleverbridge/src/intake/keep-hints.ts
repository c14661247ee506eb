import { TenureError } from "@tenure/engine";
import { lifecycleOf, type Snapshot, type SubscriptionEventInput } from "@tenure/machine";

import type { Hint } from "../notifications/hint.ts";
import type { Cause } from "../reading/cause.ts";
import { writeUtc } from "../wire/moment.ts";
import type { Feed } from "./feed.ts";
import { introduce } from "./introduce.ts";
import { keepCauseUntilSeen, keepModel } from "./learned.ts";

/** The cause as a correction of what the record keeps. */
function causeEvent(
  { context }: Snapshot,
  cause: Cause,
  purchaseId: string | undefined,
  updatedAt: string,
): SubscriptionEventInput {
  const interval = context.parameters["lastIntervalNumber"];
  const kept = { ...cause, ...(typeof interval === "number" ? { interval } : {}) };
  return {
    type: "request.approved",
    request: {
      id: `observed-${cause.type}-${purchaseId ?? ""}-${cause.at}`,
      type: "adjustment",
      parameters: { ...context.parameters, cause: kept },
      updatedAt,
    },
  };
}

/** So often a cause is told anew of a record that moves meanwhile. */
const triesAtMost = 5;

async function keepCause(
  feed: Feed,
  hint: Hint,
  cause: Cause,
  triesLeft: number = triesAtMost,
): Promise<void> {
  const { intake } = feed;
  const { subscriptionId: id, purchaseId } = hint;
  const record = await introduce(feed, id, hint.learned);
  if (record === undefined) return;
  const { snapshot, version: expectedVersion } = record;
  const lifecycle = lifecycleOf(snapshot);
  if (lifecycle === "terminated" || lifecycle === "discarded") return;
  if (lifecycle === "new") {
    await keepCauseUntilSeen(intake, id, cause);
    return;
  }
  const event = causeEvent(snapshot, cause, purchaseId, writeUtc(intake.clock.now()));
  try {
    await intake.send(id, event, { expectedVersion });
  } catch (error) {
    const hasMoved = error instanceof TenureError && error.code === "version_conflict";
    if (!hasMoved || triesLeft === 0) throw error;
    await keepCause(feed, hint, cause, triesLeft - 1);
  }
}

/**
 * Puts on record what hints tell that cannot be read, and that there is such a subscription. Once it has
 * resolved nothing of them is lost: the look itself is made by the intake, and by its sweep at the latest.
 */
export async function keepHints(feed: Feed, hints: readonly Hint[]): Promise<void> {
  const { intake, queue } = feed;
  for (const hint of hints) {
    const { subscriptionId, learned } = hint;
    // oxlint-disable no-await-in-loop -- few, and mostly of one subscription
    await keepModel(intake, subscriptionId, learned.managementModel);
    if (learned.cause === undefined) await introduce(feed, subscriptionId, learned);
    else await keepCause(feed, hint, learned.cause);
    // oxlint-enable no-await-in-loop
    const { managementModel } = learned;
    queue.add(subscriptionId, intake.clock.now(), { isHinted: true, learned: { managementModel } });
  }
}
