/**
 * One line of a log of operations, as JSON. An operation is written when it is invoked, and once more,
 * as a whole, when its response is there.
 */
export interface RecordedOperation<Input, Output> {
  /** Unique among all processes that write, over restarts. */
  readonly client: string;
  /** Counts the client's operations. */
  readonly operation: number;
  /** The object it is done to. */
  readonly key: string;
  readonly input: Input;
  /**
   * Nanoseconds of the machine's monotonic clock, which its processes share, as decimal digits: a JSON
   * number would lose the last ones.
   */
  readonly invokedAt: string;
  readonly returnedAt?: string;
  /** Absent on a line with `returnedAt`: the operation is known to have done nothing. */
  readonly output?: Output;
}
