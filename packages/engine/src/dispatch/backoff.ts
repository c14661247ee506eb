/** How often and how fast failed effects are tried again. */
export interface RetryPolicy {
  /** Longest wait after the first failure, in milliseconds; doubled with each further one. */
  readonly base: number;
  /** No wait grows beyond this, in milliseconds. */
  readonly cap: number;
  /** So many attempts blamed on the effect, then the request is stuck. */
  readonly attempts: number;
  /**
   * So many leases in a row that ended without a word from who held them, then the request is stuck:
   * the process seems to die of it.
   */
  readonly lost: number;
}

/**
 * Milliseconds to wait before the next attempt: exponential in the attempts made before, anywhere
 * between nothing and that ("full jitter"), so that effects which failed together do not come back
 * together; never less than `atLeast`.
 */
export function backoff(
  policy: RetryPolicy,
  before: number,
  options: { readonly random: () => number; readonly atLeast?: number | undefined },
): number {
  const ceiling = Math.min(policy.cap, policy.base * 2 ** Math.min(before, 52));
  return Math.max(options.atLeast ?? 0, Math.floor(options.random() * ceiling));
}
