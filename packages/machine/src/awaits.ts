import type { AdapterEffect, AdapterEffectType } from "./effects.ts";
import type { Snapshot } from "./snapshot.ts";
import { lifecycleOf, pendingStateOf, requestStateOf } from "./view.ts";

/** Effects that are not about a request that exists. */
type EffectWithoutRequest = "createRequest" | "createBillingRequest" | "switchRenewal";

/** In which state of the request region, or of `pending`, each effect is what is waited for. */
const awaitedIn: Readonly<
  Record<Exclude<AdapterEffectType, EffectWithoutRequest | "readRequest">, string>
> = {
  fulfillRequest: "fulfilling",
  approveRequest: "approving",
  failRequest: "failing",
  inquireRequest: "asking",
  scheduleRequest: "scheduling",
  confirmRevocation: "revoking",
  revokeRequest: "scheduled",
};

/**
 * Whether the state still waits for this effect. An effect that is not awaited any more was overtaken,
 * and must not be performed.
 */
export function awaits(snapshot: Snapshot, effect: AdapterEffect): boolean {
  const { request } = snapshot.value;
  if (effect.type === "createRequest") {
    return typeof request === "object" && "none" in request && request.none === "ordering";
  }
  if (effect.type === "createBillingRequest" || effect.type === "switchRenewal") {
    return lifecycleOf(snapshot) === "active";
  }
  if (effect.requestId !== snapshot.context.request?.id) return false;
  if (effect.type === "readRequest") return true;
  return awaitedIn[effect.type] === (pendingStateOf(snapshot) ?? requestStateOf(snapshot));
}
