import type { AssetRecord } from "../documents/asset.ts";
import type { Item } from "../documents/item.ts";
import type { Parameter } from "../documents/parameter.ts";
import type { RequestDocument, RequestRecord } from "../documents/request.ts";
import { mintFormCode } from "../identifiers.ts";
import { formatInstant, parseInstant, WRONG_DATE_FORMAT } from "../instants.ts";
import { objectAt, textAt, valueAt } from "../json-reading.ts";
import { stamp, type Platform } from "../platform.ts";
import { invalid } from "../refusal.ts";
import { openConversation } from "./conversations.ts";
import { nextRequestNumber } from "./numbering.ts";
import { lastApproved, writeAsset } from "./records.ts";

/** What a new request says of its own. */
export interface NewRequest {
  readonly type: string;
  readonly status: string;
  readonly items: readonly Item[];
  readonly params: readonly Parameter[];
  readonly body: unknown;
}

/** Opens a request on a subscription: gives it its number, its conversation and its place in the history. */
export function addRequest(
  platform: Platform,
  asset: AssetRecord,
  wanted: NewRequest,
): RequestRecord {
  const { id, issued } = nextRequestNumber(platform, asset);
  const record: RequestRecord = {
    document: newDocument(platform, asset, id, wanted),
    extras: {},
    formCode: mintFormCode(platform),
    waitsFor: [],
  };
  platform.store.put("requests", id, record);
  writeAsset(platform, asset, {}, { issued, requests: [...asset.requests, id] });
  openConversation(platform, id);
  return record;
}

/** A date a body gives, in the platform's format; null when it gives none. */
export function dateAt(body: unknown, field: string): string | null {
  const value = valueAt(body, field);
  if (value === undefined || value === null) return null;
  const instant = typeof value === "string" ? parseInstant(value) : undefined;
  if (instant === undefined) throw invalid(`${field}: ${WRONG_DATE_FORMAT}`);
  return formatInstant(instant);
}

function newDocument(
  platform: Platform,
  asset: AssetRecord,
  id: string,
  { type, status, items, params, body }: NewRequest,
): RequestDocument {
  const at = stamp(platform);
  const previous = lastApproved(platform, asset);
  return {
    id,
    type,
    status,
    note: textAt(body, "note") ?? "",
    reason: "",
    created: at,
    updated: at,
    answered: false,
    assignee: "",
    activation_key: "",
    asset: { id: asset.document.id, items, params },
    template: null,
    effective_date: null,
    planned_date: dateAt(body, "planned_date"),
    previous_approved_request: previous === undefined ? null : { id: previous.document.id },
    external_attributes: objectAt(body, "external_attributes") ?? {},
    marketplace: asset.document.marketplace,
    contract: asset.document.contract,
    events: { created: { at }, updated: { at } },
  };
}
