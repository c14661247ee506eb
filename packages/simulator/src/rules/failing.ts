import type { RequestRecord } from "../documents/request.ts";
import { textAt } from "../json-reading.ts";
import type { Platform } from "../platform.ts";
import { missingFields, wrongStatus } from "../refusal.ts";
import { endRequest } from "./ending.ts";
import { findRequest } from "./records.ts";

/** Ends a pending or inquiring request badly, with a reason the buyer is told. */
export function failRequest(platform: Platform, id: string, body: unknown): RequestRecord {
  const request = findRequest(platform, id);
  if (!["pending", "inquiring"].includes(request.document.status)) {
    throw wrongStatus("Only pending or inquiring Fulfillments can be failed.");
  }
  const reason = textAt(body, "reason")?.trim() ?? "";
  if (reason === "") throw missingFields("reason");
  return endRequest(platform, request, "failed", { reason });
}
