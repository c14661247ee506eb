import { type Clock, type Logger, silentLogger, systemClock, TenureError } from "@tenure/engine";

import { problemOf } from "../client/caller.ts";
import { jsonOf } from "../client/reply-error.ts";
import { parameterReadingOf } from "../handlers/parameter-reading.ts";
import { limitedText } from "../limited-text.ts";
import { fulfillmentRequestSchema } from "../wire/fulfillment-request.ts";
import { bearerOf, isValidToken } from "./bearer.ts";
import { judged, judgmentSchema, strangersIn, type Validator } from "./judgment.ts";

const usualTimeoutMilliseconds = 10_000;
const usualMaxBodyBytes = 1024 * 1024;

/** How drafts are validated. */
export interface DraftValidationOptions {
  /** The webhook's `jwt_secret`; several while one is being replaced by another. */
  readonly secret: string | readonly string[];
  readonly validate: Validator;
  /** Tells whether a token has expired; the system's when left out. */
  readonly clock?: Clock;
  /** Real time the whole call may take; 10 000 when left out. */
  readonly timeoutMilliseconds?: number;
  /** 1 MiB when left out. */
  readonly maxBodyBytes?: number;
  readonly logger?: Logger;
}

/** Answers the platform's validation call. Fits every server that speaks Fetch. */
export type ValidationEndpoint = (request: Request) => Promise<Response>;

function problem(status: number, code: string, message: string): Response {
  return Response.json({ error_code: code, errors: [message] }, { status });
}

function secretsOf(secret: string | readonly string[]): readonly Uint8Array[] {
  const texts = typeof secret === "string" ? [secret] : secret;
  if (texts.length === 0 || texts.includes("")) {
    throw new TenureError("options_invalid", "secret: expected the webhook's jwt_secret");
  }
  return texts.map((text) => new TextEncoder().encode(text));
}

function atAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(new Error("took too long")), { once: true });
  });
}

/**
 * An endpoint for the platform's validation webhooks. The platform posts the whole draft, signed by a
 * JWT with the webhook's secret (HMAC SHA-256, in `Authorization` or `Authentication`), and reads back
 * the same object with `value_error` set on its parameters.
 *
 * A token's `exp` and `nbf` are heeded where present, give or take 30 seconds.
 *
 * Answers 401 before reading anything when the token is missing or not valid, 405 to other methods than
 * POST, 413 to a body too large, 400 to one that is no request, 500 when the validator throws, takes too
 * long or names parameters the draft does not have, and else 200. Never rejects, never hangs.
 */
export function draftValidation(options: DraftValidationOptions): ValidationEndpoint {
  const secrets = secretsOf(options.secret);
  const clock = options.clock ?? systemClock();
  const logger = options.logger ?? silentLogger;
  const timeoutMilliseconds = options.timeoutMilliseconds ?? usualTimeoutMilliseconds;
  const maxBodyBytes = options.maxBodyBytes ?? usualMaxBodyBytes;

  function defect(requestId: string, why: string): Response {
    logger.error(
      { requestId, error: why },
      "the draft could not be validated: check the validator",
    );
    return problem(500, "validation_failed", "The draft cannot be validated at this moment.");
  }

  async function judge(raw: unknown): Promise<Response> {
    const read = fulfillmentRequestSchema.safeParse(raw);
    if (!read.success) return problem(400, "invalid_request", problemOf(read.error));
    const request = read.data;
    try {
      const given = await options.validate({ request, ...parameterReadingOf(request) });
      const judgment = judgmentSchema.safeParse(given);
      if (!judgment.success) return defect(request.id, problemOf(judgment.error));
      const strangers = strangersIn(judgment.data, request);
      if (strangers.length > 0) {
        return defect(
          request.id,
          `it names parameters the draft does not have: ${strangers.join(", ")}`,
        );
      }
      return Response.json(judged(raw, judgment.data));
    } catch (error) {
      return defect(request.id, error instanceof Error ? error.message : String(error));
    }
  }

  async function answer(request: Request, signal: AbortSignal): Promise<Response> {
    const token = bearerOf(request.headers);
    if (token === undefined || !(await isValidToken(token, secrets, clock.now()))) {
      // Anybody can cause this: at a level that is usually off, so that nobody can flood the log.
      logger.debug({}, "a validation call without a valid token: check the webhook's jwt_secret");
      return problem(401, "unauthorized", "The token is missing or not valid.");
    }
    if (request.method !== "POST") return problem(405, "method_not_allowed", "Use POST.");
    const text = await limitedText(request.body, maxBodyBytes, signal);
    if (text === undefined) {
      return problem(413, "body_too_large", `The body is larger than ${maxBodyBytes} bytes.`);
    }
    const json = jsonOf(text);
    if (json === undefined) return problem(400, "invalid_json", "The body is not JSON.");
    return judge(json.value);
  }

  return async (request) => {
    const signal = AbortSignal.timeout(timeoutMilliseconds);
    try {
      return await Promise.race([answer(request, signal), atAbort(signal)]);
    } catch (error) {
      const why = signal.aborted
        ? `no answer within ${timeoutMilliseconds} ms`
        : error instanceof Error
          ? error.message
          : String(error);
      return defect("", why);
    }
  };
}
