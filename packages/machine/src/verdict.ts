/** Why a command was refused, or a fact fits nothing. Closed. */
export type RefusalCode =
  /** The state has no such transition. */
  | "not_in_this_state"
  /** The product lacks the capability. */
  | "capability_missing"
  /** Another request is in progress. */
  | "request_in_progress"
  /** A customer-side command came without the customer's consent. */
  | "consent_missing"
  /** The change would leave the subscription without an active item. */
  | "last_active_item"
  /** The subscription has no such item. */
  | "item_unknown"
  /** The item would have to be active for this. */
  | "item_not_active"
  /** The item is finished or removed, and cannot come back. */
  | "item_ended"
  /** The platform cannot cancel this subscription as a whole. */
  | "full_cancel_unsupported"
  /** The platform holds the subscription until it is paid. */
  | "payment_hold"
  /** The answer does not fit the request's type or state. */
  | "answer_not_allowed"
  /** A fact that contradicts the record: kept, and to be reconciled. */
  | "drift"
  /** The subscription has ended. */
  | "subscription_ended"
  /** The event does not have the shape of any event the machine knows. */
  | "invalid_event";

export interface Refusal {
  readonly code: RefusalCode;
  /** Names the subscription, the state and the event, and says what to do. */
  readonly message: string;
  /** The guard that refused, by its name in the chart. */
  readonly guard?: string;
  /** The missing capability, as a path into the capability set. */
  readonly capability?: string;
  /** Where the rule comes from. */
  readonly reference?: string;
}

/** What `decide` made of an event. */
export type Verdict =
  | { readonly type: "moved" }
  /** Nothing to do: known already, or late. */
  | { readonly type: "unchanged"; readonly reason: "known" | "stale" | "late" }
  | { readonly type: "refused"; readonly refusal: Refusal };
