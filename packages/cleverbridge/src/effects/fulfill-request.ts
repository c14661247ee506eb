import type { EffectCall, EffectOutcome } from "@tenure/engine";
import type { AdapterEffect } from "@tenure/machine";

import type { Look } from "../reading/look.ts";
import type { Bindings } from "./bindings.ts";
import { cancel, isToBeSent, plannedDateOf } from "./cancel.ts";
import { carryOut } from "./carry-out.ts";
import { changeOrderOf } from "./order.ts";
import { done } from "./outcome.ts";
import { type Problem, reasonOf } from "./problem.ts";
import { after, alsoSeen } from "./report.ts";

type FulfillRequest = Extract<AdapterEffect, { type: "fulfillRequest" }>;

const reject = (requestId: string, problem: Problem): EffectOutcome =>
  done({ type: "answer.reject", requestId, reason: reasonOf(problem) });

/** Makes the calls that change items. The billing is moved afterwards, by the approval. */
async function fulfillChange(
  bindings: Bindings,
  call: EffectCall,
  requestId: string,
): Promise<EffectOutcome> {
  const order = changeOrderOf(call.snapshot.context.request?.order ?? {});
  if (order === undefined) {
    const message = "cleverbridge has no call for what the change asks for";
    return reject(requestId, { code: "not_on_this_platform", message });
  }
  const carried = await carryOut(bindings, call, order, ({ type }) => type !== "moveBilling");
  if (carried.type === "over") return carried.outcome;
  if (carried.type === "stopped") return reject(requestId, carried.problem);
  return done({ type: "answer.approve", requestId });
}

/** The platform has ended the subscription, or taken the cancel back, before it was looked at. */
function overtaken(
  bindings: Bindings,
  { snapshot }: EffectCall,
  look: Look,
): EffectOutcome | undefined {
  const seen = alsoSeen(bindings, snapshot, look);
  const { request } = after(snapshot, seen).context;
  return request?.id === snapshot.context.request?.id ? undefined : done(...seen);
}

/** Turns the renewal off; a cancel that was found on the platform is only planned anew. */
async function fulfillCancel(
  bindings: Bindings,
  call: EffectCall,
  requestId: string,
): Promise<EffectOutcome> {
  const mayCall = isToBeSent(call);
  const canceled = await cancel(bindings, call, { mayCall });
  if (canceled.type === "over") return canceled.outcome;
  const ended = overtaken(bindings, call, canceled.look);
  if (ended !== undefined) return ended;
  if (canceled.type === "stopped") {
    const { problem, look } = canceled;
    if (mayCall) return reject(requestId, problem);
    return done({
      type: "request.revoked",
      request: { id: requestId, type: "cancel", updatedAt: look.seenAt },
    });
  }
  const plannedDate = plannedDateOf(bindings, canceled.look.subscription);
  return done({ type: "answer.schedule", requestId, plannedDate });
}

/**
 * Makes the first call of what a command asked for, after another look at the platform: what is done there
 * already is not done again. The answer says what to do next; a refusal is an answer, too.
 */
export async function fulfillRequest(
  bindings: Bindings,
  call: EffectCall,
  { requestId, requestType }: FulfillRequest,
): Promise<EffectOutcome> {
  if (requestType === "change") return fulfillChange(bindings, call, requestId);
  if (requestType === "cancel") return fulfillCancel(bindings, call, requestId);
  const message = `cleverbridge has no requests of type ${requestType}`;
  return reject(requestId, { code: "not_on_this_platform", message });
}
