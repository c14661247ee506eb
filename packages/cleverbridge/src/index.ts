// The client
export { createCleverbridgeClient } from "./client/cleverbridge-client.ts";
export type { CleverbridgeClient } from "./client/cleverbridge-client.ts";
export type { ItemCalls, PricedItemCalls } from "./client/item-calls.ts";
export type { ReadingCalls } from "./client/reading-calls.ts";
export type { SubscriptionCalls } from "./client/subscription-calls.ts";
export type {
  CleverbridgeClientOptions,
  CleverbridgeCredentials,
} from "./client/client-options.ts";
export { CleverbridgeError } from "./client/cleverbridge-error.ts";
export type {
  CleverbridgeErrorDetails,
  CleverbridgeErrorKind,
} from "./client/cleverbridge-error.ts";
export type { CallOptions, ReadOptions } from "./client/call-options.ts";
export type {
  CustomerIdentity,
  CustomerQuery,
  CustomerSubscriptions,
  StatusFilter,
} from "./client/customer-query.ts";
export type {
  AddItem,
  Alignment,
  CustomerPrice,
  DeactivateItems,
  IncreaseItemQuantity,
  ReinstateItems,
  RemoveItem,
  UpdateItem,
  UpdateItemPrice,
} from "./client/item-changes.ts";
export type {
  CleverbridgeContact,
  ContactType,
  RenewSubscription,
  SetNextBillingDate,
  SetRenewalType,
  UpdateContact,
  UpdateCustomer,
} from "./client/subscription-changes.ts";

// What the platform sends
export type { CleverbridgeInterval, CleverbridgeSubscription } from "./wire/subscription.ts";
export type { CleverbridgeItem, CleverbridgePrice } from "./wire/item.ts";
export type { CleverbridgeItemStatus } from "./wire/item-status.ts";
export type { CleverbridgeMoment } from "./wire/moment.ts";
export type { RenewalType } from "./wire/renewal-type.ts";
export type { RenewResult, TransactionStatus } from "./wire/renew-result.ts";
export type { ItemPrices } from "./wire/item-prices.ts";
export { olderStatusNumbers, statusNumbers } from "./wire/subscription-status.ts";
export type { CleverbridgeStatus, StatusNumbers } from "./wire/subscription-status.ts";
export type { UnreadableRow } from "./wire/unreadable-row.ts";

// The adapter
export { cleverbridge } from "./cleverbridge.ts";
export type { CleverbridgeAdapter, CleverbridgeOptions } from "./cleverbridge.ts";
export type { ManagementModel } from "./reading/profile.ts";
export type {
  NotificationEndpoint,
  NotificationOptions,
} from "./notifications/notification-endpoint.ts";

// What customers ask for
export { cancelItems } from "./commands/cancel-items.ts";
export type { ItemCancellation } from "./commands/cancel-items.ts";
export { cancelSubscription } from "./commands/cancel-subscription.ts";
export { changeItems } from "./commands/change-items.ts";
export type { ItemsChange, ItemAsWanted } from "./commands/change-items.ts";
export { postponeBilling } from "./commands/postpone-billing.ts";
export type { BillingPostponement } from "./commands/postpone-billing.ts";
export { reinstateItems } from "./commands/reinstate-items.ts";
export type { ItemReinstatement } from "./commands/reinstate-items.ts";
export { withdrawCancellation } from "./commands/withdraw-cancellation.ts";
export type { CancellationWithdrawal } from "./commands/withdraw-cancellation.ts";
export type {
  CleverbridgeOperation,
  CommandRefusalCode,
  CommandResult,
} from "./commands/command-result.ts";
export type { Consent } from "./commands/consent.ts";
export type { CommandEngine, CustomerCommand } from "./commands/customer-command.ts";
export type { RunningNumbers } from "./commands/running-numbers.ts";
