import type { AssetRecord } from "../documents/asset.ts";
import type { RequestDocument, RequestRecord } from "../documents/request.ts";
import { mintFormCode } from "../identifiers.ts";
import { formatInstant, parseInstant } from "../instants.ts";
import {
  objectAt,
  objectOr,
  textIn,
  textOr,
  valueAt,
  type JsonObject,
  filledTextAt,
} from "../json-reading.ts";
import { nowOf, stamp, type Platform } from "../platform.ts";
import { missingRequired } from "../rules/parameters.ts";
import { findProduct } from "../rules/records.ts";
import type { WaitingRequest } from "../store/collections.ts";
import { payloadAsset, type RequestSide } from "./payload-asset.ts";
import { wantedItems, wantedParameters } from "./payload-contents.ts";
import { formCodeIn, payloadTemplate } from "./payload-template.ts";
import { unknownFields } from "./unknown-fields.ts";

/** How long a scheduled request without a date is put off. */
const ONE_DAY_MICROSECONDS = 86_400_000_000;

/** A payload in today's shape. `id` is empty until a number is given to it. */
export interface PreparedRequest extends WaitingRequest {
  readonly notes: readonly string[];
}

/** Reads a payload leniently: what is missing is made up, what is unknown is kept. */
export function preparedRequest(
  platform: Platform,
  payload: JsonObject,
  productId: string,
): PreparedRequest {
  const side = requestSide(platform, payload, productId);
  const asset = payloadAsset(platform, payload, side);
  const planned = dateIn(payload, "planned_date");
  const isUndated = side.status === "scheduled" && planned === null;
  const document: RequestDocument = {
    ...plainFields(payload, side, asset),
    template: null,
    planned_date: isUndated ? formatInstant(nowOf(platform) + ONE_DAY_MICROSECONDS) : planned,
  };
  const request: RequestRecord = {
    document,
    extras: unknownFields(payload, [...Object.keys(document), "params_form_url"]),
    formCode: formCodeIn(payload) ?? mintFormCode(platform),
    waitsFor: [],
  };
  const template = payloadTemplate(findProduct(platform, productId), request, payload);
  return {
    asset,
    request: { ...request, document: { ...document, template } },
    notes: [
      ...missingPieces(payload),
      ...(isUndated ? ["It was scheduled without a planned_date: made up, in a day."] : []),
    ],
  };
}

/** The part of a payload that decides what its subscription must look like. */
function requestSide(platform: Platform, payload: JsonObject, productId: string): RequestSide {
  const type = textOr(payload, "type", "");
  const existing = platform.store.get("assets", textIn(payload, "asset", "id") ?? "");
  const product = findProduct(platform, productId);
  const params = wantedParameters(payload, existing, product);
  const given = textOr(payload, "status", "pending");
  // A body that leaves out what is required makes the platform ask for it at once.
  const isBody = filledTextAt(payload, "id") === undefined;
  const isIncomplete = missingRequired(params, "ordering").length > 0;
  const asks = isBody && given === "pending" && type === "purchase";
  return {
    type,
    status: asks && isIncomplete ? "inquiring" : given,
    items: wantedItems(payload, existing, product),
    params,
    created: dateIn(payload, "created") ?? stamp(platform),
    productId,
  };
}

function plainFields(
  payload: JsonObject,
  { type, status, items, params, created }: RequestSide,
  asset: AssetRecord,
): Omit<RequestDocument, "template" | "planned_date"> {
  const previous = textIn(payload, "previous_approved_request", "id");
  return {
    id: textOr(payload, "id", ""),
    type,
    status,
    note: textOr(payload, "note", ""),
    reason: textOr(payload, "reason", ""),
    created,
    updated: dateIn(payload, "updated") ?? created,
    answered: valueAt(payload, "answered") === true,
    assignee: objectAt(payload, "assignee") ?? "",
    activation_key: textOr(payload, "activation_key", ""),
    asset: { id: asset.document.id, items, params },
    effective_date: dateIn(payload, "effective_date"),
    previous_approved_request: previous === undefined ? null : { id: previous },
    external_attributes: objectOr(payload, "external_attributes", {}),
    marketplace: objectOr(payload, "marketplace", asset.document.marketplace),
    contract: objectOr(payload, "contract", asset.document.contract),
    events: payloadEvents(payload, created),
  };
}

function payloadEvents(payload: JsonObject, created: string): RequestDocument["events"] {
  return {
    created: { at: textIn(payload, "events", "created", "at") ?? created },
    updated: { at: textIn(payload, "events", "updated", "at") ?? created },
  };
}

function missingPieces(payload: JsonObject): readonly string[] {
  const asset = objectAt(payload, "asset");
  const missing = ["external_uid", "product", "connection"].filter(
    (field) => valueAt(asset, field) === undefined,
  );
  const isPlaced = [asset, payload].some((holder) => objectAt(holder, "marketplace") !== undefined);
  const all = [...missing, ...(isPlaced ? [] : ["marketplace"])];
  return all.length === 0 ? [] : [`Made up what it does not say: ${all.join(", ")}.`];
}

function dateIn(payload: JsonObject, field: string): string | null {
  const instant = parseInstant(textOr(payload, field, ""));
  return instant === undefined ? null : formatInstant(instant);
}
