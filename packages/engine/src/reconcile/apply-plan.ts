import { isDeepStrictEqual } from "node:util";

import type { SubscriptionEvent } from "@tenure/machine";

import { TenureError } from "../tenure-error.ts";
import { look, type Seen, type Unseen } from "./look.ts";
import type { ReconcileDependencies } from "./reconcile-dependencies.ts";
import type { Reconciliation } from "./reconciliation.ts";
import { errorOf, reportOf } from "./report.ts";
import { Unreadable } from "./unreadable.ts";

/** So often a plan is made anew for a subscription that moved before it was applied. */
const plansTried = 3;

const planOf = (found: Seen | Unseen): readonly SubscriptionEvent[] =>
  found.type === "seen" ? (found.healing?.path ?? []) : [];

/** What rests on the platform not showing something is looked at twice. */
const restsOnAbsence = (found: Seen | Unseen): boolean =>
  found.type === "seen" && ["outOfBand", "illegal"].includes(found.healing?.drift ?? "");

/** Sends the plan, each event at the version the one before it left. False when others were first. */
async function sendPlan(
  { send }: ReconcileDependencies,
  { record: { key, version } }: Seen,
  plan: readonly SubscriptionEvent[],
  sent: SubscriptionEvent[],
  signal: AbortSignal,
): Promise<boolean> {
  let expectedVersion = version;
  for (const event of plan) {
    try {
      signal.throwIfAborted();
      // oxlint-disable-next-line no-await-in-loop -- each event builds on the one before
      const result = await send(key, event, { expectedVersion });
      if (result.verdict.type !== "moved") {
        throw new Unreadable(
          "plan_refused",
          `${event.type} was not taken in: ${result.verdict.type}`,
        );
      }
      expectedVersion = result.version;
      sent.push(event);
    } catch (error) {
      if (error instanceof TenureError && error.code === "version_conflict") return false;
      throw error;
    }
  }
  return true;
}

/**
 * Makes the record agree, as far as the plan goes. A subscription that moved since the look is looked at
 * again, never forced over. Never rejects.
 */
export async function applyPlan(
  dependencies: ReconcileDependencies,
  key: string,
  first: Seen | Unseen,
  signal: AbortSignal,
): Promise<Reconciliation> {
  const { clock, settleMilliseconds } = dependencies;
  const sent: SubscriptionEvent[] = [];
  let found = first;
  // oxlint-disable no-await-in-loop -- one plan after the other
  for (let tries = 0; tries < plansTried; tries += 1) {
    const plan = planOf(found);
    if (found.type === "unseen" || plan.length === 0) {
      return sent.length === 0
        ? reportOf(key, found)
        : { ...reportOf(key, first), plan: sent, applied: found.type === "seen" };
    }
    if (restsOnAbsence(found)) {
      await clock.sleep(settleMilliseconds, signal);
      const second = await look(dependencies, key, signal);
      const isSame = isDeepStrictEqual(planOf(second), plan);
      found = second;
      if (!isSame || found.type === "unseen") continue;
    }
    try {
      if (await sendPlan(dependencies, found, plan, sent, signal)) {
        return { ...reportOf(key, found), plan: sent, applied: true };
      }
    } catch (error) {
      return { ...reportOf(key, found), error: errorOf(error, "plan_failed") };
    }
    found = await look(dependencies, key, signal);
  }
  // oxlint-enable no-await-in-loop
  const moving = new Unreadable(
    "version_conflict",
    "the subscription kept moving; reconcile again",
  );
  return { ...reportOf(key, found), error: errorOf(moving, "version_conflict") };
}
