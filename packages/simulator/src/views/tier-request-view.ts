import type { TierRequest } from "../documents/tier.ts";
import type { JsonObject } from "../json-reading.ts";
import type { Platform } from "../platform.ts";

/** A tier configuration request with its live configuration. */
export function tierRequestView(platform: Platform, request: TierRequest): JsonObject {
  const config = platform.store.get("tierConfigs", request.configuration.id);
  return { ...request, configuration: { ...(config ?? request.configuration) } };
}
