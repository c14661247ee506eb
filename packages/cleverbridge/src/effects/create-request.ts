import type { EffectCall, EffectOutcome } from "@tenure/engine";
import {
  type AdapterEffect,
  type Item,
  lifecycleOf,
  requestStateOf,
  type Snapshot,
} from "@tenure/machine";

import { type Look, lookSteadily } from "../reading/look.ts";
import type { Bindings } from "./bindings.ts";
import { changeOrderOf } from "./order.ts";
import { done, outcomeOf } from "./outcome.ts";
import { type Problem, problemAtStart, problemOfStatus, reasonOf } from "./problem.ts";
import { after, alsoSeen, doneAndSeen } from "./report.ts";
import { orderedRequestId } from "./request-id.ts";

type CreateRequest = Extract<AdapterEffect, { type: "createRequest" }>;

const foreign = (what: string): Problem => ({
  code: "not_on_this_platform",
  message: `cleverbridge has no call for ${what}`,
});

/** The record allows nothing to begin, by what it has just been told. */
function problemOfRecord(record: Snapshot): Problem | undefined {
  const isOrdering = requestStateOf(record) === "none";
  if (lifecycleOf(record) === "active" && isOrdering) return undefined;
  return {
    code: "subscription_not_active",
    message: `the subscription is ${lifecycleOf(record)} by now`,
  };
}

/** Why what was ordered cannot be begun, by the platform as it shows. */
function problemOfOrder(
  { clock }: Bindings,
  ordered: Snapshot["context"]["ordered"],
  before: readonly Item[],
  { subscription }: Look,
): Problem | undefined {
  if (ordered?.requestType === "cancel") return problemOfStatus(subscription);
  if (ordered?.requestType !== "change") return foreign(ordered?.requestType ?? "nothing");
  const order = changeOrderOf(ordered);
  if (order === undefined) return foreign("what the change asks for");
  return problemAtStart({ order, subscription, before }, clock.now());
}

/**
 * Opens the request that a command asked for, after a look at the platform that lets it. Nothing is changed
 * there yet. The request has the same id however often this is done. What cannot be is told as a request that
 * has failed, with its reason.
 */
export async function createRequest(
  bindings: Bindings,
  call: EffectCall,
  effect: CreateRequest,
): Promise<EffectOutcome> {
  let look: Look;
  try {
    look = await lookSteadily(bindings, call.key, call.signal);
  } catch (error) {
    return outcomeOf(error, bindings.logger);
  }
  const seen = alsoSeen(bindings, call.snapshot, look);
  const record = after(call.snapshot, seen);
  const { ordered } = call.snapshot.context;
  const problem =
    problemOfOrder(bindings, ordered, record.context.items, look) ?? problemOfRecord(record);
  const request = {
    id: orderedRequestId(call),
    type: effect.requestType,
    ordered: true as const,
    updatedAt: look.seenAt,
  };
  if (problem === undefined) return done(...seen, { type: "request.pending", request });
  // The order ends first: what else is seen may be a cancel, which a failed one would seem to take back.
  return doneAndSeen(bindings, call, look, {
    type: "request.failed",
    request: { ...request, reason: reasonOf(problem) },
  });
}
