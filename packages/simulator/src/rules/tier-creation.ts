import { connectionOf, contractOf, marketplaceOf } from "../accounts.ts";
import {
  TIER_REQUEST_TYPES,
  type TierConfigRecord,
  type TierRequestRecord,
  type TierRequestType,
} from "../documents/tier.ts";
import type { Role } from "../http/roles.ts";
import { isObject, objectAt, textAt, textIn, valueAt, type JsonObject } from "../json-reading.ts";
import type { Platform } from "../platform.ts";
import { conflict, forbidden, invalid } from "../refusal.ts";
import { isOn, tierLevel } from "./capabilities.ts";
import { withValues } from "./parameters.ts";
import { findProduct } from "./records.ts";
import { tierAccountNamed } from "./tier-accounts.ts";
import { addTierConfig, tierConfigFor } from "./tier-configs.ts";
import { enterTierRequest } from "./tier-opening.ts";
import { addTierRequest } from "./tier-request-making.ts";

/**
 * `POST /tier/config-requests`. A body names a configuration by its id or, for a setup, by its product,
 * connection, level and account; it is then made unless it exists.
 */
export function createTierRequest(
  platform: Platform,
  role: Role,
  body: unknown,
): TierRequestRecord {
  const type = typeIn(body);
  const isDraft = checkedStatus(body) === "draft";
  const config = namedConfig(platform, type, objectAt(body, "configuration"));
  checkCreator(role, type, config);
  const product = findProduct(platform, config.document.product.id);
  if (isDraft && !mayDraft(product.document, type)) {
    throw invalid(
      "status: Draft requests are not supported, dynamic validation of tier requests is not enabled for the product.",
    );
  }
  checkRoom(platform, type, config);
  const wanted = valueAt(body, "params");
  const phases = type === "adjustment" ? ["ordering", "fulfillment"] : ["ordering"];
  const params =
    wanted === undefined
      ? config.document.params
      : withValues(config.document.params, wanted, { phases, path: "params" });
  const request = addTierRequest(platform, config, {
    type,
    status: isDraft ? "draft" : "pending",
    params,
    notes: textAt(body, "notes") ?? "",
  });
  return isDraft ? request : enterTierRequest(platform, request);
}

function typeIn(body: unknown): TierRequestType {
  if (!isObject(body)) throw invalid("Expected a JSON object.");
  // A kit from before there were types sends none with the changes it asks for.
  const named = textAt(body, "type") ?? (textIn(body, "configuration", "id") && "update");
  const type = TIER_REQUEST_TYPES.find((one) => one === named);
  if (type === undefined) {
    throw invalid(`type: "${textAt(body, "type") ?? ""}" is not a valid choice.`);
  }
  return type;
}

function checkedStatus(body: unknown): string {
  const status = textAt(body, "status") ?? "pending";
  if (status === "draft" || status === "pending") return status;
  throw invalid("status: A request can only be created as draft or pending.");
}

/** Adjustments are the vendor's; the rest is the distributor's, and the vendor's own on previews. */
function checkCreator(role: Role, type: TierRequestType, { document }: TierConfigRecord): void {
  if (role === "distributor" || type === "adjustment") return;
  if (document.connection.type !== "preview") throw forbidden();
}

function mayDraft(product: Parameters<typeof isOn>[0], type: TierRequestType): boolean {
  if (type === "setup") return isOn(product, "tiers", "validation");
  return type === "update" && isOn(product, "tiers", "configs", "update", "validation");
}

function namedConfig(
  platform: Platform,
  type: TierRequestType,
  wanted: JsonObject | undefined,
): TierConfigRecord {
  if (wanted === undefined) throw invalid("configuration: This field is required.");
  const id = textAt(wanted, "id");
  if (id === undefined && type === "setup") return newConfig(platform, wanted);
  if (id === undefined) throw invalid("configuration.id: This field is required.");
  const config = platform.store.get("tierConfigs", id);
  if (config === undefined)
    throw invalid(`configuration.id: Configuration "${id}" does not exist.`);
  return config;
}

function newConfig(platform: Platform, wanted: JsonObject): TierConfigRecord {
  const productId = textIn(wanted, "product", "id") ?? "";
  const product = platform.store.get("products", productId)?.document;
  if (product === undefined) throw invalid("configuration.product.id: The product does not exist.");
  const level = Number(textAt(wanted, "tier_level"));
  if ((level !== 1 && level !== 2) || level > tierLevel(product)) {
    throw invalid(
      "configuration.tier_level: The product does not authorize resellers of this level.",
    );
  }
  const connectionId = textIn(wanted, "connection", "id");
  if (connectionId === undefined)
    throw invalid("configuration.connection.id: This field is required.");
  const account = tierAccountNamed(platform, objectAt(wanted, "account"), `tier${level}`);
  if (account === undefined) throw invalid("configuration.account: This field is required.");
  const { id, name, icon, status } = product;
  const sale = {
    product: { id, name, icon, status },
    connection: connectionOf(connectionId, textIn(wanted, "connection", "type")),
    marketplace: marketplaceOf(textIn(wanted, "marketplace", "id")),
    contract: contractOf(connectionId),
    tiers: { customer: {}, tier1: {}, tier2: objectAt(wanted, "parent_account") ?? {} },
  };
  const known = tierConfigFor(platform, sale, level, account.id);
  return known ?? addTierConfig(platform, sale, level, account);
}

/** A configuration is set up once, and has one open request at a time: else 409. */
function checkRoom(
  platform: Platform,
  type: TierRequestType,
  { document }: TierConfigRecord,
): void {
  const open = platform.store.get("tierRequests", document.open_request?.id ?? "")?.document;
  const params = {
    configuration_id: document.id,
    configuration_status: document.status,
    ...(open === undefined ? {} : { request_id: open.id, request_status: open.status }),
  };
  if (open !== undefined) {
    throw conflict("Tier configuration has another request in progress.", params);
  }
  const fits = (type === "setup") === (document.status === "processing");
  if (!fits) {
    throw conflict(
      `Request type ${type} is not allowed when tier configuration state is ${document.status}`,
      params,
    );
  }
}
