import type { RequestRecord } from "../documents/request.ts";
import type { Role } from "../http/roles.ts";
import { listAt, objectAt } from "../json-reading.ts";
import type { Platform } from "../platform.ts";
import { invalid, unauthorized, wrongStatus } from "../refusal.ts";
import { askCustomer, makePending } from "./opening.ts";
import { missingRequired, parameterNamed, withoutError, withValues } from "./parameters.ts";
import { findRequest, productOf, writeRequest } from "./records.ts";
import { canBeAsked } from "./request-types.ts";
import { chosenText } from "./templates.ts";

/** Asks the customer to correct the parameters marked as wrong. */
export function inquireRequest(platform: Platform, id: string, body: unknown): RequestRecord {
  const request = findRequest(platform, id);
  if (request.document.status !== "pending" || !canBeAsked(request.document.type)) {
    throw wrongStatus("Only pending Fulfillments can be moved to inquiring status.");
  }
  if (request.document.asset.params.every((parameter) => parameter.value_error === "")) {
    throw wrongStatus(
      "For marking request to inquiring status at least one parameter should be marked as invalid.",
    );
  }
  const chosen = chosenText(productOf(platform, request), body, "inquire");
  return askCustomer(platform, request, chosen);
}

/** The way back to `pending`: by the customer's form, which carries a code, or by a party to the sale. */
export function pendRequest(
  platform: Platform,
  id: string,
  role: Role,
  code: string | null,
  body: unknown,
): RequestRecord {
  if (role === "anonymous" && code === null) throw unauthorized();
  const request = findRequest(platform, id);
  if (code !== null && code !== request.formCode) throw unauthorized();
  if (request.document.status !== "inquiring") {
    throw wrongStatus("Only inquiring Fulfillments can be moved to pending status.");
  }
  return code === null ? makePending(platform, request) : answerForm(platform, request, body);
}

/** The form gives ordering parameters new values, which clears their errors; nothing required may stay empty. */
function answerForm(platform: Platform, request: RequestRecord, body: unknown): RequestRecord {
  const answers = listAt(objectAt(body, "asset"), "params");
  if (answers === undefined || answers.length === 0) {
    throw invalid("asset.params: This field is required.");
  }
  const before = request.document.asset.params;
  const answered = new Set(answers.map((answer) => parameterNamed(before, answer)?.id));
  const params = withValues(before, answers, { phases: ["ordering"] }).map((parameter) =>
    answered.has(parameter.id) ? withoutError(parameter) : parameter,
  );
  const missing = missingRequired(params, "ordering");
  if (missing.length > 0) {
    throw invalid(...missing.map((name) => `asset.params.${name}: This parameter is required.`));
  }
  const asset = { ...request.document.asset, params };
  return makePending(platform, writeRequest(platform, request, { asset, answered: true }));
}
