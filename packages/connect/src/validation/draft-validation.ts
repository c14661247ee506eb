import { silentLogger, systemClock, TenureError } from "@tenure/engine";

import { problemOf } from "../client/caller.ts";
import { isNestedTooDeeply, nestedTooDeeply } from "../client/nesting.ts";
import { jsonOf } from "../client/reply-error.ts";
import { problem } from "../webhooks/problem.ts";
import { signedCalls, type SignedCallOptions } from "../webhooks/signed-call.ts";
import { judgmentSchema } from "./read-judgment.ts";
import { type Subject, subjectOf, type Validators } from "./subject.ts";

const usualTimeoutMilliseconds = 10_000;

/** How drafts and forms are validated. At least one of the validators has to be there. */
export interface DraftValidationOptions extends SignedCallOptions, Validators {
  /** Real time the whole call may take; 10 000 when left out. */
  readonly timeoutMilliseconds?: number;
}

/** Answers the platform's validation call. Fits every server that speaks Fetch. */
export type ValidationEndpoint = (request: Request) => Promise<Response>;

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Settles as the work does, or rejects when the signal aborts, whichever is first. */
async function inTime<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const { promise, reject } = Promise.withResolvers<never>();
  const giveUp = (): void => reject(signal.reason);
  signal.addEventListener("abort", giveUp, { once: true });
  if (signal.aborted) giveUp();
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
}

/**
 * An endpoint for the platform's validation webhooks, of every type: drafts of purchases, changes,
 * renewals and transfers, their inquiring forms, and the drafts and forms of tier configuration requests.
 * Several webhooks may call the same endpoint. The platform posts the whole request, signed by a JWT with
 * the webhook's secret (HMAC SHA-256, in `Authorization` or `Authentication`), and reads back the same
 * object, with `value_error` set on its parameters.
 *
 * A token's `exp`, `nbf` and `iat` are heeded where present. It does not cover the body: who has got hold
 * of a token that still is valid can have other values judged with it, and sees the judgment.
 *
 * Answers 401 before reading anything when the token is missing or not valid, 405 to other methods than
 * POST, 413 to a body too large, 408 to one that does not arrive, 400 to one that is no request, 500 when
 * the validator throws, takes too long, names parameters the request does not have, or is missing, and
 * else 200. To anything but 200 the platform says that the validation failed, and nothing changes. Never
 * rejects, never hangs.
 *
 * @throws TenureError `options_invalid` without a secret or without a validator.
 */
export function draftValidation(options: DraftValidationOptions): ValidationEndpoint {
  const { clock = systemClock(), logger = silentLogger } = options;
  const { timeoutMilliseconds = usualTimeoutMilliseconds } = options;
  const read = signedCalls({ ...options, clock, logger });
  if (options.validate === undefined && options.validateTier === undefined) {
    throw new TenureError("options_invalid", "validate: expected a validator, or validateTier");
  }

  function defect(requestId: string, why: string): Response {
    logger.error(
      { requestId, error: why },
      "the request could not be validated: check the validator",
    );
    return problem(500, "validation_failed", "The request cannot be validated at this moment.");
  }

  async function judge(subject: Subject, signal: AbortSignal): Promise<Response> {
    const { requestId, parameterIds, ask, judged } = subject;
    if (ask === undefined) {
      return defect(requestId, "there is no validator for requests of this kind");
    }
    const given = await inTime((async () => ask(signal))(), signal);
    const { data: judgment, error } = judgmentSchema.safeParse(given);
    if (judgment === undefined) return defect(requestId, problemOf(error));
    const strangers = [...judgment.keys()].filter((id) => !parameterIds.has(id));
    return strangers.length > 0
      ? defect(requestId, `it names parameters the request does not have: ${strangers.join(", ")}`)
      : Response.json(judged(judgment));
  }

  return async (request) => {
    const late = AbortSignal.timeout(timeoutMilliseconds);
    const call = await read(request, late);
    if (call.type === "refused") return call.response;
    const json = jsonOf(call.body);
    if (json === undefined) return problem(400, "invalid_json", "The body is not JSON.");
    if (isNestedTooDeeply(json.value)) return problem(400, "invalid_request", nestedTooDeeply);
    const about = subjectOf(json.value, options);
    if ("problem" in about) return problem(400, "invalid_request", about.problem);
    try {
      return await judge(about.subject, AbortSignal.any([late, request.signal]));
    } catch (error) {
      if (request.signal.aborted) return problem(499, "caller_gone", "Nobody waits for this.");
      const why = late.aborted ? `no answer within ${timeoutMilliseconds} ms` : reasonOf(error);
      return defect(about.subject.requestId, why);
    }
  };
}
