import type { TierRequestRecord } from "../documents/tier.ts";
import type { Role } from "../http/roles.ts";
import type { Platform } from "../platform.ts";
import { wrongStatus } from "../refusal.ts";
import { checkBuyer } from "./request-gates.ts";
import { enterTierRequest } from "./tier-opening.ts";
import { findTierRequest, tierConfigOf } from "./tier-records.ts";

/** A draft becomes a request. */
export function submitTierDraft(platform: Platform, id: string, role: Role): TierRequestRecord {
  const request = findTierRequest(platform, id);
  checkBuyer(role, tierConfigOf(platform, request).document.connection.type);
  if (request.document.status !== "draft") {
    throw wrongStatus("This action is applicable to draft Tier Configuration Requests only.");
  }
  return enterTierRequest(platform, request);
}
