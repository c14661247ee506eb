import type { Webhook } from "../documents/webhook.ts";
import type { JsonObject } from "../json-reading.ts";
import { signedClaims } from "../signed-claims.ts";

/** The header that carries the token. The platform's documentation has the first, an integration reads the second. */
export type TokenHeader = "Authorization" | "Authentication";

/** What came of calling a webhook. */
export type PostResult = (
  | { readonly kind: "answered"; readonly status: number; readonly text: string }
  /** A sentence without its subject, such as "cannot be reached". */
  | { readonly kind: "unanswered"; readonly why: string }
) & { readonly durationMs: number };

/** Calls a webhook. The token is good for five minutes from `nowMs`. Never rejects. */
export type WebhookPost = (
  webhook: Webhook,
  body: JsonObject,
  nowMs: number,
) => Promise<PostResult>;

/** Over HTTP: JSON, and a bearer token signed with the webhook's secret. A GET goes without the body. */
export function webhookPost(
  send: typeof fetch,
  { timeoutMs, header }: { readonly timeoutMs: number; readonly header: TokenHeader },
): WebhookPost {
  return async (webhook, body, nowMs) => {
    const startedAt = performance.now();
    const took = () => Math.round(performance.now() - startedAt);
    try {
      const token = signedClaims(webhook.jwt_secret, {}, Math.floor(nowMs / 1000));
      const headers = new Headers(textHeaders(webhook.headers));
      headers.set("content-type", "application/json");
      headers.set(header, `Bearer ${token}`);
      const response = await send(webhook.external_url, {
        method: webhook.http_method,
        headers,
        ...(webhook.http_method === "GET" ? {} : { body: JSON.stringify(body) }),
        redirect: "error",
        signal: AbortSignal.timeout(timeoutMs),
      });
      const text = await response.text();
      return { kind: "answered", status: response.status, text, durationMs: took() };
    } catch (error) {
      return { kind: "unanswered", why: reasonOf(error), durationMs: took() };
    }
  };
}

function reasonOf(error: unknown): string {
  const isTimeout = error instanceof Error && error.name === "TimeoutError";
  return isTimeout ? "did not answer in time" : "cannot be reached";
}

/** The vendor's own headers, as far as they can be sent. */
function textHeaders(headers: JsonObject): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]) =>
    typeof value === "string" && /^[\w-]+$/u.test(name) && /^[\t\x20-\x7e]*$/u.test(value)
      ? [[name, value]]
      : [],
  );
}
