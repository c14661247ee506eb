const REQUEST_TYPES = [
  "purchase",
  "change",
  "suspend",
  "resume",
  "cancel",
  "adjustment",
  "renew",
  "transfer",
] as const;

export type RequestType = (typeof REQUEST_TYPES)[number];

const OPEN_STATUSES = [
  "draft",
  "tiers_setup",
  "pending",
  "inquiring",
  "scheduled",
  "revoking",
] as const;

const FINAL_STATUSES = ["approved", "failed", "revoked"] as const;

/** The types whose approval replaces the items of the subscription. */
const REPLACES_ITEMS: readonly string[] = ["purchase", "change", "adjustment", "renew", "transfer"];

/** The types the buyer fills in and can therefore be asked about. */
const ASKABLE: readonly string[] = REPLACES_ITEMS;

/** The subscription statuses in which a request of a type may be created. */
const ALLOWED_STATES: Readonly<Record<Exclude<RequestType, "purchase">, readonly string[]>> = {
  change: ["active"],
  adjustment: ["active"],
  suspend: ["active"],
  renew: ["active"],
  transfer: ["active"],
  resume: ["suspended"],
  cancel: ["active", "suspended"],
};

export function requestTypeOf(text: string): RequestType | undefined {
  return REQUEST_TYPES.find((type) => type === text);
}

export function isOpen(status: string): boolean {
  return OPEN_STATUSES.some((open) => open === status);
}

export function isFinal(status: string): boolean {
  return FINAL_STATUSES.some((final) => final === status);
}

export function replacesItems(type: string): boolean {
  return REPLACES_ITEMS.includes(type);
}

export function canBeAsked(type: string): boolean {
  return ASKABLE.includes(type);
}

export function fitsAssetStatus(type: Exclude<RequestType, "purchase">, status: string): boolean {
  return ALLOWED_STATES[type].includes(status);
}
