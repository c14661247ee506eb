import { objectAt, objectOr, textOr, valueAt, type JsonObject } from "../json-reading.ts";
import { mergedCapabilities } from "../rules/capabilities.ts";
import { payloadItems } from "./payload-items.ts";

/** Everything off. */
const OFF: JsonObject = {
  ppu: null,
  reservation: { consumption: false },
  cart: { validation: false },
  inquiring: { validation: false },
  tiers: { updates: false, configs: null, validation: false },
  subscription: {
    hold: false,
    schema: "evergreen",
    purchase: { scheduling: false },
    change: {
      editable_ordering_parameters: false,
      editable_fulfillment_parameters: false,
      validation: false,
      inquiring_validation: false,
      scheduling: false,
      simultaneous_adjustment: false,
    },
    suspend: { scheduling: false, offline: "no" },
    resume: { scheduling: false },
    cancel: { scheduling: false, offline: "no" },
  },
};

/** The least capabilities with which a platform would have let all of these requests come about. */
export function neededCapabilities(payloads: readonly JsonObject[]): JsonObject {
  return payloads.reduce<JsonObject>(
    (capabilities, payload) =>
      [ownCapabilities(payload), ...traces(payload)].reduce(mergedCapabilities, capabilities),
    OFF,
  );
}

/** Capabilities the payload itself carries, when it was fetched with them. */
function ownCapabilities(payload: JsonObject): JsonObject {
  return objectAt(objectAt(objectAt(payload, "asset"), "product"), "capabilities") ?? {};
}

/** What the type, the status and the items give away. */
function traces(payload: JsonObject): readonly JsonObject[] {
  const type = textOr(payload, "type", "");
  const status = textOr(payload, "status", "");
  const items = payloadItems(objectOr(payload, "asset", {}));
  const hasPpu = items.some((item) => item.item_type.toLowerCase() === "ppu");
  const wasScheduled =
    ["scheduled", "revoking", "revoked"].includes(status) ||
    typeof valueAt(payload, "planned_date") === "string";
  return [
    typeCapability(type),
    ...(status === "draft" ? [draftCapability(type)] : []),
    ...(wasScheduled ? [{ subscription: { [type]: { scheduling: true } } }] : []),
    ...(status === "tiers_setup" ? [{ tiers: { configs: { level: 1 } } }] : []),
    ...(hasPpu ? [{ ppu: { schema: "QT" } }] : []),
  ];
}

function typeCapability(type: string): JsonObject {
  switch (type) {
    case "suspend":
    case "resume":
      return { subscription: { hold: true } };
    case "renew":
      return { subscription: { renew: { enable_renew: true } } };
    case "transfer":
      return { subscription: { transfer: { enable_transfer: true } } };
    default:
      return {};
  }
}

function draftCapability(type: string): JsonObject {
  return type === "purchase"
    ? { cart: { validation: true } }
    : { subscription: { [type]: { validation: true } } };
}
