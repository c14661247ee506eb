import { type Clock, type Logger, silentLogger, systemClock } from "@tenure/engine";
import { limitedText } from "@tenure/engine/http";

import { problem } from "./problem.ts";
import { secretsOf, type WebhookSecret } from "./secrets.ts";
import { bearersOf, type TokenClaims, verifiedClaims } from "./token.ts";

const usualMaxBodyBytes = 1024 * 1024;
const usualSkewMilliseconds = 30_000;

/** How calls of the platform are told from those of others. */
export interface SignedCallOptions {
  /** The webhook's `jwt_secret`; several while one is being replaced, or for several webhooks. */
  readonly secret: WebhookSecret;
  /** Tells whether a token has expired; the system's when left out. */
  readonly clock?: Clock;
  /** How far the platform's clock may be off; 30 000 when left out. */
  readonly skewMilliseconds?: number;
  /** 1 MiB when left out. */
  readonly maxBodyBytes?: number;
  readonly logger?: Logger;
}

/** A call that was let in, or what it is turned away with. */
type SignedCall =
  | {
      readonly type: "signed";
      readonly token: string;
      readonly claims: TokenClaims;
      readonly body: string;
    }
  | { readonly type: "refused"; readonly response: Response };

/** Reads one call; the signal ends the reading of its body. Never rejects. */
export type SignedCallReader = (request: Request, signal: AbortSignal) => Promise<SignedCall>;

const refused = (response: Response): SignedCall => ({ type: "refused", response });

function declaredLength(request: Request): number {
  const length = Number(request.headers.get("content-length") ?? "");
  return Number.isFinite(length) ? length : 0;
}

/**
 * Lets calls in that carry a JWT signed with one of the secrets, in `Authorization` or `Authentication`.
 * Nothing of the body is read before the token has been verified.
 *
 * Turns away with 401 what has no valid token (which of many reasons is not told), with 405 every method
 * but POST, with 413 a body too large, with 408 one that does not arrive before the signal aborts, and
 * with 400 one that breaks off.
 *
 * @throws TenureError `options_invalid` without a secret.
 */
export function signedCalls(options: SignedCallOptions): SignedCallReader {
  const secrets = secretsOf(options.secret);
  const { clock = systemClock(), logger = silentLogger } = options;
  const { skewMilliseconds: skew = usualSkewMilliseconds } = options;
  const { maxBodyBytes = usualMaxBodyBytes } = options;
  const tooLarge = () =>
    refused(problem(413, "body_too_large", `The body is larger than ${maxBodyBytes} bytes.`));

  async function verified(request: Request) {
    const tokens = bearersOf(request.headers);
    const now = clock.now();
    const found = await Promise.all(
      tokens.map(async (token) => ({
        token,
        claims: await verifiedClaims(token, secrets, { now, skew }),
      })),
    );
    return found.find(({ claims }) => claims !== undefined);
  }

  async function bodyOf(request: Request, signal: AbortSignal) {
    if (declaredLength(request) > maxBodyBytes) return undefined;
    return limitedText(request.body, maxBodyBytes, signal);
  }

  return async (request, signal) => {
    const { token = "", claims } = (await verified(request)) ?? {};
    if (claims === undefined) {
      // Anybody can cause this: at a level that is usually off, so that nobody can flood the log.
      logger.debug({}, "a webhook call without a valid token: check the webhook's jwt_secret");
      return refused(problem(401, "unauthorized", "The token is missing or not valid."));
    }
    if (request.method !== "POST") {
      return refused(problem(405, "method_not_allowed", "Use POST."));
    }
    if (request.bodyUsed) {
      logger.error(
        {},
        "the body of a webhook call was read by somebody else: mount the endpoint before body parsers",
      );
      return refused(problem(500, "body_unavailable", "The body cannot be read."));
    }
    try {
      const body = await bodyOf(request, signal);
      return body === undefined ? tooLarge() : { type: "signed", token, claims, body };
    } catch {
      return refused(
        signal.aborted
          ? problem(408, "body_late", "The body did not arrive in time.")
          : problem(400, "body_incomplete", "The body broke off."),
      );
    }
  };
}
