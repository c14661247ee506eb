import { connectionOf, contractOf, DEFAULT_MARKETPLACE_ID, marketplaceOf } from "../accounts.ts";
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
import { orderedProduct } from "./ordered-product.ts";
import { emptyParameter, withValues } from "./parameters.ts";
import { draftedItems, purchasedItems } from "./quantities.ts";
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
  const marketplace = orderedMarketplace(body, connection.type, isDraft);
  refuseDuplicate(platform, connection.id, product.document.id, textAt(wanted, "external_uid"));
  const order = (isDraft ? draftedItems : purchasedItems)(valueAt(wanted, "items"), product.items);
  const asset = newAsset(platform, wanted, product, {
    items: order,
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

/** What a contact cannot be without; the platform refuses it blank, in the words of its own. */
const FILLED_IN_CONTACTS = ["first_name", "last_name", "email"];

/** The accounts of an order. */
export function orderedTiers(platform: Platform, tiers: unknown): Tiers {
  for (const scope of ["customer", "tier1", "tier2"]) {
    const contact = objectAt(objectAt(objectAt(tiers, scope), "contact_info"), "contact");
    const blank = FILLED_IN_CONTACTS.find((name) => textAt(contact, name)?.trim() === "");
    if (blank !== undefined) {
      throw invalid(
        `asset.tiers.${scope}.contact_info.contact.${blank}: This field may not be blank.`,
      );
    }
  }
  return readTiers(platform, tiers);
}

/** Accounts of a sale as a body gives them, each with an id; accounts left out stay empty. */
export function readTiers(platform: Platform, tiers: unknown): Tiers {
  const account = (scope: TierScope): JsonObject =>
    tierAccountNamed(platform, objectAt(tiers, scope), scope) ?? {};
  return { customer: account("customer"), tier1: account("tier1"), tier2: account("tier2") };
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

/** Where none is named, that of the reseller the order names; a draft need not know it yet. */
function orderedMarketplace(body: unknown, connectionType: string, isDraft: boolean): JsonObject {
  const id = textIn(body, "marketplace", "id");
  if (id !== undefined || connectionType === "preview") return marketplaceOf(id);
  const tiers = objectAt(objectAt(body, "asset"), "tiers");
  const isResold = ["tier1", "tier2"].some(
    (tier) => Object.keys(objectAt(tiers, tier) ?? {}).length > 0,
  );
  if (!isResold && !isDraft) throw invalid("Field 'marketplace.id' is required.");
  return marketplaceOf(DEFAULT_MARKETPLACE_ID);
}

/** Two subscriptions to a product over one connection cannot have the same `external_uid`. */
export function refuseDuplicate(
  platform: Platform,
  connectionId: string,
  productId: string,
  externalUid: string | undefined,
  own?: string,
): void {
  if (externalUid === undefined) return;
  const twin = platform.store
    .values("assets")
    .find(
      ({ document }) =>
        document.id !== own &&
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
  base: Pick<AssetDocument, "status" | "connection" | "marketplace" | "contract" | "items">,
): AssetRecord {
  const at = stamp(platform);
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
      params,
      tiers: orderedTiers(platform, objectAt(wanted, "tiers")),
      configuration: { params: [] },
      ...base,
    },
    extras: {},
    requests: [],
    issued: 0,
    cancelledFrom: null,
  };
}
