import { formatInstant } from "../../instants.ts";
import type { JsonObject } from "../../json-reading.ts";
import { stamp, type World } from "../world.ts";

/** Types whose dates come without any zone. */
const ZONELESS = /^Subscription(?:Reminder|RenewalTypeChanged)/u;

/** What every notification begins with. Its date comes with `Z`, with `+00:00` or without a zone, by the type. */
export function metaOf(world: World, type: string): JsonObject {
  return {
    type,
    date: dateOf(type, stamp(world)),
    schemaUrl: `https://www.cleverbridge.com/JsonNotificationSchemas/${type}`,
  };
}

function dateOf(type: string, microseconds: number): string {
  const [seconds = ""] = formatInstant(microseconds).split(/[.+]/u);
  const decimals = String(((microseconds % 1_000_000) + 1_000_000) % 1_000_000).padStart(6, "0");
  if (ZONELESS.test(type)) return `${seconds}.${decimals}`;
  return `${seconds}.${decimals}4${type === "SubscriptionPaidNotification" ? "Z" : "+00:00"}`;
}
