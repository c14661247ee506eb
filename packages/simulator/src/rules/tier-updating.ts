import type { TierRequestRecord } from "../documents/tier.ts";
import type { Role } from "../http/roles.ts";
import { textAt, valueAt } from "../json-reading.ts";
import type { Platform } from "../platform.ts";
import { forbidden, invalid, wrongStatus } from "../refusal.ts";
import { withValues } from "./parameters.ts";
import { findTierRequest, writeTierRequest } from "./tier-records.ts";

const WRITABLE_STATUSES: ReadonlySet<string> = new Set(["draft", "pending", "inquiring"]);

/**
 * `PUT /tier/config-requests/{id}`: parameter values, errors and notes. The distributor's side writes ordering
 * parameters only, while the request is a draft or the reseller is asked.
 */
export function updateTierRequest(
  platform: Platform,
  id: string,
  role: Role,
  body: unknown,
): TierRequestRecord {
  const request = findTierRequest(platform, id);
  const { status, params } = request.document;
  if (!WRITABLE_STATUSES.has(status)) {
    throw wrongStatus(
      "Only pending, draft or inquiring Tier Configuration Requests can be updated.",
    );
  }
  if (role === "distributor" && status === "pending") throw forbidden();
  const wanted = valueAt(body, "params");
  const notes = textAt(body, "notes");
  if (wanted === undefined && notes === undefined) throw invalid("params: This field is required.");
  const phases = role === "distributor" ? ["ordering"] : ["ordering", "fulfillment"];
  return writeTierRequest(platform, request, {
    ...(wanted === undefined
      ? {}
      : { params: withValues(params, wanted, { phases, path: "params" }) }),
    ...(notes === undefined ? {} : { notes }),
  });
}
