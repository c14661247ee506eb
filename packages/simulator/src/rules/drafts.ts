import type { RequestRecord } from "../documents/request.ts";
import type { Role } from "../http/roles.ts";
import type { Platform } from "../platform.ts";
import { wrongStatus } from "../refusal.ts";
import { removeConversation } from "./conversations.ts";
import { enter } from "./opening.ts";
import { checkOrdered } from "./quantities.ts";
import { assetOf, findRequest, writeAsset } from "./records.ts";
import { checkBuyer } from "./request-gates.ts";

/** A draft purchase becomes an order; its subscription begins processing. */
export function purchaseDraft(platform: Platform, id: string, role: Role): RequestRecord {
  const request = findDraft(platform, id, role);
  if (request.document.type !== "purchase") {
    throw wrongStatus("Only draft purchase requests can be purchased.");
  }
  const { items } = request.document.asset;
  checkOrdered(items);
  writeAsset(platform, assetOf(platform, request), { status: "processing", items });
  return enter(platform, request);
}

/** A draft of any other type becomes a request. */
export function submitDraft(platform: Platform, id: string, role: Role): RequestRecord {
  const request = findDraft(platform, id, role);
  if (request.document.type === "purchase") {
    throw wrongStatus("Draft purchase requests are submitted by purchase.");
  }
  return enter(platform, request);
}

/** A draft disappears, and with a draft purchase its subscription. */
export function deleteDraft(platform: Platform, id: string, role: Role): void {
  const request = findDraft(platform, id, role);
  const asset = assetOf(platform, request);
  removeConversation(platform, id);
  platform.store.delete("requests", id);
  if (request.document.type === "purchase") {
    platform.store.delete("assets", asset.document.id);
    return;
  }
  writeAsset(platform, asset, {}, { requests: asset.requests.filter((other) => other !== id) });
}

/** A request that is still a draft, for the buyer's side. */
function findDraft(platform: Platform, id: string, role: Role): RequestRecord {
  const request = findRequest(platform, id);
  checkBuyer(role, assetOf(platform, request).document.connection.type);
  if (request.document.status !== "draft") {
    throw wrongStatus("This action is applicable to draft Fulfillments only.");
  }
  return request;
}
