/** What every call takes. */
export interface CallOptions {
  /** Aborts the call; a write that was already sent may have happened all the same. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * An id as one segment of a path. One that would climb out of the path, being empty or of dots only, is
 * sent as an id no object has.
 */
export function segment(id: string): string {
  return /^\.*$/u.test(id) ? `%20${id}` : encodeURIComponent(id.toWellFormed());
}
