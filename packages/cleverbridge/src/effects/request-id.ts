import type { EffectCall } from "@tenure/engine";

/**
 * The id of the request that a command asked for. cleverbridge has no requests: it names the subscription and
 * the entry of its history in which the command stands, with who asked and what they agreed to.
 */
export function orderedRequestId({ key, effectId }: Pick<EffectCall, "key" | "effectId">): string {
  const version = effectId.split("/").at(-2) ?? "";
  return requestIdOf(key, version);
}

/** The id of the request asked for by the command at this version of the subscription's history. */
export function requestIdOf(subscriptionId: string, version: number | string): string {
  return `S${subscriptionId}-${version}`;
}
