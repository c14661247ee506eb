/**
 * What went wrong between the client and the platform.
 *
 * - `refused`: the platform understood the call and does not do it: an answer of 2xx whose `ResultMessage` is
 *   not `OK`, or any other 4xx.
 * - `invalid`: the call's parameters are wrong: 400 and 402 of the platform, or found out before sending
 *   (`status` is undefined then).
 * - `not_found`: the platform knows no such subscription or item (404 with a `ResultMessage`).
 * - `unauthorized`: the credentials were not accepted (401), or may not do this (403); also every call that is
 *   not sent any more because of an earlier 401.
 * - `throttled`: too many calls (429); also every call that is not sent while the platform blocks.
 * - `server`: the platform failed (5xx, 408).
 * - `unreachable`: no whole answer came: connection refused or reset, timeout, aborted.
 * - `rubbish`: the answer is none of the platform's API: HTML, a redirect, truncated or foreign JSON.
 */
export type CleverbridgeErrorKind =
  | "refused"
  | "invalid"
  | "not_found"
  | "unauthorized"
  | "throttled"
  | "server"
  | "unreachable"
  | "rubbish";

/** What a {@link CleverbridgeError} is made of. */
export interface CleverbridgeErrorDetails {
  readonly kind: CleverbridgeErrorKind;
  readonly message: string;
  readonly status?: number | undefined;
  readonly resultMessage?: string | undefined;
  readonly retryAfterMilliseconds?: number | undefined;
  readonly mayHaveHappened: boolean;
  readonly cause?: unknown;
}

/** Kinds that time may heal. */
const passing: ReadonlySet<CleverbridgeErrorKind> = new Set(["unreachable", "throttled", "server"]);

/** The one error the client's calls reject with. Neither it nor its cause holds the credentials. */
export class CleverbridgeError extends Error {
  override readonly name = "CleverbridgeError";
  readonly kind: CleverbridgeErrorKind;
  /**
   * The same call may go well later: nothing is wrong with the call itself. Before a change is repeated, look
   * at `mayHaveHappened`.
   */
  readonly retryable: boolean;
  /** The HTTP status; undefined when no answer came, or nothing was sent. */
  readonly status: number | undefined;
  /** `ResultMessage` of the platform's answer. */
  readonly resultMessage: string | undefined;
  /** How long the platform asks to be left alone. */
  readonly retryAfterMilliseconds: number | undefined;
  /**
   * The call was to change something, and whether it did is not known: read the subscription before anything
   * is repeated or given up. Also true of a `refused` change whose status said that it went well.
   */
  readonly mayHaveHappened: boolean;

  constructor(details: CleverbridgeErrorDetails) {
    super(details.message, details.cause === undefined ? {} : { cause: details.cause });
    this.kind = details.kind;
    this.retryable = passing.has(details.kind);
    this.status = details.status;
    this.resultMessage = details.resultMessage;
    this.retryAfterMilliseconds = details.retryAfterMilliseconds;
    this.mayHaveHappened = details.mayHaveHappened;
  }
}
