import type { TierConfig, TierRequestRecord, TierTemplate } from "../documents/tier.ts";
import { objectAt, textAt, textIn } from "../json-reading.ts";
import { stampAfter, type Platform } from "../platform.ts";
import { invalid, missingFields, wrongStatus } from "../refusal.ts";
import { announce } from "./conversations.ts";
import { endRequest } from "./ending.ts";
import { dateAt } from "./new-request.ts";
import { proceed } from "./opening.ts";
import { missingRequired, withoutErrors } from "./parameters.ts";
import { writeRequest } from "./records.ts";
import { proceedTierRequest, stamped } from "./tier-opening.ts";
import {
  findTierRequest,
  tierConfigOf,
  tierProductOf,
  writeTierConfig,
  writeTierRequest,
} from "./tier-records.ts";
import { renderedForTier } from "./tier-rendering.ts";

/** Approves a pending tier request: what waited for nothing else goes on. */
export function approveTierRequest(
  platform: Platform,
  id: string,
  body: unknown,
): TierRequestRecord {
  const request = findTierRequest(platform, id);
  if (request.document.status !== "pending") {
    throw wrongStatus("Only pending Tier Configuration Requests can be approved.");
  }
  const template = chosenTemplate(platform, request, body);
  // The specification has the date beside the template's id, some clients beside the template.
  const wanted =
    dateAt(objectAt(body, "template"), "effective_date") ?? dateAt(body, "effective_date");
  const missing = missingRequired(request.document.params, "fulfillment");
  if (missing.length > 0) {
    throw invalid(...missing.map((name) => `params.${name}: This parameter is required.`));
  }
  const params = withoutErrors(request.document.params);
  const approved = writeTierRequest(platform, request, {
    status: "approved",
    params,
    template,
    effective_date: wanted ?? stampAfter(platform, request.document.events.updated.at),
    events: stamped(platform, request, "approved"),
  });
  finish(platform, approved, { params, template: { id: template.id, name: template.name } });
  releaseBelow(platform, approved);
  releaseWaiting(platform, approved);
  return approved;
}

/** Fails a pending or inquiring tier request; see `endBadly`. */
export function failTierRequest(platform: Platform, id: string, body: unknown): void {
  const request = findTierRequest(platform, id);
  if (!["pending", "inquiring"].includes(request.document.status)) {
    throw wrongStatus("Only pending or inquiring Tier Configuration Requests can be failed.");
  }
  const reason = textAt(body, "reason")?.trim() ?? "";
  if (reason === "") throw missingFields("reason");
  endBadly(platform, request, reason);
}

/**
 * A failed setup fails everything that waited for it; a failed update or adjustment changes nothing, so what waited
 * goes on. The configuration is active in any case.
 */
function endBadly(platform: Platform, request: TierRequestRecord, reason: string): void {
  const failed = writeTierRequest(platform, request, {
    status: "failed",
    reason,
    events: stamped(platform, request, "failed"),
  });
  const { id, type } = failed.document;
  announce(platform, id, `The request was failed. Reason: ${reason}`);
  finish(platform, failed, {});
  if (type !== "setup") {
    releaseBelow(platform, failed);
    releaseWaiting(platform, failed);
    return;
  }
  const told = `Tier configuration request ${id} was failed: ${reason}`;
  for (const below of requestsBelow(platform, failed)) endBadly(platform, below, told);
  for (const waiting of requestsWaitingFor(platform, failed)) {
    endRequest(platform, waiting, "failed", { reason: told });
  }
}

function chosenTemplate(
  platform: Platform,
  request: TierRequestRecord,
  body: unknown,
): Required<TierTemplate> {
  const id = textIn(body, "template", "id");
  if (id === undefined) throw missingFields("template.id");
  const scope = `tier${tierConfigOf(platform, request).document.tier_level}`;
  const template = tierProductOf(platform, request).templates.find(
    (one) => one.id === id && one.scope === scope,
  );
  if (template === undefined) throw invalid(`template.id: Template "${id}" does not exist.`);
  const representation = renderedForTier(platform, template.body, request);
  return { id, name: template.name, representation };
}

/** The configuration is active and free for the next request. */
function finish(
  platform: Platform,
  request: TierRequestRecord,
  changes: Pick<Partial<TierConfig>, "params" | "template">,
): void {
  const config = tierConfigOf(platform, request);
  writeTierConfig(platform, config, { ...changes, status: "active", open_request: null });
}

function releaseBelow(platform: Platform, request: TierRequestRecord): void {
  for (const below of requestsBelow(platform, request)) proceedTierRequest(platform, below);
}

function releaseWaiting(platform: Platform, { document }: TierRequestRecord): void {
  const configId = document.configuration.id;
  for (const waiting of requestsWaitingFor(platform, { document })) {
    const waitsFor = waiting.waitsFor.filter((other) => other !== configId);
    if (waitsFor.length > 0) writeRequest(platform, waiting, {}, { waitsFor });
    else proceed(platform, waiting);
  }
}

/** The tier requests of the first level that the level above held back. */
function requestsBelow(
  platform: Platform,
  { document }: TierRequestRecord,
): readonly TierRequestRecord[] {
  return platform.store
    .list("tierRequests")
    .filter(
      (other) =>
        other.document.status === "tiers_setup" &&
        tierConfigOf(platform, other).parent === document.configuration.id,
    );
}

function requestsWaitingFor(platform: Platform, { document }: Pick<TierRequestRecord, "document">) {
  return platform.store
    .list("requests")
    .filter(
      (request) =>
        request.document.status === "tiers_setup" &&
        request.waitsFor.includes(document.configuration.id),
    );
}
