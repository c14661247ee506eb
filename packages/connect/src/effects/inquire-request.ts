import type { EffectCall, EffectOutcome } from "@tenure/engine";
import type { AdapterEffect } from "@tenure/machine";

import type { FulfillmentRequest } from "../wire/fulfillment-request.ts";
import type { Bindings } from "./bindings.ts";
import { customerAnswered } from "./customer-answered.ts";
import type { TemplatePlace } from "./found-template.ts";
import { doneWith } from "./outcome.ts";
import { parameterMarks } from "./parameter-changes.ts";
import { settle } from "./settle.ts";
import { type Wording, wordingOf } from "./wording.ts";

type InquireRequest = Extract<AdapterEffect, { type: "inquireRequest" }>;

/** The question was asked and answered, both unseen: the machine is told of the two, in their order. */
function askedAndAnswered(request: FulfillmentRequest): EffectOutcome {
  const asked = doneWith({ ...request, status: "inquiring" });
  const answered = doneWith(request);
  if (asked.type !== "done" || answered.type !== "done") return answered;
  return { type: "done", events: [...asked.events, ...answered.events] };
}

/**
 * Marks each named parameter with its message, then asks the customer. A question that an earlier attempt
 * asked and the customer has answered meanwhile is not asked again.
 */
export function inquireRequest(
  bindings: Bindings,
  call: EffectCall,
  effect: InquireRequest,
): Promise<EffectOutcome> {
  const { client, templates } = bindings;
  const { requestId } = effect;
  const options = { signal: call.signal };

  return settle(bindings, call, {
    requestId,
    from: ["pending"],
    looksFirst: true,
    async take(seen) {
      const request = seen ?? (await client.requests.get(requestId, options));
      if (call.uncertain && customerAnswered(request, effect, call.snapshot)) {
        return askedAndAnswered(request);
      }
      const productId = request.asset.product.id;
      const place: TemplatePlace = { productId, scope: "asset", use: "inquire" };
      const wording: Wording =
        effect.template === undefined
          ? { body: {} }
          : await wordingOf(templates, place, effect.template, call.signal);
      if ("refusal" in wording) return wording.refusal;
      const params = parameterMarks(request.asset.params, effect.parameters);
      if (params.length > 0)
        await client.requests.update(requestId, { asset: { params } }, options);
      return client.requests.inquire(requestId, wording.body, options);
    },
  });
}
