import type { EffectCall, EffectOutcome } from "@tenure/engine";
import type { AdapterEffect } from "@tenure/machine";

import type { Approval } from "../client/requests.ts";
import type { FulfillmentRequest } from "../wire/fulfillment-request.ts";
import type { Bindings } from "./bindings.ts";
import { refused } from "./outcome.ts";
import { parameterChanges } from "./parameter-changes.ts";
import { settle } from "./settle.ts";

type ApproveRequest = Extract<AdapterEffect, { type: "approveRequest" }>;

async function templateFor(
  { templates }: Bindings,
  call: EffectCall,
  effect: ApproveRequest,
  request: FulfillmentRequest,
): Promise<string | undefined> {
  const productId = request.asset.product.id;
  if (effect.template !== undefined) {
    return templates.find(productId, "fulfillment", effect.template, call.signal);
  }
  const own = request.template?.id ?? "";
  return own === "" ? templates.first(productId, "fulfillment", call.signal) : own;
}

/**
 * Writes the parameters that differ, then approves. The template is the one given by id or name, else
 * the one the request shows, else the product's first activation template.
 */
export function approveRequest(
  bindings: Bindings,
  call: EffectCall,
  effect: ApproveRequest,
): Promise<EffectOutcome> {
  const { requests } = bindings.client;
  const { requestId } = effect;
  const options = { signal: call.signal };

  async function wording(request: FulfillmentRequest): Promise<Approval | undefined> {
    if (effect.tile !== undefined) return { activation_tile: effect.tile };
    const template = await templateFor(bindings, call, effect, request);
    return template === undefined ? undefined : { template_id: template };
  }

  return settle(bindings, call, {
    requestId,
    from: ["pending"],
    looksFirst: true,
    async take(seen) {
      const request = seen ?? (await requests.get(requestId, options));
      const approval = await wording(request);
      if (approval === undefined) {
        return refused(
          "template_not_found",
          effect.template === undefined
            ? `the product ${request.asset.product.id} has no activation template: add one, or answer with a tile`
            : `the product ${request.asset.product.id} has no activation template "${effect.template}"`,
        );
      }
      const params = parameterChanges(request, effect.parameters);
      if (params.length > 0) await requests.update(requestId, { asset: { params } }, options);
      const date = effect.effectiveDate;
      return requests.approve(
        requestId,
        { ...approval, ...(date === undefined ? {} : { effective_date: date }) },
        options,
      );
    },
  });
}
