/** What every call takes. */
export interface CallOptions {
  /** Aborts the call; a change that was already sent may have happened all the same. */
  readonly signal?: AbortSignal | undefined;
}

/** What every reading call takes. */
export interface ReadOptions extends CallOptions {
  /** Asks for the current version of each item only; true when left out. */
  readonly currentOnly?: boolean | undefined;
}
