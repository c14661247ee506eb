import type { EffectCall, EffectOutcome } from "@tenure/engine";
import type { AdapterEffect } from "@tenure/machine";

import type { FulfillmentRequest } from "../wire/fulfillment-request.ts";
import type { Bindings } from "./bindings.ts";
import type { TemplatePlace } from "./found-template.ts";
import { refused } from "./outcome.ts";
import { parameterChanges } from "./parameter-changes.ts";
import { settle } from "./settle.ts";
import { type Wording, wordingOf } from "./wording.ts";

type ApproveRequest = Extract<AdapterEffect, { type: "approveRequest" }>;

/** How the approval is told to the customer. */
async function wordingFor(
  { templates }: Bindings,
  { signal }: EffectCall,
  effect: ApproveRequest,
  request: FulfillmentRequest,
): Promise<Wording> {
  if (effect.tile !== undefined) return { body: { activation_tile: effect.tile } };
  const productId = request.asset.product.id;
  const place: TemplatePlace = { productId, scope: "asset", use: "fulfillment" };
  if (effect.template !== undefined) return wordingOf(templates, place, effect.template, signal);
  const own = request.template?.id ?? "";
  const id = own === "" ? await templates.first(place, signal) : own;
  if (id !== undefined) return { body: { template_id: id } };
  const message = `The product ${productId} has no activation template: add one, or answer with a tile.`;
  return { refusal: refused("template_not_found", message) };
}

/**
 * Writes the parameters that differ, then approves. The template is the one chosen, else the one the
 * request shows, else the product's first activation template. It is looked for before anything is written.
 */
export function approveRequest(
  bindings: Bindings,
  call: EffectCall,
  effect: ApproveRequest,
): Promise<EffectOutcome> {
  const { requests } = bindings.client;
  const { requestId } = effect;
  const options = { signal: call.signal };
  return settle(bindings, call, {
    requestId,
    from: ["pending"],
    looksFirst: true,
    async take(seen) {
      const request = seen ?? (await requests.get(requestId, options));
      const wording = await wordingFor(bindings, call, effect, request);
      if ("refusal" in wording) return wording.refusal;
      const params = parameterChanges(request.asset.params, effect.parameters);
      if (params.length > 0) await requests.update(requestId, { asset: { params } }, options);
      const date = effect.effectiveDate;
      return requests.approve(
        requestId,
        { ...wording.body, ...(date === undefined ? {} : { effective_date: date }) },
        options,
      );
    },
  });
}
