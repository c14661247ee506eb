import { keyOf, splitKey } from "@tenure/engine";

import { subscriptionIdOf } from "../wire/subscription-id.ts";

/** A subscription as it is named to a command: the engine's key, and the platform's id without `S`. */
export interface NamedSubscription {
  readonly key: string;
  readonly id: string;
}

/** Undefined for what names no subscription. */
export function namedSubscription(subscriptionId: unknown): NamedSubscription | undefined {
  if (typeof subscriptionId === "number") return namedSubscription(String(subscriptionId));
  if (typeof subscriptionId !== "string") return undefined;
  const { tenant, id } = splitKey(subscriptionId);
  const digits = subscriptionIdOf(id);
  return digits === undefined ? undefined : { key: keyOf(tenant, digits), id: digits };
}
