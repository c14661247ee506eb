import type { EffectCall, EffectOutcome } from "@tenure/engine";
import type { AdapterEffect } from "@tenure/machine";

import { lookSteadily } from "../reading/look.ts";
import type { Bindings } from "./bindings.ts";
import { notShown } from "./carry-out.ts";
import { outcomeOf, refused } from "./outcome.ts";
import { problemOfStatus } from "./problem.ts";
import { doneAndSeen } from "./report.ts";
import { sendChange } from "./send-change.ts";

type SwitchRenewal = Extract<AdapterEffect, { type: "switchRenewal" }>;

/** Turns the renewal on or off, without canceling, and reads it back. */
export async function switchRenewal(
  bindings: Bindings,
  call: EffectCall,
  { renewal }: SwitchRenewal,
): Promise<EffectOutcome> {
  const { client, logger } = bindings;
  const { key: subscriptionId, signal } = call;
  try {
    const look = await lookSteadily(bindings, subscriptionId, signal);
    if (look.subscription.renewalType === renewal) {
      return doneAndSeen(bindings, call, look, { type: "renewal.changed", renewal });
    }
    const problem = problemOfStatus(look.subscription);
    if (problem !== undefined) return refused(problem.code, problem.message);
    const sent = await sendChange(bindings, call, {
      operation: renewal === "manual" ? "turnRenewalOff" : "turnRenewalOn",
      requestId: undefined,
      isDone: ({ renewalType }) => renewalType === renewal,
      send: () => client.setRenewalType({ subscriptionId, renewalType: renewal }, { signal }),
    });
    if (sent.type === "over") return sent.outcome;
    if (sent.type === "refused") return refused(sent.problem.code, sent.problem.message);
    const back = await lookSteadily(bindings, subscriptionId, signal);
    if (back.subscription.renewalType !== renewal) return notShown.outcome;
    return doneAndSeen(bindings, call, back, { type: "renewal.changed", renewal });
  } catch (error) {
    return outcomeOf(error, logger);
  }
}
