import type { CleverbridgeSubscription } from "../wire/subscription.ts";
import type { UnreadableRow } from "../wire/unreadable-row.ts";

/** The statuses the platform filters by, in its own words. */
export type StatusFilter = "Active" | "Deactivated" | "Finished" | "Grace" | "Hold" | "New";

/** Whose subscriptions are asked for: exactly one of the three. */
export type CustomerIdentity =
  | {
      /** The platform's id of the customer. */
      readonly customerId: string;
      readonly customerReferenceId?: undefined;
      readonly customerEmail?: undefined;
    }
  | {
      /** The client's own id of the customer, given at purchase. */
      readonly customerReferenceId: string;
      readonly customerId?: undefined;
      readonly customerEmail?: undefined;
    }
  | {
      readonly customerEmail: string;
      readonly customerId?: undefined;
      readonly customerReferenceId?: undefined;
    };

/** A question for the subscriptions of one customer. */
export type CustomerQuery = CustomerIdentity & {
  /** All statuses when left out. */
  readonly status?: StatusFilter | undefined;
};

/** The subscriptions of one customer. The list is whole; the platform has no pages. */
export interface CustomerSubscriptions {
  readonly subscriptions: readonly CleverbridgeSubscription[];
  /** Rows of an unexpected shape, told apart so that they do not spoil the others. */
  readonly unreadable: readonly UnreadableRow[];
}
