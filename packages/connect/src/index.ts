// The adapter
export { connect } from "./connect.ts";
export type { ConnectAdapter, ConnectOptions } from "./connect.ts";
export type { Nudge } from "./intake/nudge.ts";
export { connectTiers } from "./tiers/connect-tiers.ts";
export type { ConnectTiersAdapter, ConnectTiersOptions } from "./tiers/connect-tiers.ts";

// Handlers
export { approve, inquire, postpone, reject, schedule } from "./handlers/handler-answer.ts";
export type {
  ApproveOptions,
  HandlerAnswer,
  InquireOptions,
  MessageOptions,
} from "./handlers/handler-answer.ts";
export type { HandlerCall } from "./handlers/handler-call.ts";
export type { Handler, Handlers, RevocationHandler } from "./handlers/handlers.ts";
export type { Handling } from "./handlers/handling.ts";
export { hold } from "./handlers/hold.ts";
export type { Held } from "./handlers/hold.ts";
export type { ItemChanges } from "./handlers/item-changes.ts";
export type { ItemParameters } from "./handlers/item-parameters.ts";
export type { ParameterList } from "./handlers/parameter-list.ts";
export type { ParameterPhase, ParameterReading } from "./handlers/parameter-reading.ts";
export { parameterValue } from "./handlers/parameter-value.ts";
export type { ParameterType, ParameterValues } from "./handlers/parameter-value.ts";
export type { AddressValue, PhoneValue } from "./handlers/parameter-parts.ts";
export type { NamedTemplate, TemplateChoice, TemplateScope } from "./handlers/template-choice.ts";
export type { TierHandlerCall } from "./tiers/tier-handler-call.ts";
export type { TierHandler, TierHandlers } from "./tiers/tier-handlers.ts";

// Webhooks
export { eventWebhook } from "./webhooks/event-webhook.ts";
export type { EventWebhookOptions, WebhookEndpoint } from "./webhooks/event-webhook.ts";
export type { WebhookSecret } from "./webhooks/secrets.ts";
export type { SignedCallOptions } from "./webhooks/signed-call.ts";
export type { WebhookEvent } from "./webhooks/webhook-event.ts";
export { draftValidation } from "./validation/draft-validation.ts";
export type { DraftValidationOptions, ValidationEndpoint } from "./validation/draft-validation.ts";
export type {
  Judgment,
  ParameterChoice,
  ParameterConstraints,
  ParameterJudgment,
  StructuredError,
  TierValidator,
  Validator,
  ValidatorAnswer,
} from "./validation/judgment.ts";
export type { TierParameterReading } from "./validation/tier-parameter-reading.ts";

// The client
export { adopt } from "./adoption/adopt.ts";
export type { AdoptionProgress, AdoptOptions } from "./adoption/adopt.ts";
export type { Adopted } from "./adoption/adopted.ts";

export { createConnectClient } from "./client/connect-client.ts";
export type { ConnectClient } from "./client/connect-client.ts";
export { createConnectCaller } from "./client/connect-caller.ts";
export type { ConnectClientOptions } from "./client/connect-caller.ts";
export type { Caller } from "./client/caller.ts";
export { ConnectError } from "./client/connect-error.ts";
export type { ConnectErrorDetails, ConnectErrorKind } from "./client/connect-error.ts";
export type { CallOptions } from "./client/call-options.ts";
export type { RenderOptions } from "./client/render-options.ts";
export { rowsOf } from "./client/pages.ts";
export type { ConnectPage, ListOptions, UnreadableRow } from "./client/pages.ts";

// Requests and subscriptions
export { requestCallsOf } from "./client/requests.ts";
export type {
  Approval,
  Assignee,
  NewRequest,
  ParameterUpdate,
  RequestCalls,
  RequestUpdate,
} from "./client/requests.ts";
export { newRequest } from "./client/new-request.ts";
export type {
  Change,
  ItemQuantity,
  NewRequestOptions,
  Purchase,
  TierOfPurchase,
} from "./client/new-request.ts";
export { assetCallsOf } from "./client/assets.ts";
export type { AssetCalls } from "./client/assets.ts";
export { subscriptionCallsOf } from "./client/subscriptions.ts";
export type { SubscriptionCalls } from "./client/subscriptions.ts";
export { billingRequestCallsOf } from "./client/billing-requests.ts";
export type {
  BillingRequestCalls,
  FlatBillingRequest,
  NestedBillingRequest,
  NewBillingRequest,
} from "./client/billing-requests.ts";

// Products
export { productCallsOf } from "./client/products.ts";
export type { ProductCalls, ProductUpdate } from "./client/products.ts";
export type { ProductPartCalls } from "./client/product-collection.ts";
export { productItemCallsOf } from "./client/product-items.ts";
export type {
  NewProductItem,
  ProductItemCalls,
  ProductItemUpdate,
} from "./client/product-items.ts";
export { productParameterCallsOf } from "./client/product-parameters.ts";
export type {
  NewProductParameter,
  ProductParameterCalls,
  ProductParameterUpdate,
} from "./client/product-parameters.ts";
export { productTemplateCallsOf } from "./client/product-templates.ts";
export type {
  NewTemplate,
  ProductTemplateCalls,
  TemplateUpdate,
} from "./client/product-templates.ts";
export { productActionCallsOf } from "./client/product-actions.ts";
export type {
  ActionSubject,
  NewProductAction,
  ProductActionCalls,
} from "./client/product-actions.ts";
export { productConfigurationCallsOf } from "./client/product-configurations.ts";
export type {
  NewConfiguration,
  ProductConfigurationCalls,
} from "./client/product-configurations.ts";
export { productMessageCallsOf } from "./client/product-messages.ts";
export type { NewProductMessage, ProductMessageCalls } from "./client/product-messages.ts";
export { productConnectionCallsOf } from "./client/product-connections.ts";
export type { ProductConnectionCalls } from "./client/product-connections.ts";
export { productMediaCallsOf } from "./client/product-media.ts";
export type { ProductMediaCalls } from "./client/product-media.ts";
export { productVersionCallsOf } from "./client/product-versions.ts";
export type { ProductVersionCalls } from "./client/product-versions.ts";

// Tiers
export { tierConfigCallsOf } from "./client/tier-configs.ts";
export type { TierConfigCalls } from "./client/tier-configs.ts";
export { tierConfigRequestCallsOf } from "./client/tier-config-requests.ts";
export type {
  NewTierConfigRequest,
  TierApproval,
  TierConfigRequestCalls,
} from "./client/tier-config-requests.ts";
export { tierAccountCallsOf } from "./client/tier-accounts.ts";
export type {
  ContactInfo,
  NewTierAccount,
  TierAccountCalls,
  TierAccountUpdate,
} from "./client/tier-accounts.ts";
export { tierAccountRequestCallsOf } from "./client/tier-account-requests.ts";
export type { TierAccountRequestCalls } from "./client/tier-account-requests.ts";

// Conversations, webhooks, usage
export { conversationCallsOf } from "./client/conversations.ts";
export type { ConversationCalls, NewConversation, NewMessage } from "./client/conversations.ts";
export { webhookCallsOf } from "./client/webhooks.ts";
export type { NewWebhook, WebhookCalls } from "./client/webhooks.ts";
export { usageFileCallsOf } from "./client/usage-files.ts";
export type {
  Attachment,
  NewUsageFile,
  UsageFileCalls,
  UsageFileUpdate,
} from "./client/usage-files.ts";
export { usageRecordCallsOf } from "./client/usage-records.ts";
export type { RecordBilling, UsageRecordCalls } from "./client/usage-records.ts";

// Queries
export { rql } from "./rql.ts";
export { literally } from "./rql-value.ts";
export type { RqlValue } from "./rql-value.ts";
export type { RqlCondition, RqlInstruction, RqlTerm } from "./rql-term.ts";

// What the platform sends
export { fulfillmentRequestSchema } from "./wire/fulfillment-request.ts";
export type { FulfillmentRequest } from "./wire/fulfillment-request.ts";
export { subscriptionSchema } from "./wire/subscription.ts";
export type { Subscription, SubscriptionItem } from "./wire/subscription.ts";
export { billedSubscriptionSchema } from "./wire/billed-subscription.ts";
export type { BilledSubscription } from "./wire/billed-subscription.ts";
export { billingRequestSchema } from "./wire/billing-request.ts";
export type { BillingAttributes, BillingRequest } from "./wire/billing-request.ts";
export { productItemSchema, productSchema, templateSchema } from "./wire/product.ts";
export type { Product, ProductItem, ProductParameter, Template } from "./wire/product.ts";
export type {
  ProductAction,
  ProductConfiguration,
  ProductConnection,
  ProductMedia,
  ProductMessage,
  ProductVersion,
} from "./wire/product-part.ts";
export type { ConnectParameter } from "./wire/parameter.ts";
export { tierConfigRequestSchema, tierConfigSchema } from "./wire/tier-config.ts";
export type { TierConfig, TierConfigRequest } from "./wire/tier-config.ts";
export { tierAccountRequestSchema, tierAccountSchema } from "./wire/tier-account.ts";
export type { TierAccount, TierAccountRequest } from "./wire/tier-account.ts";
export type { Created } from "./wire/created.ts";
export { conversationSchema, messageSchema } from "./wire/conversation.ts";
export type { Conversation, Message } from "./wire/conversation.ts";
export type { Webhook } from "./wire/webhook.ts";
export { usageFileSchema, usageRecordSchema } from "./wire/usage.ts";
export type {
  ClosedRecord,
  UsageAggregate,
  UsageCategory,
  UsageFile,
  UsageRecord,
} from "./wire/usage.ts";

export { capabilitiesOf } from "./capabilities-of.ts";
export { requestFactOf } from "./request-fact.ts";
