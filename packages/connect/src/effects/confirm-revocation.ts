import type { EffectCall, EffectOutcome } from "@tenure/engine";
import type { AdapterEffect } from "@tenure/machine";

import { handlerCallOf } from "../handlers/handler-call.ts";
import type { FulfillmentRequest } from "../wire/fulfillment-request.ts";
import { askHandler } from "./ask-handler.ts";
import type { Bindings } from "./bindings.ts";
import { refused } from "./outcome.ts";
import { sayIn } from "./say-in.ts";
import { settle } from "./settle.ts";

type ConfirmRevocation = Extract<AdapterEffect, { type: "confirmRevocation" }>;

/** What stands in the way of confirming; undefined when nothing does. */
async function objection(
  bindings: Bindings,
  call: EffectCall,
  request: FulfillmentRequest,
): Promise<EffectOutcome | undefined> {
  const { revocation, logger } = bindings;
  if (revocation === undefined) return undefined;
  const handlerCall = handlerCallOf(request, call, "opened", logger);
  const about = { subscription: call.key, requestId: request.id };
  const question = { name: "revocation", about, ask: () => revocation(handlerCall) };
  const asked = await askHandler(question, call, logger);
  if (asked.type === "silent") return undefined;
  if (asked.type === "none") return asked.outcome;
  const { message } = asked.answer;
  if (asked.answer.type === "approve") return sayIn(bindings, call, request, message);
  if (asked.answer.type === "postpone") {
    return {
      type: "retry",
      blame: "nobody",
      error: { code: "postponed", message: "the revocation handler asked for a delay" },
      after: asked.answer.milliseconds,
    };
  }
  return refused(
    "invalid_answer",
    `the revocation handler answered ${asked.answer.type}: a revocation can only be confirmed or postponed`,
  );
}

/** Lets the vendor take back what was prepared, then confirms the revocation. */
export function confirmRevocation(
  bindings: Bindings,
  call: EffectCall,
  { requestId }: ConfirmRevocation,
): Promise<EffectOutcome> {
  const { requests } = bindings.client;
  const options = { signal: call.signal };
  return settle(bindings, call, {
    requestId,
    from: ["revoking"],
    looksFirst: true,
    async take(seen) {
      const request = seen ?? (await requests.get(requestId, options));
      return (await objection(bindings, call, request)) ?? requests.confirm(requestId, options);
    },
  });
}
