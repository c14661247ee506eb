import {
  connectionOf,
  contractOf,
  DEFAULT_CONNECTION_ID,
  DEFAULT_MARKETPLACE_ID,
  marketplaceOf,
} from "../accounts.ts";
import type { AssetDocument, AssetRecord } from "../documents/asset.ts";
import type { Item } from "../documents/item.ts";
import type { Parameter } from "../documents/parameter.ts";
import { mintExternalUid, mintIdentifier } from "../identifiers.ts";
import {
  objectAt,
  objectOr,
  textAt,
  textIn,
  textOr,
  type JsonObject,
  filledTextAt,
} from "../json-reading.ts";
import type { Platform } from "../platform.ts";
import { readTiers } from "../rules/purchase.ts";
import { isZero, remainingItems } from "../rules/quantities.ts";
import { findProduct } from "../rules/records.ts";
import { assetStatusFor } from "./asset-status.ts";
import { unknownFields } from "./unknown-fields.ts";

const KNOWN_FIELDS: readonly (keyof AssetDocument)[] = [
  "id",
  "status",
  "external_id",
  "external_uid",
  "product",
  "connection",
  "events",
  "items",
  "params",
  "tiers",
  "configuration",
  "marketplace",
  "contract",
];

/** What of a payload's subscription the request decides. */
export interface RequestSide {
  readonly type: string;
  readonly status: string;
  readonly items: readonly Item[];
  readonly params: readonly Parameter[];
  readonly created: string;
  readonly productId: string;
}

/** The subscription a payload speaks of, as if the platform met it for the first time. */
export function payloadAsset(
  platform: Platform,
  payload: JsonObject,
  side: RequestSide,
): AssetRecord {
  const asset = objectOr(payload, "asset", {});
  const connection = payloadConnection(asset);
  const product = findProduct(platform, side.productId).document;
  return {
    document: {
      id: filledTextAt(asset, "id") ?? mintIdentifier(platform, "asset"),
      status: assetStatusFor(side.type, side.status, textAt(asset, "status")),
      external_id: textOr(asset, "external_id", ""),
      external_uid: filledTextAt(asset, "external_uid") ?? mintExternalUid(platform),
      product: {
        id: product.id,
        name: product.name,
        icon: product.icon,
        status: product.status,
        ...objectAt(asset, "product"),
      },
      connection,
      events: {
        created: { at: textIn(asset, "events", "created", "at") ?? side.created },
        updated: { at: textIn(asset, "events", "updated", "at") ?? side.created },
      },
      items: itemsBefore(side),
      params: side.params,
      tiers: readTiers(platform, objectAt(asset, "tiers")),
      configuration: objectOr(asset, "configuration", { params: [] }),
      marketplace: payloadMarketplace(payload, connection.type),
      contract: payloadContract(payload, connection.id),
    },
    extras: unknownFields(asset, KNOWN_FIELDS),
    requests: [],
    issued: 0,
    cancelledFrom: null,
  };
}

/** What the subscription has while the request is open, or has had since it was approved. */
function itemsBefore({ type, status, items }: RequestSide): readonly Item[] {
  if (type === "purchase" || status === "approved") return remainingItems(items);
  const held = items.filter((item) => !isZero(item.old_quantity)).map(asBefore);
  return held.length > 0 ? held : remainingItems(items);
}

function asBefore(item: Item): Item {
  return { ...item, quantity: item.old_quantity };
}

function payloadMarketplace(payload: JsonObject, connectionType: string): JsonObject {
  return (
    objectAt(objectAt(payload, "asset"), "marketplace") ??
    objectAt(payload, "marketplace") ??
    marketplaceOf(connectionType === "preview" ? undefined : DEFAULT_MARKETPLACE_ID)
  );
}

function payloadContract(payload: JsonObject, connectionId: string): JsonObject {
  return (
    objectAt(objectAt(payload, "asset"), "contract") ??
    objectAt(payload, "contract") ??
    contractOf(connectionId)
  );
}

function payloadConnection(asset: JsonObject): AssetDocument["connection"] {
  const given = objectAt(asset, "connection") ?? {};
  const base = connectionOf(textAt(given, "id") ?? DEFAULT_CONNECTION_ID, textAt(given, "type"));
  return { ...base, ...given, id: base.id, type: textAt(given, "type") ?? base.type };
}
