import type { RequestDocument, RequestRecord } from "../documents/request.ts";
import type { Webhook } from "../documents/webhook.ts";
import type { Role } from "../http/roles.ts";
import { listAt, objectAt, valueAt } from "../json-reading.ts";
import type { Platform } from "../platform.ts";
import { wrongStatus } from "../refusal.ts";
import { validatesInquiry } from "../rules/capabilities.ts";
import { withAnswers, withValues } from "../rules/parameters.ts";
import { assetOf, findRequest, productOf, writeRequest } from "../rules/records.ts";
import { checkBuyer } from "../rules/request-gates.ts";
import { requestView } from "../views/request-view.ts";
import { failed, type ValidatorCaller } from "./validator-caller.ts";

/**
 * Shows a draft, or a request whose customer is being asked, with the values the buyer typed, to the vendor's
 * validation webhook and keeps what it says about the parameters. Nothing changes when the webhook fails. Without a
 * webhook the request is answered as it is.
 *
 * The answer comes in two steps: the vendor is asked first, then the change is made in one piece, and
 * only if the request still may be validated.
 */
export async function validateDraft(
  platform: Platform,
  callValidator: ValidatorCaller,
  id: string,
  role: Role,
  body: unknown,
): Promise<() => RequestRecord> {
  const request = validated(platform, id, role);
  const webhook = validatorOf(platform, request);
  if (webhook === undefined) return () => validated(platform, id, role);
  const typed = withTypedValues(request, body);
  const answer = await callValidator(webhook, requestView(platform, typed), platform.clock.now());
  const answers = listAt(objectAt(answer, "asset"), "params");
  if (answers === undefined) throw failed("its answer has no asset.params");
  return () => {
    const current = withTypedValues(validated(platform, id, role), body);
    const params = withAnswers(current.document.asset.params, answers);
    return writeRequest(platform, current, { asset: { ...current.document.asset, params } });
  };
}

/** The type of the webhook that judges a request, if any does in its status. */
function validatorTypeOf({
  type,
  status,
}: Pick<RequestDocument, "type" | "status">): string | undefined {
  const prefix = type === "purchase" ? "" : `${type}_`;
  if (status === "draft") return `${prefix}validator`;
  return status === "inquiring" ? `${prefix}inquiring_validator` : undefined;
}

/** A request the buyer's side may have validated: a draft, or an inquiry whose form the product validates. */
function validated(platform: Platform, id: string, role: Role): RequestRecord {
  const request = findRequest(platform, id);
  const { type, status } = request.document;
  checkBuyer(role, assetOf(platform, request).document.connection.type);
  const product = productOf(platform, request).document;
  if (status === "draft" || (status === "inquiring" && validatesInquiry(product, type))) {
    return request;
  }
  throw wrongStatus(
    "This action is applicable to draft Fulfillments, and inquiring ones with enabled validation capability, only.",
  );
}

function validatorOf(platform: Platform, request: RequestRecord): Webhook | undefined {
  const wanted = validatorTypeOf(request.document);
  const product = productOf(platform, request).document.id;
  return platform.store
    .list("webhooks")
    .find((webhook) => webhook.active && webhook.type === wanted && webhook.product.id === product);
}

function withTypedValues(request: RequestRecord, body: unknown): RequestRecord {
  const typed = valueAt(objectAt(body, "asset"), "params");
  if (typed === undefined) return request;
  const { asset } = request.document;
  const params = withValues(asset.params, typed, { phases: ["ordering", "fulfillment"] });
  return { ...request, document: { ...request.document, asset: { ...asset, params } } };
}
