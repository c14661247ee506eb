import type { LifecycleState, RequestFact, RequestState, SubscriptionEvent } from "@tenure/machine";

/**
 * How a record compares with its platform.
 *
 * - `agrees`: there is nothing to do.
 * - `missed`: the platform shows facts that were not heard of, and they explain the difference.
 * - `outOfBand`: legal steps explain it for which the platform shows no request.
 * - `illegal`: nothing legal leads there; the platform's status is taken over, marked as forced.
 * - `unknownToPlatform`: the platform has no such subscription. Nothing is planned: look why.
 * - `unreadable`: it could not be compared; `error` says why.
 */
export type DriftClass =
  | "agrees"
  | "missed"
  | "outOfBand"
  | "illegal"
  | "unknownToPlatform"
  | "unreadable";

/** What came of comparing one subscription with its platform. */
export interface Reconciliation {
  readonly key: string;
  /** Undefined when there is no such subscription. */
  readonly adapter: string | undefined;
  readonly class: DriftClass;
  /** What the record said; undefined when there is no such subscription. */
  readonly record:
    | {
        readonly version: number;
        readonly status: LifecycleState;
        readonly requestState: RequestState;
        readonly requestId: string | null;
      }
    | undefined;
  /** What the platform showed; undefined when it could not be read or knows nothing of the subscription. */
  readonly platform:
    | {
        readonly status: LifecycleState;
        /** The requests that have not ended. */
        readonly open: readonly {
          readonly id: string;
          readonly type: string;
          readonly shownAs: RequestFact["type"];
        }[];
      }
    | undefined;
  /** The events that make the record agree, in order; those that were sent, when they were. */
  readonly plan: readonly SubscriptionEvent[];
  /** The whole plan was sent and taken in. */
  readonly applied: boolean;
  /** Why it could not be compared, or why the plan was not applied or is not enough. */
  readonly error?: { readonly code: string; readonly message: string };
}
