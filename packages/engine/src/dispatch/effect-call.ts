import type { Snapshot } from "@tenure/machine";

import type { EffectCall } from "../ports/adapter.ts";
import type { ClaimedEffect } from "../ports/store.ts";

/** What an adapter is told of an attempt. */
export function effectCall(
  { id, key, effect, claims }: ClaimedEffect,
  snapshot: Snapshot,
): Omit<EffectCall, "signal"> {
  const idempotencyKey = effect.type === "fulfillRequest" ? `${key}/${effect.requestId}` : id;
  const attempt = claims + 1;
  return { key, effectId: id, effect, idempotencyKey, attempt, uncertain: claims > 0, snapshot };
}
