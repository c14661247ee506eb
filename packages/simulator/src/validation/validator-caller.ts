import type { Webhook } from "../documents/webhook.ts";
import { isObject, type JsonObject } from "../json-reading.ts";
import { Refusal } from "../refusal.ts";
import type { PostResult, WebhookPost } from "./webhook-post.ts";

/** Asks a vendor's webhook about a request; answers the body it sent back, or refuses. */
export type ValidatorCaller = (
  webhook: Webhook,
  request: JsonObject,
  nowMs: number,
) => Promise<JsonObject>;

/** Answers longer than this many characters are rubbish. */
const ANSWER_LIMIT = 5 * 1024 * 1024;

/** A caller that sends the whole request as JSON, and keeps count of how each call went. */
export function validatorCaller(
  post: WebhookPost,
  count: (webhookId: string, result: PostResult, isSuccess: boolean) => void,
): ValidatorCaller {
  return async (webhook, request, nowMs) => {
    const result = await post(webhook, request, nowMs);
    const read = readAnswer(result);
    count(webhook.id, result, typeof read !== "string");
    if (typeof read === "string") throw failed(read);
    return read;
  };
}

/** The one refusal for everything that can go wrong on the vendor's side. */
export function failed(why: string): Refusal {
  return new Refusal(400, "SIM_400", [`The validation of the request failed: ${why}.`]);
}

/** The body a validator sent back, or what is wrong with it. */
function readAnswer(result: PostResult): JsonObject | string {
  if (result.kind === "unanswered") return `the webhook ${result.why}`;
  if (result.status !== 200) return `it answered ${result.status}`;
  const body = result.text.length > ANSWER_LIMIT ? undefined : parsed(result.text);
  return isObject(body) ? body : "its answer is not a request";
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
