import type { EffectCall, EffectOutcome } from "@tenure/engine";
import type { AdapterEffect } from "@tenure/machine";

import { rowsOf } from "../client/pages.ts";
import { momentOf } from "../moment.ts";
import { rql } from "../rql.ts";
import type { Bindings } from "./bindings.ts";
import { outcomeOf, refusedAsForbidden } from "./outcome.ts";

type CreateBillingRequest = Extract<AdapterEffect, { type: "createBillingRequest" }>;

/** Whether the vendor has billed exactly this period before. */
async function isBilled(
  { client }: Bindings,
  call: EffectCall,
  { from, to }: CreateBillingRequest,
): Promise<boolean> {
  const pages = client.billingRequests.list({
    query: [rql.eq("asset.id", call.key), rql.eq("type", "vendor")],
    signal: call.signal,
  });
  for await (const { period } of rowsOf(pages)) {
    if (momentOf(period?.from) === from && momentOf(period?.to) === to) return true;
  }
  return false;
}

/**
 * Bills the subscription for a period. Where an earlier attempt may have done so, the vendor's billing
 * requests are looked through first: the same period is never billed twice by one effect.
 */
export async function createBillingRequest(
  bindings: Bindings,
  call: EffectCall,
  effect: CreateBillingRequest,
): Promise<EffectOutcome> {
  const { client, logger } = bindings;
  const done: EffectOutcome = { type: "done", events: [] };
  try {
    if ((call.uncertain || call.attempt > 1) && (await isBilled(bindings, call, effect)))
      return done;
    const { from, to } = effect;
    await client.billingRequests.create(
      { type: "vendor", asset: { id: call.key }, period: { from, to } },
      { signal: call.signal },
    );
    return done;
  } catch (error) {
    return refusedAsForbidden(error) ?? outcomeOf(error, logger);
  }
}
