import type {
  Decision,
  Snapshot,
  SubscriptionEvent,
  SubscriptionEventInput,
} from "@tenure/machine";

/** The shape of the machine's `decide`. */
export type Decide = (snapshot: Snapshot, event: SubscriptionEventInput) => Decision;

/** One step of a history that was taken. */
export interface Taken {
  /** What was decided with. Left out: what shows only by deciding once more is not checked. */
  readonly decide?: Decide | undefined;
  readonly before: Snapshot;
  /** As the machine takes it, defaults filled in. */
  readonly event: SubscriptionEvent;
  readonly decision: Decision;
}
