import type { Parameter } from "../documents/parameter.ts";
import type { RequestRecord } from "../documents/request.ts";
import type { Webhook } from "../documents/webhook.ts";
import type { Role } from "../http/roles.ts";
import { listAt, objectAt, textAt, valueAt } from "../json-reading.ts";
import type { Platform } from "../platform.ts";
import { findDraft } from "../rules/drafts.ts";
import { withValues } from "../rules/parameters.ts";
import { productOf, writeRequest } from "../rules/records.ts";
import { requestView } from "../views/request-view.ts";
import { failed, type ValidatorCaller } from "./validator-caller.ts";

/** What a validator may change about a parameter. */
const ANSWERABLE = [
  "value",
  "structured_value",
  "value_error",
  "structured_error",
  "constraints",
  "value_choices",
] as const;

/**
 * Shows a draft, with the values the buyer typed, to the vendor's validation webhook and keeps what it
 * says about the parameters. Nothing changes when the webhook fails. Without a webhook the draft is answered as it is.
 *
 * The answer comes in two steps: the vendor is asked first, then the change is made in one piece, and
 * only if the draft still is one.
 */
export async function validateDraft(
  platform: Platform,
  callValidator: ValidatorCaller,
  id: string,
  role: Role,
  body: unknown,
): Promise<() => RequestRecord> {
  const draft = findDraft(platform, id, role);
  const webhook = validatorOf(platform, draft);
  if (webhook === undefined) return () => findDraft(platform, id, role);
  const typed = withTypedValues(draft, body);
  const answer = await callValidator(webhook, requestView(platform, typed), platform.clock.now());
  const answers = listAt(objectAt(answer, "asset"), "params");
  if (answers === undefined) throw failed("its answer has no asset.params");
  return () => {
    const current = withTypedValues(findDraft(platform, id, role), body);
    const params = current.document.asset.params.map((parameter) => judged(parameter, answers));
    return writeRequest(platform, current, { asset: { ...current.document.asset, params } });
  };
}

function validatorOf(platform: Platform, draft: RequestRecord): Webhook | undefined {
  const { type } = draft.document;
  const wanted = type === "purchase" ? "validator" : `${type}_validator`;
  const product = productOf(platform, draft).document.id;
  return platform.store
    .list("webhooks")
    .find((webhook) => webhook.active && webhook.type === wanted && webhook.product.id === product);
}

function withTypedValues(draft: RequestRecord, body: unknown): RequestRecord {
  const typed = valueAt(objectAt(body, "asset"), "params");
  if (typed === undefined) return draft;
  const { asset } = draft.document;
  const params = withValues(asset.params, typed, { phases: ["ordering", "fulfillment"] });
  return { ...draft, document: { ...draft.document, asset: { ...asset, params } } };
}

function judged(parameter: Parameter, answers: readonly unknown[]): Parameter {
  const answer = answers.find((one) => textAt(one, "id") === parameter.id);
  if (answer === undefined) return parameter;
  const fields: Record<string, unknown> = {};
  for (const field of ANSWERABLE) {
    const value = valueAt(answer, field);
    if (isSuitable(field, value)) fields[field] = value ?? "";
  }
  return { ...parameter, ...fields };
}

function isSuitable(field: (typeof ANSWERABLE)[number], value: unknown): boolean {
  if (field === "value" || field === "value_error")
    return value === null || typeof value === "string";
  if (field === "value_choices") return Array.isArray(value);
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
