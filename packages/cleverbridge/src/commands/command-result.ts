/** Why a command is refused. Closed. */
export type CommandRefusalCode =
  /** There is no such subscription on record, or it was only just heard of. */
  | "subscription_unknown"
  /** The subscription is not active: not paid yet, past due, on its way to its end, or not run by cleverbridge. */
  | "subscription_not_active"
  /** The subscription has ended. */
  | "subscription_ended"
  /** It waits for a payment, which only the customer can make. */
  | "payment_hold"
  /** The last active items would be taken; cancel the whole subscription instead. */
  | "last_active_item"
  | "item_unknown"
  | "item_not_active"
  /** The item is finished or removed, and cannot come back. */
  | "item_ended"
  /** The platform shows several versions of the item that may all be current. */
  | "item_ambiguous"
  /** Who asked, to what text they agreed, or when, is missing. */
  | "consent_missing"
  /** Under Subscription Management 1.0, unless another process is configured. */
  | "full_cancel_unsupported"
  /** Another request is in progress: wait for its end. */
  | "request_in_progress"
  /** The subscription is canceled already. */
  | "already_canceled"
  /** There is no cancel that waits for its date. */
  | "nothing_to_withdraw"
  /** The account, or the subscription's management model, cannot do it. */
  | "capability_missing"
  /** What was asked for has not the form it needs. */
  | "command_invalid";

/** The operations of this package that a refusal may point to. */
export type CleverbridgeOperation =
  | "cancelItems"
  | "reinstateItems"
  | "cancelSubscription"
  | "withdrawCancellation"
  | "postponeBilling"
  | "changeItems";

/** What became of a command. */
export type CommandResult =
  /** It is on record, with its consent, and will be carried out. */
  | {
      readonly type: "accepted";
      readonly subscriptionId: string;
      /** The request that carries it out; the history and `ended` of the record tell how it ends. */
      readonly requestId: string;
      /** It was accepted before under this idempotency key; nothing was done again. */
      readonly repeated: boolean;
    }
  | {
      readonly type: "refused";
      readonly code: CommandRefusalCode;
      /** Says what is the matter, for a person. */
      readonly message: string;
      /** What to do instead, for a person. */
      readonly remedy: string;
      /** The operation that does what was meant, where there is one. */
      readonly operation?: CleverbridgeOperation;
    };

export type CommandRefused = Extract<CommandResult, { type: "refused" }>;

interface Advice {
  readonly remedy: string;
  readonly operation?: CleverbridgeOperation;
}

const advice: Readonly<Record<CommandRefusalCode, Advice>> = {
  subscription_unknown: {
    remedy: "check the id; a new subscription is known once its notification was taken in",
  },
  subscription_not_active: {
    remedy: "look at the subscription's status; it has to be active and paid",
  },
  subscription_ended: { remedy: "have the customer purchase a new subscription" },
  payment_hold: {
    remedy: "have the customer pay, or change the means of payment; cleverbridge then resumes",
  },
  last_active_item: {
    remedy: "cancel the whole subscription (cancelSubscription), which turns its renewal off",
    operation: "cancelSubscription",
  },
  item_unknown: { remedy: "name items of the subscription by their running numbers" },
  item_not_active: {
    remedy: "name items that are active; reinstate a deactivated one first (reinstateItems)",
    operation: "reinstateItems",
  },
  item_ended: {
    remedy: "add the product as a new item (changeItems)",
    operation: "changeItems",
  },
  item_ambiguous: {
    remedy: "have cleverbridge's support look at the item: several of its versions are current",
  },
  consent_missing: {
    remedy: "ask the customer, and send who agreed, to which text, and when",
  },
  full_cancel_unsupported: {
    remedy:
      "have the account migrated to Subscription Management 2.0, or set fullCancelUnder10 to deactivateItems",
  },
  request_in_progress: { remedy: "wait until the request in progress has ended, then ask again" },
  already_canceled: {
    remedy: "leave it; to undo it, withdraw the cancellation (withdrawCancellation)",
    operation: "withdrawCancellation",
  },
  nothing_to_withdraw: { remedy: "leave it: the subscription is not canceled" },
  capability_missing: { remedy: "have cleverbridge switch the feature on for the account" },
  command_invalid: { remedy: "mend what the message names" },
};

/** A refusal with what to do about it. */
export function commandRefused(code: CommandRefusalCode, message: string): CommandRefused {
  return { type: "refused", code, message, ...advice[code] };
}
