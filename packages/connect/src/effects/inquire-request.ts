import type { EffectCall, EffectOutcome } from "@tenure/engine";
import type { AdapterEffect } from "@tenure/machine";

import type { FulfillmentRequest } from "../wire/fulfillment-request.ts";
import type { Bindings } from "./bindings.ts";
import { refused } from "./outcome.ts";
import { settle } from "./settle.ts";

type InquireRequest = Extract<AdapterEffect, { type: "inquireRequest" }>;

function isMarked(request: FulfillmentRequest, id: string, message: string): boolean {
  return request.asset.params.some(
    (parameter) => parameter.id === id && parameter.value_error === message,
  );
}

/** Marks each named parameter with its message, then asks the customer. */
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
      const productId = request.asset.product.id;
      const template =
        effect.template === undefined
          ? undefined
          : await templates.find(productId, "inquire", effect.template, call.signal);
      if (effect.template !== undefined && template === undefined) {
        return refused(
          "template_not_found",
          `the product ${productId} has no inquiring template "${effect.template}"`,
        );
      }
      const params = Object.entries(effect.parameters)
        .filter(([id, message]) => !isMarked(request, id, message))
        .map(([id, message]) => ({ id, value_error: message }));
      if (params.length > 0)
        await client.requests.update(requestId, { asset: { params } }, options);
      return client.requests.inquire(
        requestId,
        template === undefined ? {} : { template_id: template },
        options,
      );
    },
  });
}
