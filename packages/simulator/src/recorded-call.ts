import type { FaultKind } from "./http/faults.ts";
import type { Caller, Role } from "./http/roles.ts";

/** One call as the platform saw it. */
export interface RecordedCall<R extends Caller = Role> {
  /** Counts from 1, in the order the calls were answered. */
  readonly number: number;
  /** Epoch milliseconds by the simulator's clock. */
  readonly at: number;
  readonly role: R;
  readonly method: string;
  /** As sent, with the leading `/public/v1` or `/subscription`. */
  readonly path: string;
  /** As sent, without the question mark. */
  readonly query: string;
  /** The parsed JSON; undefined when there was none or it could not be read. */
  readonly body: unknown;
  /** What the caller was sent, or would have been without `drop-after` or `timeout-after`; 0 when nothing was done or sent. */
  readonly status: number;
  /** The JSON answered to writes and to refused calls; left out for reads. */
  readonly answer?: unknown;
  /** The fault that struck this call. */
  readonly fault?: FaultKind;
}
