import type { TierRequestRecord } from "../documents/tier.ts";
import type { Role } from "../http/roles.ts";
import { listAt, textAt, textIn } from "../json-reading.ts";
import type { Platform } from "../platform.ts";
import { invalid, unauthorized, wrongStatus } from "../refusal.ts";
import { missingRequired, parameterNamed, withoutError, withValues } from "./parameters.ts";
import { askReseller, makeTierPending } from "./tier-opening.ts";
import { findTierRequest, tierConfigOf, tierProductOf, writeTierRequest } from "./tier-records.ts";

/** Asks the reseller to correct the parameters marked as wrong. */
export function inquireTierRequest(platform: Platform, id: string, body: unknown): void {
  const request = findTierRequest(platform, id);
  if (request.document.status !== "pending") {
    throw wrongStatus("Only pending Tier Configuration Requests can be moved to inquiring status.");
  }
  if (request.document.params.every((parameter) => parameter.value_error === "")) {
    throw wrongStatus(
      "For marking request to inquiring status at least one parameter should be marked as invalid.",
    );
  }
  askReseller(platform, request, chosenTemplate(platform, request, body));
}

/** The way back to `pending`: by the reseller's form, which carries a code, or by a party to the sale. */
export function pendTierRequest(
  platform: Platform,
  id: string,
  role: Role,
  code: string | null,
  body: unknown,
): void {
  if (role === "anonymous" && code === null) throw unauthorized();
  const request = findTierRequest(platform, id);
  if (code !== null && code !== request.formCode) throw unauthorized();
  if (request.document.status !== "inquiring") {
    throw wrongStatus("Only inquiring Tier Configuration Requests can be moved to pending status.");
  }
  makeTierPending(platform, code === null ? request : answered(platform, request, body));
}

function chosenTemplate(platform: Platform, request: TierRequestRecord, body: unknown) {
  const id = textIn(body, "template", "id") ?? textAt(body, "template_id");
  if (id === undefined) return undefined;
  const scope = `tier${tierConfigOf(platform, request).document.tier_level}`;
  const template = tierProductOf(platform, request).templates.find(
    (one) => one.id === id && one.scope === scope,
  );
  if (template === undefined) throw invalid(`template.id: Template "${id}" does not exist.`);
  return { id, name: template.name };
}

function answered(
  platform: Platform,
  request: TierRequestRecord,
  body: unknown,
): TierRequestRecord {
  const answers = listAt(body, "params");
  if (answers === undefined || answers.length === 0) {
    throw invalid("params: This field is required.");
  }
  const before = request.document.params;
  const named = new Set(answers.map((answer) => parameterNamed(before, answer)?.id));
  const right = { phases: ["ordering"], path: "params" };
  const params = withValues(before, answers, right).map((parameter) =>
    named.has(parameter.id) ? withoutError(parameter) : parameter,
  );
  const missing = missingRequired(params, "ordering");
  if (missing.length > 0) {
    throw invalid(...missing.map((name) => `params.${name}: This parameter is required.`));
  }
  return writeTierRequest(platform, request, { params });
}
