import type { RequestRecord } from "../documents/request.ts";
import type { Role } from "../http/roles.ts";
import { isObject, textAt, valueAt } from "../json-reading.ts";
import type { Platform } from "../platform.ts";
import { invalid } from "../refusal.ts";
import { createFollowUp } from "./follow-up.ts";
import { createPurchase } from "./purchase.ts";
import { requestTypeOf } from "./request-types.ts";

/** `POST /requests`. */
export function createRequest(platform: Platform, role: Role, body: unknown): RequestRecord {
  if (!isObject(body)) throw invalid("Expected a JSON object.");
  const type = requestTypeOf(textAt(body, "type") ?? "");
  if (type === undefined) {
    throw invalid(`type: "${textAt(body, "type") ?? ""}" is not a valid choice.`);
  }
  const status = valueAt(body, "status");
  if (status !== undefined && status !== "draft" && status !== "pending") {
    throw invalid("status: A request can only be created as draft or pending.");
  }
  return type === "purchase"
    ? createPurchase(platform, role, body)
    : createFollowUp(platform, role, type, body);
}
