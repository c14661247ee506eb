import type { EffectCall, EffectOutcome } from "@tenure/engine";
import type { AdapterEffect } from "@tenure/machine";

import type { TemplatePlace } from "../effects/found-template.ts";
import { refused } from "../effects/outcome.ts";
import { parameterChanges, parameterMarks } from "../effects/parameter-changes.ts";
import { type Wording, wordingOf } from "../effects/wording.ts";
import type { TierConfigRequest } from "../wire/tier-config.ts";
import { settleTier } from "./settle-tier.ts";
import type { TierBindings } from "./tier-bindings.ts";
import { levelOf } from "./tier-handler-call.ts";

type Effect<Type extends AdapterEffect["type"]> = Extract<AdapterEffect, { type: Type }>;

/** How the approval is told to the reseller. */
async function wordingFor(
  { templates }: TierBindings,
  { signal }: EffectCall,
  named: string | undefined,
  seen: TierConfigRequest,
): Promise<Wording> {
  const productId = seen.configuration.product?.id ?? "";
  const scope = `tier${levelOf(seen)}` as const;
  const place: TemplatePlace = { productId, scope, use: "fulfillment" };
  if (named !== undefined) return wordingOf(templates, place, named, signal);
  const own = seen.template?.id ?? "";
  const id = own === "" ? await templates.first(place, signal) : own;
  if (id !== undefined) return { body: { template_id: id } };
  const message = `The product ${productId} has no activation template of scope ${scope}: add one.`;
  return { refusal: refused("template_not_found", message) };
}

/** Writes the parameters that differ, then approves with a template of the configuration's level. */
export function approveTier(
  bindings: TierBindings,
  call: EffectCall,
  { requestId, parameters, template: named, effectiveDate }: Effect<"approveRequest">,
): Promise<EffectOutcome> {
  const { calls } = bindings;
  const { signal } = call;
  return settleTier(bindings, call, {
    requestId,
    from: ["pending"],
    to: "approved",
    async take(seen) {
      const wording = await wordingFor(bindings, call, named, seen);
      if ("refusal" in wording) return wording.refusal;
      const { template_id: template } = wording.body;
      if (template === undefined) {
        return refused(
          "template_not_found",
          `${requestId} is approved with a template, not a tile.`,
        );
      }
      const changes = parameterChanges(seen.params, parameters);
      if (changes.length > 0) await calls.update(requestId, changes, { signal });
      const date = effectiveDate === undefined ? {} : { effectiveDate };
      await calls.approve(requestId, { template, ...date }, { signal });
      return undefined;
    },
  });
}

/** Fails the request with its reason. What waits for it fails with it. */
export function failTier(
  bindings: TierBindings,
  call: EffectCall,
  { requestId, reason }: Effect<"failRequest">,
): Promise<EffectOutcome> {
  return settleTier(bindings, call, {
    requestId,
    from: ["pending", "inquiring"],
    to: "failed",
    async take() {
      await bindings.calls.fail(requestId, reason, { signal: call.signal });
      return undefined;
    },
  });
}

/** Marks each named parameter with its message, then asks the reseller. */
export function inquireTier(
  bindings: TierBindings,
  call: EffectCall,
  { requestId, parameters }: Effect<"inquireRequest">,
): Promise<EffectOutcome> {
  const { calls } = bindings;
  const { signal } = call;
  return settleTier(bindings, call, {
    requestId,
    from: ["pending"],
    to: "inquiring",
    async take(seen) {
      const marks = parameterMarks(seen.params, parameters);
      if (marks.length > 0) await calls.update(requestId, marks, { signal });
      await calls.inquire(requestId, { signal });
      return undefined;
    },
  });
}
