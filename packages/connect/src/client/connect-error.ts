/**
 * What went wrong between the client and the platform.
 *
 * - `unreachable`: no whole answer came: connection refused or reset, timeout, aborted.
 * - `unauthorized`: the API key was not accepted (401), or may not do this (403).
 * - `throttled`: too many calls (429).
 * - `server`: the platform failed (5xx, 408).
 * - `refused`: the platform understood the call and does not allow it (other 4xx).
 * - `not_found`: the platform knows no such object (404, 410).
 * - `conflict`: the object's state does not allow the call (409).
 * - `rubbish`: the answer is none of the platform's API: HTML, a redirect, truncated or foreign JSON.
 */
export type ConnectErrorKind =
  | "unreachable"
  | "unauthorized"
  | "throttled"
  | "server"
  | "refused"
  | "not_found"
  | "conflict"
  | "rubbish";

/** What a {@link ConnectError} is made of. */
export interface ConnectErrorDetails {
  readonly kind: ConnectErrorKind;
  readonly message: string;
  readonly status?: number | undefined;
  readonly errorCode?: string | undefined;
  readonly errors?: readonly string[];
  readonly params?: Readonly<Record<string, unknown>>;
  readonly retryAfterMilliseconds?: number | undefined;
  readonly mayHaveHappened: boolean;
  readonly cause?: unknown;
}

/** Kinds that time may heal. */
const passing: ReadonlySet<ConnectErrorKind> = new Set(["unreachable", "throttled", "server"]);

/** The one error the client's calls reject with. Neither it nor its cause holds the API key. */
export class ConnectError extends Error {
  override readonly name = "ConnectError";
  readonly kind: ConnectErrorKind;
  /**
   * The same call may go well later: nothing is wrong with the call itself. Before a write is repeated, look
   * at `mayHaveHappened`.
   */
  readonly retryable: boolean;
  /** The HTTP status; undefined when no answer came. */
  readonly status: number | undefined;
  /** `error_code` of the platform's error body, as in `REQ_003`. */
  readonly errorCode: string | undefined;
  /** `errors` of the platform's error body. */
  readonly errors: readonly string[];
  /** `params` of the platform's error body: on a conflict the request in the way and its status. */
  readonly params: Readonly<Record<string, unknown>>;
  /** The platform's `Retry-After`, an hour at most. */
  readonly retryAfterMilliseconds: number | undefined;
  /** The call was to change something and its answer was lost: it may have changed it. */
  readonly mayHaveHappened: boolean;

  constructor(details: ConnectErrorDetails) {
    super(details.message, details.cause === undefined ? {} : { cause: details.cause });
    this.kind = details.kind;
    this.retryable = passing.has(details.kind);
    this.status = details.status;
    this.errorCode = details.errorCode;
    this.errors = details.errors ?? [];
    this.params = details.params ?? {};
    this.retryAfterMilliseconds = details.retryAfterMilliseconds;
    this.mayHaveHappened = details.mayHaveHappened;
  }
}
