import type { RequestFact, RequestFactType } from "@tenure/machine";

import { momentOf } from "../moment.ts";
import { parametersOf } from "../request-fact.ts";
import type { TierConfig, TierConfigRequest } from "../wire/tier-config.ts";

const factTypes: ReadonlyMap<string, RequestFactType> = new Map([
  ["draft", "request.draft"],
  ["tiers_setup", "request.tiersSetup"],
  ["pending", "request.pending"],
  ["inquiring", "request.inquiring"],
  ["approved", "request.approved"],
  ["failed", "request.failed"],
]);

const statuses = ["draft", "processing", "active"] as const;

/** The statuses in which the platform shows a request that has not ended. */
export const openStatuses = ["draft", "tiers_setup", "pending", "inquiring"] as const;

/** A tier configuration's status; undefined when it is none of today's. */
export function tierStatusOf(config: TierConfig): (typeof statuses)[number] | undefined {
  return statuses.find((status) => status === config.status);
}

/** When the request last changed, in the machine's spelling. */
export function changedAt({ events }: TierConfigRequest): string | undefined {
  return momentOf(events?.updated?.at) ?? momentOf(events?.created?.at);
}

/** Whether a fact of this type says that a tier configuration request has ended. */
export function isEndOfTier(type: string): boolean {
  return type === "request.approved" || type === "request.failed";
}

/**
 * What a tier configuration request tells the machine: one fact, by the request's status. Null when the
 * status is none the platform's OpenAPI document knows. The type is kept as it is.
 */
export function tierFactOf(request: TierConfigRequest): RequestFact | null {
  const type = factTypes.get(request.status);
  if (type === undefined) return null;
  const createdAt = momentOf(request.events?.created?.at);
  const updatedAt = changedAt(request);
  const status = tierStatusOf(request.configuration);
  return {
    type,
    request: {
      id: request.id,
      type: request.type,
      parameters: parametersOf(request.params),
      ...((request.reason ?? "") === "" ? {} : { reason: request.reason ?? "" }),
      ...(createdAt === undefined ? {} : { createdAt }),
      ...(updatedAt === undefined ? {} : { updatedAt }),
    },
    ...(status === undefined ? {} : { subscriptionStatus: status }),
  };
}
