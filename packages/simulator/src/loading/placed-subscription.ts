import type { AssetRecord } from "../documents/asset.ts";
import { formatInstant, parseInstant } from "../instants.ts";
import { filledTextAt, textAt, textIn, type JsonObject } from "../json-reading.ts";
import { stamp, type Platform } from "../platform.ts";
import { DEFAULT_CAPABILITIES } from "../rules/default-product.ts";
import { findProduct } from "../rules/records.ts";
import { payloadAsset } from "./payload-asset.ts";
import { payloadItems } from "./payload-items.ts";
import { payloadParameters } from "./payload-parameters.ts";
import { makeProductFrom, productsOf } from "./payload-product.ts";
import type { Placing } from "./placing.ts";

const STATUSES: ReadonlySet<string> = new Set([
  "draft",
  "processing",
  "active",
  "suspended",
  "terminating",
  "terminated",
]);

/** What older versions of the platform called a status. */
const OLDER: Readonly<Record<string, string>> = { new: "processing", rejected: "terminated" };

/** Makes up the products of subscriptions, each from all of its own, with every capability the default one has. */
export function makeProductsOf(platform: Platform, documents: readonly JsonObject[]): void {
  const products = Map.groupBy(
    productsOf(platform, documents.map(asApproved)),
    ([, productId]) => productId,
  );
  for (const [id, own] of products) {
    if (platform.store.has("products", id)) continue;
    const payloads = own.map(([payload]) => payload);
    makeProductFrom(platform, id, payloads, DEFAULT_CAPABILITIES);
  }
}

/** A subscription is what an approved request of it would show. */
function asApproved(document: JsonObject) {
  return { type: "adjustment", status: "approved", asset: document };
}

/** Puts a subscription on the platform in the status it tells, without any request. */
export function placeSubscription(platform: Platform, document: JsonObject): Placing {
  const id = filledTextAt(document, "id") ?? "";
  if (platform.store.has("assets", id)) return { reason: `Subscription ${id} is there already.` };
  const told = textAt(document, "status") ?? "active";
  const status = OLDER[told] ?? told;
  if (!STATUSES.has(status)) return { reason: `Its status "${told}" is not known.` };
  const payload = asApproved(document);
  const productId = productsOf(platform, [payload]).get(payload) ?? "";
  const asset = payloadAsset(platform, payload, {
    ...payload,
    items: payloadItems(document),
    params: payloadParameters(document, findProduct(platform, productId).parameters),
    created: createdAt(platform, document),
    productId,
  });
  const record: AssetRecord = { ...asset, document: { ...asset.document, status } };
  platform.store.put("assets", id, record);
  return { id, notes: notesOn(told, status) };
}

function createdAt(platform: Platform, document: JsonObject): string {
  const instant = parseInstant(textIn(document, "events", "created", "at") ?? "");
  return instant === undefined ? stamp(platform) : formatInstant(instant);
}

function notesOn(told: string, status: string): readonly string[] {
  const renamed = told === status ? [] : [`Its status "${told}" is "${status}" today.`];
  const isUnderway = ["draft", "processing", "terminating"].includes(status);
  return isUnderway ? [...renamed, "It has no request that would lead it on."] : renamed;
}
