import type { Parameter } from "../documents/parameter.ts";
import type {
  TierConfigRecord,
  TierRequestRecord,
  TierRequestStatus,
  TierRequestType,
} from "../documents/tier.ts";
import { mintFormCode, numberedIdentifier } from "../identifiers.ts";
import { stamp, type Platform } from "../platform.ts";
import { openConversation } from "./conversations.ts";
import { writeTierConfig } from "./tier-records.ts";

export interface NewTierRequest {
  readonly type: TierRequestType;
  readonly status: TierRequestStatus;
  readonly params: readonly Parameter[];
  readonly notes: string;
}

/** Opens a request on a configuration: gives it its number and its conversation. */
export function addTierRequest(
  platform: Platform,
  config: TierConfigRecord,
  { type, status, params, notes }: NewTierRequest,
): TierRequestRecord {
  const { id, issued } = nextNumber(platform, config);
  const at = stamp(platform);
  const record: TierRequestRecord = {
    document: {
      id,
      type,
      status,
      configuration: { id: config.document.id },
      params,
      environment: config.document.connection.type,
      assignee: "",
      template: null,
      reason: "",
      notes,
      effective_date: null,
      events: { created: { at }, updated: { at } },
    },
    extras: {},
    formCode: mintFormCode(platform),
  };
  platform.store.put("tierRequests", id, record);
  writeTierConfig(platform, config, { open_request: { id } }, { issued });
  openConversation(platform, id, "Tier configuration request");
  return record;
}

function nextNumber(platform: Platform, config: TierConfigRecord) {
  for (let issued = config.issued + 1; ; issued += 1) {
    const id = numberedIdentifier("TCR", config.document.id, issued);
    if (!platform.store.has("tierRequests", id)) return { id, issued };
  }
}
