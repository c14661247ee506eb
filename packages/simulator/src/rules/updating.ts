import type { RequestRecord } from "../documents/request.ts";
import type { Role } from "../http/roles.ts";
import { objectAt, textAt, valueAt } from "../json-reading.ts";
import type { Platform } from "../platform.ts";
import { forbidden, invalid, wrongStatus } from "../refusal.ts";
import { validatesInquiry } from "./capabilities.ts";
import { draftChanges } from "./draft-writing.ts";
import { withValues } from "./parameters.ts";
import { findRequest, productOf, writeRequest } from "./records.ts";

/**
 * `PUT /requests/{id}`: parameter values, errors and the note. The buyer's side may write drafts only, there
 * whatever else the order says too.
 */
export function updateRequest(
  platform: Platform,
  id: string,
  role: Role,
  body: unknown,
): RequestRecord {
  const request = findRequest(platform, id);
  const { status } = request.document;
  if (role === "distributor" && status !== "draft") throw forbidden();
  if (!mayBeUpdated(platform, request)) {
    throw wrongStatus(
      "Only pending, draft or inquiring Fulfillments with enabled validation capability can be updated.",
    );
  }
  const wanted = objectAt(body, "asset");
  const params = valueAt(wanted, "params");
  const note = textAt(body, "note");
  if (params === undefined && note === undefined && role === "vendor") {
    throw invalid("asset.params: This field is required.");
  }
  const drafted = role === "distributor" ? draftChanges(platform, request, body) : {};
  const asset = drafted.asset ?? request.document.asset;
  const phases = ["ordering", "fulfillment"];
  return writeRequest(platform, request, {
    ...drafted,
    note: note ?? request.document.note,
    asset:
      params === undefined
        ? asset
        : { ...asset, params: withValues(asset.params, params, { phases }) },
  });
}

function mayBeUpdated(platform: Platform, request: RequestRecord): boolean {
  const { status, type } = request.document;
  if (status === "pending" || status === "draft") return true;
  return status === "inquiring" && validatesInquiry(productOf(platform, request).document, type);
}
