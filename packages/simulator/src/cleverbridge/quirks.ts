import { STATUS_NUMBERS, type StatusNumbers } from "./documents/status.ts";

/** How the simulator behaves where the platform's documents are silent or contradict each other. */
export interface Quirks {
  /** Numbers of subscription statuses in answers. Default `STATUS_NUMBERS`; `OLD_STATUS_NUMBERS` are the older guide's. */
  readonly statusNumbers: StatusNumbers;
  /** How the member with the status is spelled. Default `Subscriptionstatus`, as in the guides. */
  readonly statusMember: "Subscriptionstatus" | "SubscriptionStatus";
  /** Answers show only the members of the guides' samples: no `IsCurrent`, no `Version`. Default false. */
  readonly trimmedMembers: boolean;
  /** Whether subscriptions under 1.0 show a `RenewalType`. Default false. */
  readonly renewalTypeUnder10: boolean;
  /** Whether the account may switch renewal types at all. Default true. */
  readonly renewalTypeSwitch: boolean;
  /** Deactivating the last active item. Default `accepted`: the subscription is Deactivated. */
  readonly lastItem: "accepted" | "refused";
  /** The HTTP status of a refusal by a business rule; 200 stands for a `ResultMessage` that is not OK. Default 402. */
  readonly ruleRefusal: 200 | 400 | 402;
  /** A list for a customer nobody knows. Default `not-found`. */
  readonly unknownCustomer: "not-found" | "empty";
  /** What a Manual subscription becomes that nobody renewed by the end of its interval. Default `Deactivated`. */
  readonly manualEnd: "Deactivated" | "Hold";
  /** When an item or a subscription with a set number of billings is Finished. Default `last-billing`. */
  readonly finished: "last-billing" | "interval-end";
  /** How long Hold lasts before the subscription is Deactivated. Default 14. */
  readonly holdDays: number;
  /** The name of the notification of Grace. Default `RecurringBillingGracePeriodNotification`. */
  readonly graceNotification:
    | "RecurringBillingGracePeriodNotification"
    | "RecurringBillingOnGraceNotification";
}

export const DEFAULT_QUIRKS: Quirks = {
  statusNumbers: STATUS_NUMBERS,
  statusMember: "Subscriptionstatus",
  trimmedMembers: false,
  renewalTypeUnder10: false,
  renewalTypeSwitch: true,
  lastItem: "accepted",
  ruleRefusal: 402,
  unknownCustomer: "not-found",
  manualEnd: "Deactivated",
  finished: "last-billing",
  holdDays: 14,
  graceNotification: "RecurringBillingGracePeriodNotification",
};
