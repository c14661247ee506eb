import type { EffectCall, EffectOutcome } from "@tenure/engine";
import type { Snapshot } from "@tenure/machine";

import { cancellationOf } from "../reading/cancellation.ts";
import { type Look, lookSteadily } from "../reading/look.ts";
import { readUtc, writeUtc } from "../wire/moment.ts";
import type { CleverbridgeSubscription } from "../wire/subscription.ts";
import type { Bindings } from "./bindings.ts";
import { outcomeOf } from "./outcome.ts";
import { type Problem, problemOfStatus } from "./problem.ts";
import { type Sent, sendChange } from "./send-change.ts";

/** How long a cancel waits whose date the platform does not show, before it is looked at again. */
const oneDay = 86_400_000;

/** Whether a subscription ends with its term, by what the platform shows. Under 1.0 its renewal type says nothing. */
export const isCanceledBy =
  ({ context: { capabilities } }: Snapshot) =>
  ({ status, renewalType }: CleverbridgeSubscription): boolean =>
    status === "deactivated" ||
    status === "finished" ||
    (capabilities.renewalSwitch && renewalType === "manual");

/**
 * Whether a cancel is still to be told to the platform: one that a command asked for, and that was not shown there
 * before. One that has come due, or whose date has moved, was: if it is not shown any more, it was taken back.
 */
export function isToBeSent({ snapshot }: EffectCall): boolean {
  const isOrdered = cancellationOf(snapshot)?.isOrdered === true;
  return isOrdered && snapshot.context.request?.occasion !== "due";
}

/** When a cancel takes effect: at the next billing, which does not take place any more. */
export function plannedDateOf(
  { clock }: Bindings,
  { nextBillingDate }: CleverbridgeSubscription,
): string {
  const shown = readUtc(nextBillingDate?.at ?? "");
  return writeUtc(shown ?? clock.now() + oneDay);
}

/** What came of canceling, with the platform as it was before that: it shows it, or it was just told. */
export type Canceled =
  | { readonly type: "canceled" | "sent"; readonly look: Look }
  | { readonly type: "stopped"; readonly look: Look; readonly problem: Problem }
  | { readonly type: "over"; readonly outcome: EffectOutcome };

/** One call: the renewal is turned off; under 1.0, where the configuration says so, all items are deactivated. */
function sendCancel(
  bindings: Bindings,
  call: EffectCall,
  { items }: CleverbridgeSubscription,
): Promise<Sent> {
  const { client } = bindings;
  const { key: subscriptionId, signal } = call;
  const { context } = call.snapshot;
  const about = { requestId: context.request?.id, isDone: isCanceledBy(call.snapshot) };
  if (context.capabilities.renewalSwitch) {
    return sendChange(bindings, call, {
      ...about,
      operation: "turnRenewalOff",
      send: () => client.setRenewalType({ subscriptionId, renewalType: "manual" }, { signal }),
    });
  }
  const numbers = items.flatMap(({ status, runningNumber }) =>
    status === "active" ? [runningNumber] : [],
  );
  return sendChange(bindings, call, {
    ...about,
    operation: "deactivateAllItems",
    send: () => client.deactivateItems({ subscriptionId, items: numbers }, { signal }),
  });
}

/** Why the whole subscription cannot be canceled, by the record's capabilities. */
function problemOfCapabilities({ snapshot }: EffectCall): Problem | undefined {
  if (snapshot.context.capabilities.fullCancel !== false) return undefined;
  return {
    code: "not_on_this_platform",
    message: "a full cancel is not supported under Subscription Management 1.0",
  };
}

/** Cancels a subscription as a whole, unless that is done. */
export async function cancel(
  bindings: Bindings,
  call: EffectCall,
  { mayCall }: { readonly mayCall: boolean },
): Promise<Canceled> {
  let look: Look;
  try {
    look = await lookSteadily(bindings, call.key, call.signal);
  } catch (error) {
    return { type: "over", outcome: outcomeOf(error, bindings.logger) };
  }
  if (isCanceledBy(call.snapshot)(look.subscription)) return { type: "canceled", look };
  const problem = problemOfStatus(look.subscription) ?? problemOfCapabilities(call);
  if (problem !== undefined) return { type: "stopped", look, problem };
  if (!mayCall) {
    const message = "cleverbridge does not show that the subscription is canceled";
    return { type: "stopped", look, problem: { code: "not_shown", message } };
  }
  const sent = await sendCancel(bindings, call, look.subscription);
  if (sent.type === "over") return sent;
  if (sent.type === "refused") return { type: "stopped", look, problem: sent.problem };
  return { type: "sent", look };
}
