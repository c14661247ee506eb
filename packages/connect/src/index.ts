export { connect } from "./connect.ts";
export type { ConnectAdapter, ConnectOptions } from "./connect.ts";

export { approve, inquire, postpone, reject, schedule } from "./handlers/handler-answer.ts";
export type { ApproveOptions, HandlerAnswer, InquireOptions } from "./handlers/handler-answer.ts";
export type { HandlerCall } from "./handlers/handler-call.ts";
export type { Handler, Handlers, RevocationHandler } from "./handlers/handlers.ts";
export type { ItemChanges } from "./handlers/item-changes.ts";
export type { ParameterPhase, ParameterReading } from "./handlers/parameter-reading.ts";

export { draftValidation } from "./validation/draft-validation.ts";
export type { DraftValidationOptions, ValidationEndpoint } from "./validation/draft-validation.ts";
export type { Judgment, ParameterJudgment, Validator } from "./validation/judgment.ts";

export { createConnectClient } from "./client/connect-client.ts";
export type { ConnectClient, ConnectClientOptions } from "./client/connect-client.ts";
export { ConnectError } from "./client/connect-error.ts";
export type { ConnectErrorDetails, ConnectErrorKind } from "./client/connect-error.ts";
export type { CallOptions } from "./client/call-options.ts";
export type { ConnectPage, ListOptions, UnreadableRow } from "./client/pages.ts";
export type {
  Approval,
  Assignee,
  NewRequest,
  ParameterUpdate,
  RequestCalls,
  RequestUpdate,
} from "./client/requests.ts";
export type { AssetCalls } from "./client/assets.ts";
export type { ProductCalls } from "./client/products.ts";
export type { ConversationCalls, NewMessage } from "./client/conversations.ts";
export type { NewWebhook, WebhookCalls } from "./client/webhooks.ts";
export type { BillingRequestCalls, NewBillingRequest } from "./client/billing-requests.ts";

export { rql } from "./rql.ts";
export type { RqlTerm, RqlValue } from "./rql.ts";

export { fulfillmentRequestSchema } from "./wire/fulfillment-request.ts";
export type { FulfillmentRequest } from "./wire/fulfillment-request.ts";
export { subscriptionSchema } from "./wire/subscription.ts";
export type { Subscription, SubscriptionItem } from "./wire/subscription.ts";
export { productSchema, templateSchema } from "./wire/product.ts";
export type { Product, ProductItem, ProductParameter, Template } from "./wire/product.ts";
export type { ConnectParameter } from "./wire/parameter.ts";
export type { Message } from "./wire/conversation.ts";
export type { Webhook } from "./wire/webhook.ts";
export type { BillingRequest } from "./wire/billing-request.ts";

export { capabilitiesOf } from "./capabilities-of.ts";
export { requestFactOf } from "./request-fact.ts";
