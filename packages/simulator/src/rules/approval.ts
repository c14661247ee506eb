import type { RequestRecord } from "../documents/request.ts";
import { objectAt } from "../json-reading.ts";
import { stampAfter, type Platform } from "../platform.ts";
import { invalid, missingFields, wrongStatus } from "../refusal.ts";
import { endRequest } from "./ending.ts";
import { dateAt } from "./new-request.ts";
import { missingRequired } from "./parameters.ts";
import { assetOf, findRequest, productOf, writeAsset } from "./records.ts";
import { chosenText, rendered } from "./templates.ts";

/** Ends a pending request well. Needs a template or a tile, and every required fulfillment parameter. */
export function approveRequest(platform: Platform, id: string, body: unknown): RequestRecord {
  const request = findRequest(platform, id);
  if (request.document.status !== "pending") {
    throw wrongStatus("Only pending Fulfillments can be approved.");
  }
  const chosen = chosenText(productOf(platform, request), body, "fulfillment");
  if (chosen === undefined) throw missingFields("template_id");
  const effective = dateAt(body, "effective_date");
  const billedFrom = dateAt(objectAt(objectAt(body, "asset"), "billing"), "next_date");
  const missing = missingRequired(request.document.asset.params, "fulfillment");
  if (missing.length > 0) {
    throw invalid(...missing.map((name) => `asset.params.${name}: This parameter is required.`));
  }
  if (billedFrom !== null) writeAsset(platform, assetOf(platform, request), {}, { billedFrom });
  const effective_date = effective ?? stampAfter(platform, request.document.updated);
  return endRequest(platform, request, "approved", {
    template: chosen.template,
    effective_date,
    activation_key: rendered(chosen.text, request, { ...request.document, effective_date }),
  });
}
