import type { ProductRecord } from "../documents/product.ts";
import type {
  TierConfig,
  TierConfigRecord,
  TierRequest,
  TierRequestRecord,
} from "../documents/tier.ts";
import { stampAfter, type Platform } from "../platform.ts";
import { notFound } from "../refusal.ts";
import { findProduct } from "./records.ts";

export function findTierRequest(platform: Platform, id: string): TierRequestRecord {
  const record = platform.store.get("tierRequests", id);
  if (record === undefined) throw notFound("Tier configuration request");
  return record;
}

export function findTierConfig(platform: Platform, id: string): TierConfigRecord {
  const record = platform.store.get("tierConfigs", id);
  if (record === undefined) throw notFound("Tier configuration");
  return record;
}

/** The configuration a request is about. */
export function tierConfigOf(platform: Platform, request: TierRequestRecord): TierConfigRecord {
  return findTierConfig(platform, request.document.configuration.id);
}

/** The product a request is about. */
export function tierProductOf(platform: Platform, request: TierRequestRecord): ProductRecord {
  return findProduct(platform, tierConfigOf(platform, request).document.product.id);
}

/** Writes a request; `events.updated` moves with every write. */
export function writeTierRequest(
  platform: Platform,
  request: TierRequestRecord,
  changes: Partial<TierRequest>,
): TierRequestRecord {
  const { document } = request;
  const at = stampAfter(platform, document.events.updated.at);
  const written: TierRequestRecord = {
    ...request,
    document: {
      ...document,
      ...changes,
      events: { ...document.events, ...changes.events, updated: { at } },
    },
  };
  platform.store.put("tierRequests", document.id, written);
  return written;
}

/** Writes a configuration; `events.updated` moves with every write. */
export function writeTierConfig(
  platform: Platform,
  config: TierConfigRecord,
  changes: Partial<TierConfig>,
  own: Partial<Pick<TierConfigRecord, "issued" | "parent">> = {},
): TierConfigRecord {
  const { document } = config;
  const at = stampAfter(platform, document.events.updated.at);
  const written: TierConfigRecord = {
    ...config,
    ...own,
    document: { ...document, ...changes, events: { ...document.events, updated: { at } } },
  };
  platform.store.put("tierConfigs", document.id, written);
  return written;
}
