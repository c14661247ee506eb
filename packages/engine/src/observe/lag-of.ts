import type { SubscriptionEvent } from "@tenure/machine";

import { epochMilliseconds } from "../record/epoch.ts";

/** How long before `now` the platform says the event happened; undefined when it does not say. */
export function lagOf(event: SubscriptionEvent, now: number): number | undefined {
  if (!("request" in event) || event.request.updatedAt === undefined) return undefined;
  return Math.max(0, now - epochMilliseconds(event.request.updatedAt));
}
