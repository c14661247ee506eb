import { createHash } from "node:crypto";

import { z } from "zod";

import { jsonOf } from "../client/reply-error.ts";
import { lenient, looseText } from "../wire/tolerant.ts";
import type { TokenClaims } from "./token.ts";

const webhookEventSchema = z.object({
  webhook_id: lenient(looseText),
  webhook_name: lenient(looseText),
  object_class: lenient(z.string()),
  product_id: lenient(looseText),
  triggered_at: lenient(z.string()),
});

/**
 * What an event webhook says. It names neither a request nor a status: something of the class changed,
 * and whoever wants to know has to look.
 */
export type WebhookEvent = z.infer<typeof webhookEventSchema>;

/** Reads the body of an event; undefined when it is no JSON object. What it lacks is null. */
export function readWebhookEvent(body: string): WebhookEvent | undefined {
  return webhookEventSchema.safeParse(jsonOf(body)?.value).data;
}

function digest(...texts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(`${text.length}.`).update(text);
  return hash.digest("base64url");
}

/**
 * What the call is known by, so that it is noticed when it comes again: its token's own id, or the token
 * with the body when it has none, since nothing forbids a platform to use one token for many calls. And
 * by the body alone when that tells its time: a delivery that is repeated carries a new token.
 */
export function replayKeysOf(
  call: { readonly token: string; readonly claims: TokenClaims; readonly body: string },
  event: WebhookEvent,
): readonly string[] {
  const { jti } = call.claims;
  // Without its signature, which can be spelled in more than one way.
  const content = call.token.slice(0, call.token.lastIndexOf("."));
  return [
    jti === undefined ? `call ${digest(content, call.body)}` : `token ${jti}`,
    ...((event.triggered_at ?? "") === "" ? [] : [`body ${digest(call.body)}`]),
  ];
}
