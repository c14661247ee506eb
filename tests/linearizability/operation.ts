/**
 * One operation of a concurrent history: a client's call, from its invocation to its response. Times are
 * of one clock that all clients share and that never goes back.
 */
export interface Operation<Input, Output> {
  readonly client: string;
  readonly input: Input;
  readonly invokedAt: bigint;
  /**
   * Absent when it never came, because the caller crashed or cannot tell: then the operation may have
   * taken effect at any time since its invocation, or not at all.
   */
  readonly response?: { readonly at: bigint; readonly output: Output };
}
