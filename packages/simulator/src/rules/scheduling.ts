import type { RequestRecord } from "../documents/request.ts";
import { formatInstant, parseInstant } from "../instants.ts";
import { textAt } from "../json-reading.ts";
import { nowOf, type Platform } from "../platform.ts";
import { invalid, missingFields, wrongStatus } from "../refusal.ts";
import { canSchedule } from "./capabilities.ts";
import { endRequest } from "./ending.ts";
import { dateAt } from "./new-request.ts";
import { findRequest, productOf, writeRequest } from "./records.ts";
import { defaultTemplate } from "./templates.ts";

/** Puts a pending request off to a date in the future. */
export function scheduleRequest(platform: Platform, id: string, body: unknown): RequestRecord {
  const request = findRequest(platform, id);
  if (request.document.status !== "pending") {
    throw wrongStatus("Only pending Fulfillments can be scheduled.");
  }
  if (!canSchedule(productOf(platform, request).document, request.document.type)) {
    throw wrongStatus(
      `The product does not support scheduling of ${request.document.type} requests.`,
    );
  }
  const planned_date = dateAt(body, "planned_date");
  if (planned_date === null) throw missingFields("planned_date");
  if ((parseInstant(planned_date) ?? 0) <= nowOf(platform)) {
    throw invalid("planned_date: The date must be in the future.");
  }
  return writeRequest(platform, request, { status: "scheduled", planned_date });
}

/** Scheduled requests whose date has come are pending since that date. */
export function settleScheduled(platform: Platform): void {
  const scheduled = platform.store
    .values("requests")
    .filter((request) => request.document.status === "scheduled")
    .toArray();
  for (const request of scheduled) {
    const { planned_date, updated } = request.document;
    const due = planned_date === null ? undefined : parseInstant(planned_date);
    if (due === undefined || due > nowOf(platform)) continue;
    const template = defaultTemplate(productOf(platform, request), "fulfillment");
    const at = formatInstant(Math.max(due, (parseInstant(updated) ?? 0) + 1));
    writeRequest(platform, request, { status: "pending", template }, { at });
  }
}

/** The buyer's side takes a scheduled request back; the vendor has to confirm it. */
export function revokeRequest(platform: Platform, id: string, body: unknown): RequestRecord {
  const request = findRequest(platform, id);
  if (request.document.status !== "scheduled") {
    throw wrongStatus("Only scheduled Fulfillments can be revoked.");
  }
  return writeRequest(platform, request, {
    status: "revoking",
    reason: textAt(body, "reason") ?? "",
  });
}

export function confirmRevocation(platform: Platform, id: string): RequestRecord {
  const request = findRequest(platform, id);
  if (request.document.status !== "revoking") {
    throw wrongStatus("Only revoking Fulfillments can be confirmed.");
  }
  return endRequest(platform, request, "revoked", {});
}
