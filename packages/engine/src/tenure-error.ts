/**
 * What follows from an error for whoever meets it.
 *
 * - `Refused`: asked for something that is not allowed; asking again changes nothing.
 * - `Conflict`: somebody else was first, or says otherwise; look, then decide.
 * - `Retryable`: the same call may work later.
 * - `Terminal`: nothing works until a person repairs something.
 * - `Defect`: the calling code is wrong.
 */
export type Consequence = "Refused" | "Conflict" | "Retryable" | "Terminal" | "Defect";

const consequences = {
  /** A subscription's key is empty, too long or malformed. */
  key_invalid: "Refused",
  /** An idempotency key is empty, too long or no text. */
  idempotency_key_invalid: "Refused",
  /** The engine does not serve the tenant that a key or a filter names. */
  tenant_unknown: "Refused",
  /** A question's terms make no sense: a limit, a cursor, a filter, a version. */
  query_invalid: "Refused",
  /** There is no such subscription. */
  subscription_unknown: "Refused",
  /** A history to be imported is damaged, redacted, or of a format this release does not know. */
  import_invalid: "Refused",
  /** A subscription of that key is there already. */
  subscription_exists: "Conflict",
  /** The idempotency key was used before, with another event. */
  idempotency_conflict: "Conflict",
  /** Others kept committing on the subscription first. */
  version_conflict: "Conflict",
  /** The subscription lives on another adapter's platform. */
  adapter_mismatch: "Conflict",
  /** Somebody else works on the store. */
  store_locked: "Conflict",
  /** The store is busy for the moment. */
  store_busy: "Retryable",
  /** The store cannot be reached or written: disk full, input or output failed. */
  store_unavailable: "Retryable",
  /** The store was opened for reading only. */
  store_read_only: "Defect",
  /** What was asked for is none of what this store can do. */
  store_unsupported: "Defect",
  /** The store was made by a newer release. */
  store_newer: "Terminal",
  /** The file is not a store of Tenure. */
  store_foreign: "Terminal",
  /** The store is damaged. */
  store_corrupt: "Terminal",
  /** The snapshot was made by a machine version this release does not know. */
  snapshot_version: "Terminal",
  /** The store was used before it was opened, or after it was closed. */
  store_closed: "Defect",
  /** The store failed in a way that no repetition helps. */
  store_failed: "Defect",
  engine_not_started: "Defect",
  engine_started: "Defect",
  engine_stopped: "Defect",
  options_invalid: "Defect",
  /** Several adapters, and none named for a new subscription. */
  adapter_required: "Defect",
  adapter_unknown: "Defect",
} as const satisfies Record<string, Consequence>;

/** Every code a {@link TenureError} can carry. Closed. */
export type TenureErrorCode = keyof typeof consequences;

/** The one error the engine and its stores throw. What caused it is kept in `cause`. */
export class TenureError extends Error {
  override readonly name = "TenureError";
  readonly code: TenureErrorCode;
  readonly consequence: Consequence;

  constructor(code: TenureErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
    this.consequence = consequences[code];
  }
}
