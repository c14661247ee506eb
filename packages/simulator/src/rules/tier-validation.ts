import type { Parameter } from "../documents/parameter.ts";
import type { TierRequestRecord } from "../documents/tier.ts";
import type { Webhook } from "../documents/webhook.ts";
import type { Role } from "../http/roles.ts";
import { listAt, valueAt } from "../json-reading.ts";
import type { Platform } from "../platform.ts";
import { wrongStatus } from "../refusal.ts";
import { failed, type ValidatorCaller } from "../validation/validator-caller.ts";
import { shownTierRequest } from "../views/tier-request-view.ts";
import { withAnswers, withValues } from "./parameters.ts";
import { checkBuyer } from "./request-gates.ts";
import { findTierRequest, tierConfigOf, writeTierRequest } from "./tier-records.ts";

/**
 * Shows a draft or inquiring tier request, with the values the reseller typed, to the vendor's validation
 * webhook and keeps what it says about the parameters. Nothing changes when the webhook fails. Without a webhook the
 * request is answered as it is.
 *
 * The answer comes in two steps: the vendor is asked first, then the change is made in one piece, and
 * only if the request still may be validated.
 */
export async function validateTierRequest(
  platform: Platform,
  callValidator: ValidatorCaller,
  id: string,
  role: Role,
  body: unknown,
): Promise<() => TierRequestRecord> {
  const request = validated(platform, id, role);
  const webhook = validatorOf(platform, request);
  if (webhook === undefined) return () => validated(platform, id, role);
  const typed = withTyped(request, body);
  const answer = await callValidator(
    webhook,
    shownTierRequest(platform, typed),
    platform.clock.now(),
  );
  const answers = listAt(answer, "params");
  if (answers === undefined) throw failed("its answer has no params");
  return () => {
    const current = withTyped(validated(platform, id, role), body);
    const params = withAnswers(current.document.params, answers);
    return writeTierRequest(platform, current, { params });
  };
}

function validated(platform: Platform, id: string, role: Role): TierRequestRecord {
  const request = findTierRequest(platform, id);
  checkBuyer(role, tierConfigOf(platform, request).document.connection.type);
  if (["draft", "inquiring"].includes(request.document.status)) return request;
  throw wrongStatus("Only draft and inquiring Tier Configuration Requests can be validated.");
}

function validatorOf(platform: Platform, request: TierRequestRecord): Webhook | undefined {
  const { product, tier_level } = tierConfigOf(platform, request).document;
  const wanted = validatorType(request, tier_level);
  return platform.store
    .list("webhooks")
    .find(
      (webhook) => webhook.active && webhook.type === wanted && webhook.product.id === product.id,
    );
}

function validatorType({ document }: TierRequestRecord, level: 1 | 2): string {
  const isSetup = document.type === "setup";
  if (document.status === "inquiring")
    return `tcr_${isSetup ? "setup" : "update"}_t${level}_inq_val`;
  return isSetup ? `draft_tcr_t${level}_val` : `tcr_update_t${level}_validator`;
}

function withTyped(request: TierRequestRecord, body: unknown): TierRequestRecord {
  const typed = valueAt(body, "params");
  if (typed === undefined) return request;
  const params: readonly Parameter[] = withValues(request.document.params, typed, {
    phases: ["ordering"],
    path: "params",
  });
  return { ...request, document: { ...request.document, params } };
}
