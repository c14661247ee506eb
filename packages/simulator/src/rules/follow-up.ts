import type { AssetRecord } from "../documents/asset.ts";
import type { ProductDocument, ProductRecord } from "../documents/product.ts";
import type { RequestRecord } from "../documents/request.ts";
import type { Role } from "../http/roles.ts";
import { objectAt, textAt, textIn, valueAt } from "../json-reading.ts";
import type { Platform } from "../platform.ts";
import { conflict, invalid } from "../refusal.ts";
import { isOn } from "./capabilities.ts";
import { conflictParams } from "./conflicts.ts";
import { announce } from "./conversations.ts";
import { addRequest } from "./new-request.ts";
import { enter } from "./opening.ts";
import { valuesDiffer, withValues } from "./parameters.ts";
import { changedItems, quantitiesDiffer, unchangedItems } from "./quantities.ts";
import { findAsset, findProduct, openRequests, writeAsset, writeRequest } from "./records.ts";
import { checkCreator, checkDraft, checkPlannedDate, checkTypeEnabled } from "./request-gates.ts";
import { fitsAssetStatus, replacesItems, type RequestType } from "./request-types.ts";

type FollowUpType = Exclude<RequestType, "purchase">;

/** The platform's own sentence about suspend and resume without Administrative Hold. */
const NO_HOLD = "The product doesn't support suspend/resume operations.";

/** Creates a request on a subscription that exists. */
export function createFollowUp(
  platform: Platform,
  role: Role,
  type: FollowUpType,
  body: unknown,
): RequestRecord {
  const asset = namedAsset(platform, body);
  const product = findProduct(platform, asset.document.product.id);
  checkCreator(role, type, asset.document.connection.type);
  checkTypeEnabled(product.document, type);
  const isDraft = textAt(body, "status") === "draft";
  if (isDraft) checkDraft(product.document, type);
  checkPlannedDate(product.document, type, body);
  checkRoom(platform, asset, product.document, type);
  const wanted = wantedAsset(asset, product, type, body);
  const request = addRequest(platform, asset, {
    type,
    status: isDraft ? "draft" : "pending",
    ...wanted,
    body,
  });
  return isDraft ? request : start(platform, request, product.document);
}

function start(
  platform: Platform,
  request: RequestRecord,
  product: ProductDocument,
): RequestRecord {
  const { type } = request.document;
  if ((type === "suspend" || type === "resume") && !isOn(product, "subscription", "hold")) {
    announce(platform, request.document.id, `The request was failed. Reason: ${NO_HOLD}`);
    return writeRequest(platform, request, { status: "failed", reason: NO_HOLD });
  }
  if (type === "cancel") {
    // A cancel ends the subscription's normal life before the vendor has said a word.
    const asset = findAsset(platform, request.document.asset.id);
    const cancelledFrom = asset.document.status;
    writeAsset(platform, asset, { status: "terminating" }, { cancelledFrom });
  }
  return enter(platform, request);
}

function namedAsset(platform: Platform, body: unknown): AssetRecord {
  const id = textIn(body, "asset", "id");
  if (id === undefined) throw invalid("Field 'asset.id' is required.");
  const asset = platform.store.get("assets", id);
  if (asset === undefined) throw invalid(`asset.id: Asset "${id}" does not exist.`);
  return asset;
}

/** Whether the subscription's status allows the type and no request is in its way: else 409. */
function checkRoom(
  platform: Platform,
  asset: AssetRecord,
  product: ProductDocument,
  type: FollowUpType,
): void {
  const { status } = asset.document;
  if (!fitsAssetStatus(type, status)) {
    throw conflict(
      `Request type ${type} is not allowed when asset state is ${status}`,
      conflictParams(platform, asset),
    );
  }
  const open = openRequests(platform, asset);
  const mayStandBeside =
    type === "adjustment" &&
    isOn(product, "subscription", "change", "simultaneous_adjustment") &&
    open.every((request) => request.document.type === "change");
  if (open.length > 0 && !mayStandBeside) {
    throw conflict("Asset has another request in progress.", conflictParams(platform, asset));
  }
}

/** The items and parameters the subscription would have after approval. */
function wantedAsset(
  asset: AssetRecord,
  product: ProductRecord,
  type: FollowUpType,
  body: unknown,
): Pick<AssetRecord["document"], "items" | "params"> {
  const wanted = objectAt(body, "asset");
  const current = asset.document;
  if (!replacesItems(type)) {
    return { items: unchangedItems(current.items), params: current.params };
  }
  const givenItems = valueAt(wanted, "items");
  const items =
    givenItems === undefined
      ? unchangedItems(current.items)
      : changedItems(current.items, givenItems, product.items);
  const givenParams = valueAt(wanted, "params");
  const params =
    givenParams === undefined
      ? current.params
      : withValues(current.params, givenParams, { phases: writablePhases(product.document, type) });
  if (type === "change" && !quantitiesDiffer(items) && !valuesDiffer(current.params, params)) {
    throw invalid("asset.items: Item quantities are not changed.");
  }
  return { items, params };
}

function writablePhases(product: ProductDocument, type: FollowUpType): readonly string[] {
  if (type === "adjustment") return ["ordering", "fulfillment"];
  return ["ordering", "fulfillment"].filter((phase) =>
    isOn(product, "subscription", type, `editable_${phase}_parameters`),
  );
}
