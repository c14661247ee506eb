import { connectionOf, contractOf, marketplaceOf } from "../accounts.ts";
import type { AssetDocument, AssetRecord, Tiers } from "../documents/asset.ts";
import type { ProductRecord } from "../documents/product.ts";
import type { RequestRecord } from "../documents/request.ts";
import type { Role } from "../http/roles.ts";
import { mintExternalUid, mintIdentifier } from "../identifiers.ts";
import { objectAt, textAt, textIn, valueAt, type JsonObject } from "../json-reading.ts";
import { stamp, type Platform } from "../platform.ts";
import { conflict, forbidden, invalid } from "../refusal.ts";
import { conflictParams } from "./conflicts.ts";
import { addRequest } from "./new-request.ts";
import { enter } from "./opening.ts";
import { emptyParameter, withValues } from "./parameters.ts";
import { purchasedItems } from "./quantities.ts";
import { checkDraft, checkPlannedDate } from "./request-gates.ts";
import { tierAccountNamed, type TierScope } from "./tier-accounts.ts";

/** Creates a subscription together with the request to fulfill it. */
export function createPurchase(platform: Platform, role: Role, body: unknown): RequestRecord {
  const wanted = objectAt(body, "asset");
  const product = orderedProduct(platform, wanted);
  const connection = orderedConnection(wanted);
  // Vendors may only buy from themselves to preview their product.
  if (role === "vendor" && connection.type !== "preview") throw forbidden();
  const isDraft = textAt(body, "status") === "draft";
  if (isDraft) checkDraft(product.document, "purchase");
  checkPlannedDate(product.document, "purchase", body);
  const marketplace = orderedMarketplace(body, connection.type);
  refuseDuplicate(platform, connection.id, product.document.id, textAt(wanted, "external_uid"));
  const asset = newAsset(platform, wanted, product, {
    status: isDraft ? "draft" : "processing",
    connection,
    marketplace,
    contract: contractOf(connection.id),
  });
  const { items, params } = asset.document;
  const request = addRequest(platform, asset, {
    type: "purchase",
    status: isDraft ? "draft" : "pending",
    items,
    params,
    body,
  });
  return isDraft ? request : enter(platform, request);
}

/** Accounts of a sale as a body gives them, each with an id; accounts left out stay empty. */
export function readTiers(platform: Platform, tiers: unknown): Tiers {
  const account = (scope: TierScope): JsonObject =>
    tierAccountNamed(platform, objectAt(tiers, scope), scope) ?? {};
  return { customer: account("customer"), tier1: account("tier1"), tier2: account("tier2") };
}

function orderedProduct(platform: Platform, wanted: unknown): ProductRecord {
  const id = textIn(wanted, "product", "id");
  if (id === undefined) throw invalid("Field 'asset.product.id' is required.");
  const product = platform.store.get("products", id);
  if (product === undefined) throw invalid(`asset.product.id: Product "${id}" does not exist.`);
  return product;
}

function orderedConnection(wanted: unknown): AssetDocument["connection"] {
  const id = textIn(wanted, "connection", "id");
  if (id === undefined) throw invalid("Field 'asset.connection.id' is required.");
  const type = textIn(wanted, "connection", "type");
  if (type !== undefined && !["preview", "test", "production"].includes(type)) {
    throw invalid(`asset.connection.type: "${type}" is not a valid choice.`);
  }
  return connectionOf(id, type);
}

function orderedMarketplace(body: unknown, connectionType: string): JsonObject {
  const id = textIn(body, "marketplace", "id");
  if (id === undefined && connectionType !== "preview") {
    throw invalid("Field 'marketplace.id' is required.");
  }
  return marketplaceOf(id);
}

function refuseDuplicate(
  platform: Platform,
  connectionId: string,
  productId: string,
  externalUid: string | undefined,
): void {
  if (externalUid === undefined) return;
  const twin = platform.store
    .values("assets")
    .find(
      ({ document }) =>
        document.external_uid === externalUid &&
        document.connection.id === connectionId &&
        document.product.id === productId,
    );
  if (twin === undefined) return;
  throw conflict(
    `Asset with external_uid "${externalUid}" already exists.`,
    conflictParams(platform, twin),
  );
}

function newAsset(
  platform: Platform,
  wanted: unknown,
  product: ProductRecord,
  base: Pick<AssetDocument, "status" | "connection" | "marketplace" | "contract">,
): AssetRecord {
  const at = stamp(platform);
  const items = purchasedItems(valueAt(wanted, "items") ?? [], product.items);
  const definitions = product.parameters.filter((parameter) => parameter.scope === "asset");
  const params = withValues(
    definitions.map((definition) => emptyParameter(definition)),
    valueAt(wanted, "params") ?? [],
    {
      phases: ["ordering"],
    },
  );
  const { id, name, icon, status } = product.document;
  return {
    document: {
      id: mintIdentifier(platform, "asset"),
      external_id: textAt(wanted, "external_id") ?? "",
      external_uid: textAt(wanted, "external_uid") ?? mintExternalUid(platform),
      product: { id, name, icon, status },
      events: { created: { at }, updated: { at } },
      items,
      params,
      tiers: readTiers(platform, objectAt(wanted, "tiers")),
      configuration: { params: [] },
      ...base,
    },
    extras: {},
    requests: [],
    issued: 0,
    cancelledFrom: null,
  };
}
