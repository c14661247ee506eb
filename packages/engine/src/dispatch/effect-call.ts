import type { Snapshot } from "@tenure/machine";

import type { EffectCall } from "../ports/adapter.ts";
import type { ClaimedEffect } from "../ports/store.ts";
import { splitKey } from "../tenancy.ts";

/** What an adapter is told of an attempt. */
export function effectCall(
  { id, key, tenant, effect, claims }: ClaimedEffect,
  snapshot: Snapshot,
  trace: string | undefined,
): Omit<EffectCall, "signal"> {
  return {
    key: splitKey(key).id,
    tenant,
    effectId: id,
    effect,
    idempotencyKey: effect.type === "fulfillRequest" ? `${key}/${effect.requestId}` : id,
    attempt: claims + 1,
    uncertain: claims > 0,
    snapshot,
    ...(trace !== undefined && { trace }),
  };
}
