import type { EffectCall, EffectOutcome } from "@tenure/engine";
import type { AdapterEffect } from "@tenure/machine";

import { refused } from "../effects/outcome.ts";
import { settleTier } from "./settle-tier.ts";
import type { TierBindings } from "./tier-bindings.ts";
import { levelOf } from "./tier-handler-call.ts";
import { tierParameterChanges, tierParameterMarks } from "./tier-parameters.ts";
import { tierTemplateFor } from "./tier-template.ts";

type Effect<Type extends AdapterEffect["type"]> = Extract<AdapterEffect, { type: Type }>;

/** Writes the parameters that differ, then approves with a template of the configuration's level. */
export function approveTier(
  bindings: TierBindings,
  call: EffectCall,
  { requestId, parameters, template: named, effectiveDate }: Effect<"approveRequest">,
): Promise<EffectOutcome> {
  const { calls, products } = bindings;
  const { signal } = call;
  return settleTier(bindings, call, {
    requestId,
    from: ["pending"],
    to: "approved",
    async take(seen) {
      const template = await tierTemplateFor(products, seen, named, signal);
      if (template === undefined) {
        const wanted = named === undefined ? "" : ` "${named}"`;
        return refused(
          "template_not_found",
          `the product ${seen.configuration.product?.id ?? ""} has no activation template${wanted} for tier ${levelOf(seen)}`,
        );
      }
      const changes = tierParameterChanges(seen, parameters);
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
      const marks = tierParameterMarks(seen, parameters);
      if (marks.length > 0) await calls.update(requestId, marks, { signal });
      await calls.inquire(requestId, { signal });
      return undefined;
    },
  });
}
