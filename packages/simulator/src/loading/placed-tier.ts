import { connectionOf, contractOf, DEFAULT_CONNECTION_ID, marketplaceOf } from "../accounts.ts";
import type { Parameter } from "../documents/parameter.ts";
import {
  TIER_REQUEST_STATUSES,
  TIER_REQUEST_TYPES,
  type TierConfig,
  type TierConfigRecord,
  type TierRequest,
} from "../documents/tier.ts";
import { mintFormCode, mintIdentifier } from "../identifiers.ts";
import { formatInstant, parseInstant } from "../instants.ts";
import {
  filledTextAt,
  listAt,
  objectAt,
  objectOr,
  textAt,
  textIn,
  textOr,
  type JsonObject,
} from "../json-reading.ts";
import { stamp, type Platform } from "../platform.ts";
import { openConversation } from "../rules/conversations.ts";
import { completed } from "../rules/default-product.ts";
import { makeProduct } from "../rules/product-making.ts";
import { findProduct } from "../rules/records.ts";
import { tierAccountNamed } from "../rules/tier-accounts.ts";
import { payloadParameters } from "./payload-parameters.ts";
import type { Placing } from "./placing.ts";
import { unknownFields } from "./unknown-fields.ts";

const FINAL: ReadonlySet<string> = new Set(["approved", "failed"]);

/** Puts a tier configuration on the platform, without a request. */
export function placeTierConfig(platform: Platform, document: JsonObject): Placing {
  const id = filledTextAt(document, "id") ?? "";
  if (platform.store.has("tierConfigs", id)) {
    return { reason: `Tier configuration ${id} is there already.` };
  }
  const config = tierConfig(platform, document, "active");
  if (config === undefined) return { reason: "It has no product or no account." };
  platform.store.put("tierConfigs", config.document.id, config);
  return { id: config.document.id, notes: [] };
}

/** Puts a tier request on the platform, with its configuration where that is not there yet. */
export function placeTierRequest(platform: Platform, document: JsonObject): Placing {
  const id = filledTextAt(document, "id") ?? "";
  if (platform.store.has("tierRequests", id)) {
    return { reason: `Tier configuration request ${id} is there already.` };
  }
  const kind = requestKind(document);
  if (kind === undefined) return { reason: "Its type or status is not known." };
  const isOpen = !FINAL.has(kind.status);
  const known = platform.store.get("tierConfigs", textIn(document, "configuration", "id") ?? "");
  const config = known ?? configurationOf(platform, document, isOpen ? "processing" : "active");
  if (config === undefined) return { reason: "Its configuration has no product or no account." };
  const other = config.document.open_request;
  if (isOpen && other !== null) {
    return { reason: `Its configuration has another request in progress: ${other.id}.` };
  }
  const request = keepRequest(platform, document, config, kind);
  platform.store.put("tierConfigs", config.document.id, {
    ...config,
    issued: Math.max(config.issued, numberIn(request.id)),
    document: { ...config.document, open_request: isOpen ? { id: request.id } : other },
  });
  return { id: request.id, notes: known === undefined ? ["Its configuration came with it."] : [] };
}

function requestKind(document: JsonObject): Pick<TierRequest, "type" | "status"> | undefined {
  const status = TIER_REQUEST_STATUSES.find((one) => one === textOr(document, "status", "pending"));
  const type = TIER_REQUEST_TYPES.find((one) => one === textOr(document, "type", "setup"));
  return status === undefined || type === undefined ? undefined : { type, status };
}

/** Older payloads have the account among the tiers of the request. */
function configurationOf(
  platform: Platform,
  document: JsonObject,
  status: TierConfig["status"],
): TierConfigRecord | undefined {
  const account = objectAt(objectAt(document, "tiers"), "tier1");
  return tierConfig(platform, { account, ...objectAt(document, "configuration") }, status);
}

function keepRequest(
  platform: Platform,
  document: JsonObject,
  config: TierConfigRecord,
  base: Pick<TierRequest, "type" | "status">,
): TierRequest {
  const request = tierRequest(platform, document, config.document, base);
  const shown = ["tiers", "parent_configuration", "activation"];
  platform.store.put("tierRequests", request.id, {
    document: request,
    extras: unknownFields(document, [...Object.keys(request), ...shown]),
    formCode: mintFormCode(platform),
  });
  openConversation(platform, request.id, "Tier configuration request");
  return request;
}

/** The running number at the end of an id of today; else 0. */
function numberIn(requestId: string): number {
  return Number(/^TCR(?:-\d{3}){3}-(?<number>\d{3})$/u.exec(requestId)?.groups?.["number"] ?? 0);
}

function tierConfig(
  platform: Platform,
  told: JsonObject,
  status: TierConfig["status"],
): TierConfigRecord | undefined {
  const productId = textIn(told, "product", "id");
  const level = textAt(told, "tier_level") === "2" ? 2 : 1;
  const account = tierAccountNamed(platform, objectAt(told, "account"), `tier${level}`);
  if (productId === undefined || account === undefined) return undefined;
  const params = tierParameters(told, level);
  makeTierProduct(platform, productId, told, params);
  const product = findProduct(platform, productId).document;
  const connectionId = textIn(told, "connection", "id") ?? DEFAULT_CONNECTION_ID;
  const base = connectionOf(connectionId, textIn(told, "connection", "type"));
  const id = filledTextAt(told, "id") ?? mintIdentifier(platform, "tierConfig");
  const at = instantIn(told, "created") ?? stamp(platform);
  const document: TierConfig = {
    id,
    name: textOr(told, "name", `Configuration of ${account.id}`),
    status,
    tier_level: level,
    account,
    product: { id: product.id, name: product.name, icon: product.icon, status: product.status },
    connection: { ...objectAt(told, "connection"), ...base },
    marketplace: objectOr(told, "marketplace", marketplaceOf(undefined)),
    contract: objectOr(told, "contract", contractOf(connectionId)),
    params,
    configuration: objectOr(told, "configuration", { params: [] }),
    template: null,
    open_request: null,
    events: { created: { at }, updated: { at: instantIn(told, "updated") ?? at } },
  };
  const extras = unknownFields(told, Object.keys(document));
  return { document, extras, parent: null, issued: 0 };
}

function tierRequest(
  platform: Platform,
  told: JsonObject,
  config: TierConfig,
  base: Pick<TierRequest, "type" | "status">,
): TierRequest {
  const at = instantIn(told, "created") ?? stamp(platform);
  const templateId = textIn(told, "template", "id");
  const representation = textIn(told, "template", "representation");
  const template = {
    id: templateId ?? "",
    name: textIn(told, "template", "name") ?? "",
    ...(representation === undefined ? {} : { representation }),
  };
  const given =
    listAt(told, "params") === undefined ? config.params : tierParameters(told, config.tier_level);
  const effective = parseInstant(textOr(told, "effective_date", ""));
  return {
    ...base,
    id: filledTextAt(told, "id") ?? mintIdentifier(platform, "tierConfig").replace("TC", "TCR"),
    configuration: { id: config.id },
    params: given,
    environment: textOr(told, "environment", config.connection.type),
    assignee: objectAt(told, "assignee") ?? "",
    template: templateId === undefined ? null : template,
    reason: textOr(told, "reason", ""),
    notes: textOr(told, "notes", ""),
    effective_date: effective === undefined ? null : formatInstant(effective),
    events: { created: { at }, updated: { at: instantIn(told, "updated") ?? at } },
  };
}

function tierParameters(told: JsonObject, level: 1 | 2): readonly Parameter[] {
  return payloadParameters(told, []).map((parameter) =>
    parameter["scope"] === undefined
      ? Object.assign({}, parameter, { scope: `tier${level}` })
      : parameter,
  );
}

/** A product with the parameters a configuration shows, where the platform has none of that id. */
function makeTierProduct(
  platform: Platform,
  id: string,
  told: JsonObject,
  params: readonly Parameter[],
): void {
  if (platform.store.has("products", id)) return;
  const parameters = params.map(({ id: name, title, type, phase, constraints, scope }) => ({
    name,
    title,
    type,
    phase,
    constraints,
    scope: String(scope),
  }));
  const capabilities = {
    tiers: { configs: { level: 2, update: { validation: true } }, validation: true },
  };
  const name = textIn(told, "product", "name") ?? `Product ${id}`;
  makeProduct(platform, completed({ name, capabilities, parameters }, id));
}

function instantIn(told: JsonObject, event: "created" | "updated"): string | undefined {
  const instant = parseInstant(textIn(told, "events", event, "at") ?? "");
  return instant === undefined ? undefined : formatInstant(instant);
}
