import type { TierConfig, TierRequest } from "../documents/tier.ts";
import { objectAt, textAt, textIn } from "../json-reading.ts";
import { stampAfter, type Platform } from "../platform.ts";
import { invalid, missingFields, notFound, wrongStatus } from "../refusal.ts";
import { endRequest } from "./ending.ts";
import { dateAt } from "./new-request.ts";
import { proceed } from "./opening.ts";
import { findProduct, writeRequest } from "./records.ts";

export function findTierRequest(platform: Platform, id: string): TierRequest {
  const request = platform.store.get("tierRequests", id);
  if (request === undefined) throw notFound("Tier configuration request");
  return request;
}

/** Approves a tier configuration request: the requests that waited for nothing else go on. */
export function approveTierRequest(platform: Platform, id: string, body: unknown): TierRequest {
  const request = pendingTierRequest(platform, id);
  const config = configOf(platform, request);
  const templateId = textIn(body, "template", "id");
  if (templateId === undefined) throw missingFields("template.id");
  const template = findProduct(platform, config.product.id).templates.find(
    (one) => one.id === templateId && one.scope === `tier${config.tier_level}`,
  );
  if (template === undefined)
    throw invalid(`template.id: Template "${templateId}" does not exist.`);
  const effective =
    dateAt(objectAt(body, "template"), "effective_date") ?? dateAt(body, "effective_date");
  const written = write(platform, request, {
    status: "approved",
    template: { id: template.id, name: template.name, representation: template.body },
    effective_date: effective ?? stampAfter(platform, request.events.updated.at),
  });
  activate(platform, config);
  for (const waiting of requestsWaitingFor(platform, config.id)) {
    const waitsFor = waiting.waitsFor.filter((other) => other !== config.id);
    if (waitsFor.length > 0) writeRequest(platform, waiting, {}, { waitsFor });
    else proceed(platform, waiting);
  }
  return written;
}

/** Fails a tier configuration request and, with it, every request that waited for it. */
export function failTierRequest(platform: Platform, id: string, body: unknown): void {
  const request = pendingTierRequest(platform, id);
  const reason = textAt(body, "reason")?.trim() ?? "";
  if (reason === "") throw missingFields("reason");
  const config = configOf(platform, request);
  write(platform, request, { status: "failed", reason });
  // A failed setup leaves the configuration active, says the object explorer.
  activate(platform, config);
  for (const waiting of requestsWaitingFor(platform, config.id)) {
    endRequest(platform, waiting, "failed", {
      reason: `Tier configuration request ${request.id} was failed: ${reason}`,
    });
  }
}

function pendingTierRequest(platform: Platform, id: string): TierRequest {
  const request = findTierRequest(platform, id);
  if (request.status === "pending") return request;
  throw wrongStatus("Only pending Tier Configuration Requests can be approved or failed.");
}

function configOf(platform: Platform, request: TierRequest): TierConfig {
  const config = platform.store.get("tierConfigs", request.configuration.id);
  if (config === undefined) throw notFound("Tier configuration");
  return config;
}

function write(
  platform: Platform,
  request: TierRequest,
  changes: Partial<TierRequest>,
): TierRequest {
  const at = stampAfter(platform, request.events.updated.at);
  const written = { ...request, ...changes, events: { ...request.events, updated: { at } } };
  platform.store.put("tierRequests", request.id, written);
  return written;
}

/** Ends the setup of a configuration and lets the level below it begin. */
function activate(platform: Platform, config: TierConfig): void {
  const at = stampAfter(platform, config.events.updated.at);
  platform.store.put("tierConfigs", config.id, {
    ...config,
    status: "active",
    open_request: null,
    events: { ...config.events, updated: { at } },
  });
  if (config.tier_level !== 2) return;
  const waitingTogether = new Set(
    requestsWaitingFor(platform, config.id).flatMap((request) => request.waitsFor),
  );
  for (const request of platform.store.list("tierRequests")) {
    if (request.status === "tiers_setup" && waitingTogether.has(request.configuration.id)) {
      write(platform, request, { status: "pending" });
    }
  }
}

function requestsWaitingFor(platform: Platform, configId: string) {
  return platform.store
    .list("requests")
    .filter(
      (request) => request.document.status === "tiers_setup" && request.waitsFor.includes(configId),
    );
}
