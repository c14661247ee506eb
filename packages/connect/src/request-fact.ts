import type { Item, Json, Parameters, RequestFact, RequestFactType } from "@tenure/machine";

import { momentOf } from "./moment.ts";
import type { FulfillmentRequest } from "./wire/fulfillment-request.ts";
import type { ConnectParameter } from "./wire/parameter.ts";
import type { Subscription, SubscriptionItem } from "./wire/subscription.ts";

const factTypes: ReadonlyMap<string, RequestFactType> = new Map([
  ["draft", "request.draft"],
  ["tiers_setup", "request.tiersSetup"],
  ["pending", "request.pending"],
  ["inquiring", "request.inquiring"],
  ["scheduled", "request.scheduled"],
  ["revoking", "request.revoking"],
  ["approved", "request.approved"],
  ["failed", "request.failed"],
  ["revoked", "request.revoked"],
]);

const subscriptionStatuses = [
  "draft",
  "processing",
  "active",
  "suspended",
  "terminating",
  "terminated",
] as const;

/** The parameter's value: the structured one unless it is empty, else the flat one; else undefined. */
function valueOf({ structured_value: structured, value }: ConnectParameter): Json | undefined {
  if (typeof structured === "object" && structured !== null && Object.keys(structured).length > 0) {
    return structured;
  }
  return value ?? undefined;
}

/** Parameters with a value, as the machine knows them. */
export function parametersOf(params: readonly ConnectParameter[]): Parameters {
  return Object.fromEntries(
    params.flatMap((parameter) => {
      const value = valueOf(parameter);
      return value === undefined ? [] : [[parameter.id, value]];
    }),
  );
}

function itemOf(item: SubscriptionItem): readonly Item[] {
  const id = [item.id, item.global_id, item.mpn].find((name) => (name ?? "") !== "");
  if (id === undefined || id === null) return [];
  const quantity = item.quantity ?? "";
  const gone = quantity.trim() !== "" && Number(quantity) === 0;
  return [
    {
      id,
      ...((item.mpn ?? "") === "" ? {} : { mpn: item.mpn ?? "" }),
      quantity,
      status: gone ? "removed" : "active",
    },
  ];
}

/** A subscription's items and parameters, as the machine knows them. */
export function contentsOf(asset: Subscription): {
  readonly items: Item[];
  readonly parameters: Parameters;
} {
  return { items: asset.items.flatMap(itemOf), parameters: parametersOf(asset.params) };
}

/** A subscription's status; undefined when it is none of today's. */
export function subscriptionStatusOf(
  asset: Subscription,
): (typeof subscriptionStatuses)[number] | undefined {
  return subscriptionStatuses.find((status) => status === asset.status);
}

/**
 * What a fulfillment request tells the machine: one fact, by the request's status. Null when the status
 * is none the platform's OpenAPI document knows.
 *
 * The type is kept as it is. An item's quantity stays text, zero means removed. Parameters without a
 * value are left out; an empty text is a value. Dates become UTC with milliseconds, unreadable ones are
 * left out, and so is a subscription status that is none of today's.
 */
export function requestFactOf(request: FulfillmentRequest): RequestFact | null {
  const type = factTypes.get(request.status);
  if (type === undefined) return null;
  const { asset } = request;
  const plannedDate = momentOf(request.planned_date);
  const createdAt = momentOf(request.created);
  const updatedAt = momentOf(request.updated);
  const subscriptionStatus = subscriptionStatusOf(asset);
  return {
    type,
    request: {
      id: request.id,
      type: request.type,
      ...contentsOf(asset),
      ...(plannedDate === undefined ? {} : { plannedDate }),
      ...((request.reason ?? "") === "" ? {} : { reason: request.reason ?? "" }),
      ...(createdAt === undefined ? {} : { createdAt }),
      ...(updatedAt === undefined ? {} : { updatedAt }),
    },
    ...(subscriptionStatus === undefined ? {} : { subscriptionStatus }),
  };
}
