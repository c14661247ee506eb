import type { Platform } from "../platform.ts";
import type { Change } from "../store/collections.ts";

/** What a change is about, as event webhooks are told apart. */
export interface EventSubject {
  readonly id: string;
  readonly objectClass: string;
  readonly productId: string;
  readonly status: string;
}

type Finder = (platform: Platform, id: string) => Omit<EventSubject, "id"> | undefined;

/** The collections whose documents have webhooks, and how to find what each is about. */
const FINDERS: Partial<Record<string, Finder>> = {
  requests: ({ store }, id) => {
    const request = store.get("requests", id)?.document;
    const productId = store.get("assets", request?.asset.id ?? "")?.document.product.id;
    return subject("fulfillment_request", productId, request?.status);
  },
  tierRequests: ({ store }, id) => {
    const request = store.get("tierRequests", id)?.document;
    const config = store.get("tierConfigs", request?.configuration.id ?? "")?.document;
    return subject("tier_config_request", config?.product.id, request?.status);
  },
  tierAccountRequests: ({ store }, id) => {
    const request = store.get("tierAccountRequests", id);
    return subject("tier_account_request", request?.product.id, request?.status);
  },
  billingRequests: ({ store }, id) => {
    const request = store.get("billingRequests", id);
    const asset = store.get("assets", request?.asset.id ?? "")?.document;
    return subject("billing_request", asset?.product.id, request === undefined ? undefined : "");
  },
  usageFiles: ({ store }, id) => {
    const file = store.get("usageFiles", id);
    return subject("usage_file", file?.product.id, file?.status);
  },
};

export const EVENT_COLLECTIONS = [
  "requests",
  "tierRequests",
  "tierAccountRequests",
  "billingRequests",
  "usageFiles",
] as const;

/** What a document is about; undefined when it is gone or of a kind that has no webhooks. */
export function subjectOf(
  platform: Platform,
  collection: Change["collection"],
  id: string,
): EventSubject | undefined {
  const found = FINDERS[collection]?.(platform, id);
  return found === undefined ? undefined : { id, ...found };
}

function subject(
  objectClass: string,
  productId: string | undefined,
  status: string | undefined,
): Omit<EventSubject, "id"> | undefined {
  if (productId === undefined || status === undefined) return undefined;
  return { objectClass, productId, status };
}
