import { TenureError } from "@tenure/engine";

/** The `jwt_secret` of a webhook; several for several webhooks, or while one replaces another. */
export type WebhookSecret = string | readonly string[];

/**
 * The secrets as bytes.
 *
 * @throws TenureError `options_invalid` when there is none, or one is empty.
 */
export function secretsOf(secret: WebhookSecret): readonly Uint8Array[] {
  const texts = typeof secret === "string" ? [secret] : secret;
  if (texts.length === 0 || texts.includes("")) {
    throw new TenureError(
      "options_invalid",
      "secret: expected the webhook's jwt_secret, which you choose and give to the platform too; it is empty or not set",
    );
  }
  return texts.map((text) => new TextEncoder().encode(text));
}
