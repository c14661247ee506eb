import type { AssetDocument, AssetRecord } from "../documents/asset.ts";
import type { RequestRecord } from "../documents/request.ts";
import { digitsOf, mintIdentifier } from "../identifiers.ts";
import { textAt } from "../json-reading.ts";
import type { Platform } from "../platform.ts";
import { openConversation } from "../rules/conversations.ts";
import { remainingItems } from "../rules/quantities.ts";
import { openRequests, writeAsset } from "../rules/records.ts";
import { isOpen, replacesItems } from "../rules/request-types.ts";
import { setUpTierConfig, tierConfigFor } from "../rules/tier-configs.ts";
import type { WaitingRequest } from "../store/collections.ts";
import { assetStatusFor } from "./asset-status.ts";

/**
 * Puts a loaded request on the platform. Its subscription is made, or, where it exists, brought into the
 * status the request needs; a request that has long ended leaves a subscription alone that another one is working on.
 */
export function admit(platform: Platform, { request, asset }: WaitingRequest): void {
  const { id, status } = request.document;
  const existing = platform.store.get("assets", asset.document.id);
  const base = existing ?? asset;
  platform.store.put("requests", id, request);
  const requests = [...base.requests, id];
  const issued = Math.max(base.issued, numberIn(id, asset.document.id));
  if (existing === undefined) {
    platform.store.put("assets", asset.document.id, {
      ...asset,
      requests,
      issued,
      cancelledFrom: opensCancel(request) ? "active" : null,
    });
  } else {
    writeAsset(platform, existing, statusChange(platform, existing, asset, request), {
      requests,
      issued,
      ...(opensCancel(request) ? { cancelledFrom: wayBack(existing) } : {}),
    });
  }
  openConversation(platform, id);
  if (status === "tiers_setup") waitForTier(platform, request);
}

function statusChange(
  platform: Platform,
  existing: AssetRecord,
  told: AssetRecord,
  request: RequestRecord,
): Partial<AssetDocument> {
  const { type, status, asset } = request.document;
  if (isOpen(status)) return { status: assetStatusFor(type, status, existing.document.status) };
  if (openRequests(platform, existing).length > 0) return {};
  const isApproved = status === "approved";
  return {
    status: told.document.status,
    ...(isApproved ? { params: asset.params } : {}),
    ...(isApproved && replacesItems(type) ? { items: remainingItems(asset.items) } : {}),
  };
}

/** The running number in a request id that is built from its subscription's id; else 0. */
function numberIn(requestId: string, assetId: string): number {
  const prefix = `PR-${digitsOf(assetId)}-`;
  const rest = requestId.startsWith(prefix) ? requestId.slice(prefix.length) : "";
  return /^\d{1,9}$/u.test(rest) ? Number(rest) : 0;
}

function opensCancel({ document }: RequestRecord): boolean {
  return document.type === "cancel" && isOpen(document.status) && document.status !== "draft";
}

function wayBack(existing: AssetRecord): string {
  return existing.document.status === "suspended" ? "suspended" : "active";
}

/** A request that is waiting for its reseller needs something to wait for. */
function waitForTier(platform: Platform, request: RequestRecord): void {
  const asset = platform.store.get("assets", request.document.asset.id);
  if (asset === undefined) return;
  const { tier1 } = asset.document.tiers;
  const account = { ...tier1, id: textAt(tier1, "id") ?? mintIdentifier(platform, "tierAccount") };
  const known = tierConfigFor(platform, asset.document, 1, account.id);
  const { document: config } =
    known?.document.status === "processing"
      ? known
      : setUpTierConfig(platform, asset.document, 1, account);
  platform.store.put("requests", request.document.id, { ...request, waitsFor: [config.id] });
}
