import type { AssetDocument, AssetRecord } from "../documents/asset.ts";
import type { Parameter } from "../documents/parameter.ts";
import type { RequestDocument, RequestRecord } from "../documents/request.ts";
import type { Platform } from "../platform.ts";
import { announce } from "./conversations.ts";
import { withoutErrors } from "./parameters.ts";
import { quantitiesDiffer, remainingItems } from "./quantities.ts";
import { assetOf, openRequests, writeAsset, writeRequest } from "./records.ts";
import { replacesItems } from "./request-types.ts";

export type FinalStatus = "approved" | "failed" | "revoked";

/** Ends a request and does to its subscription what its type and outcome say. */
export function endRequest(
  platform: Platform,
  request: RequestRecord,
  status: FinalStatus,
  changes: Partial<RequestDocument>,
): RequestRecord {
  const ended = writeRequest(platform, request, { ...changes, status }, { waitsFor: [] });
  const before = assetOf(platform, ended);
  const after = writeAsset(
    platform,
    before,
    status === "approved" ? afterApproval(before, ended) : afterRejection(before, ended),
    ended.document.type === "cancel" ? { cancelledFrom: null } : {},
  );
  if (status === "approved") carryOver(platform, before, after);
  if (status === "failed") {
    announce(
      platform,
      ended.document.id,
      `The request was failed. Reason: ${ended.document.reason}`,
    );
  }
  return ended;
}

/** The subscription status an approval leads to; the other types leave it as it is. */
const APPROVED_STATUS: Readonly<Record<string, string>> = {
  purchase: "active",
  suspend: "suspended",
  resume: "active",
  cancel: "terminated",
};

function afterApproval(asset: AssetRecord, request: RequestRecord): Partial<AssetDocument> {
  const { type, asset: approved } = request.document;
  const replaces = type === "purchase" || (replacesItems(type) && quantitiesDiffer(approved.items));
  return {
    status: APPROVED_STATUS[type] ?? asset.document.status,
    params: withoutErrors(approved.params),
    items: replaces ? remainingItems(approved.items) : asset.document.items,
  };
}

/** A failed or revoked purchase ends the subscription, a cancel gives it back; the rest change nothing. */
function afterRejection(asset: AssetRecord, request: RequestRecord): Partial<AssetDocument> {
  if (request.document.type === "purchase") return { status: "terminated" };
  if (request.document.type === "cancel") return { status: asset.cancelledFrom ?? "active" };
  return {};
}

/** Another request may be open beside the one approved; it keeps what it changes and takes over the rest. */
function carryOver(platform: Platform, before: AssetRecord, after: AssetRecord): void {
  for (const request of openRequests(platform, after)) {
    const params = request.document.asset.params.map((parameter) =>
      sameValue(parameter, valueIn(before, parameter))
        ? (valueIn(after, parameter) ?? parameter)
        : parameter,
    );
    writeRequest(platform, request, { asset: { ...request.document.asset, params } });
  }
}

function valueIn(asset: AssetRecord, parameter: Parameter): Parameter | undefined {
  return asset.document.params.find((one) => one.id === parameter.id);
}

function sameValue(left: Parameter, right: Parameter | undefined): boolean {
  return (
    left.value === right?.value &&
    JSON.stringify(left["structured_value"]) === JSON.stringify(right["structured_value"])
  );
}
