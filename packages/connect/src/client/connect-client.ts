import { type AssetCalls, assetCallsOf } from "./assets.ts";
import { type BillingRequestCalls, billingRequestCallsOf } from "./billing-requests.ts";
import { type ConnectClientOptions, createConnectCaller } from "./connect-caller.ts";
import { type ConversationCalls, conversationCallsOf } from "./conversations.ts";
import { type ProductActionCalls, productActionCallsOf } from "./product-actions.ts";
import {
  type ProductConfigurationCalls,
  productConfigurationCallsOf,
} from "./product-configurations.ts";
import { type ProductConnectionCalls, productConnectionCallsOf } from "./product-connections.ts";
import { type ProductItemCalls, productItemCallsOf } from "./product-items.ts";
import { type ProductMediaCalls, productMediaCallsOf } from "./product-media.ts";
import { type ProductMessageCalls, productMessageCallsOf } from "./product-messages.ts";
import { type ProductParameterCalls, productParameterCallsOf } from "./product-parameters.ts";
import { type ProductTemplateCalls, productTemplateCallsOf } from "./product-templates.ts";
import { type ProductVersionCalls, productVersionCallsOf } from "./product-versions.ts";
import { type ProductCalls, productCallsOf } from "./products.ts";
import { type RequestCalls, requestCallsOf } from "./requests.ts";
import { type SubscriptionCalls, subscriptionCallsOf } from "./subscriptions.ts";
import {
  type TierAccountRequestCalls,
  tierAccountRequestCallsOf,
} from "./tier-account-requests.ts";
import { type TierAccountCalls, tierAccountCallsOf } from "./tier-accounts.ts";
import { type TierConfigRequestCalls, tierConfigRequestCallsOf } from "./tier-config-requests.ts";
import { type TierConfigCalls, tierConfigCallsOf } from "./tier-configs.ts";
import { type UsageFileCalls, usageFileCallsOf } from "./usage-files.ts";
import { type UsageRecordCalls, usageRecordCallsOf } from "./usage-records.ts";
import { type WebhookCalls, webhookCallsOf } from "./webhooks.ts";

export type { ConnectClientOptions } from "./connect-caller.ts";

/** The platform's API: requests, subscriptions, products, tiers, conversations, webhooks, billing, usage. */
export interface ConnectClient {
  readonly requests: RequestCalls;
  readonly assets: AssetCalls;
  readonly subscriptions: SubscriptionCalls;
  readonly billingRequests: BillingRequestCalls;
  readonly products: ProductCalls;
  readonly productItems: ProductItemCalls;
  readonly productParameters: ProductParameterCalls;
  readonly productTemplates: ProductTemplateCalls;
  readonly productActions: ProductActionCalls;
  readonly productConfigurations: ProductConfigurationCalls;
  readonly productMessages: ProductMessageCalls;
  readonly productConnections: ProductConnectionCalls;
  readonly productMedia: ProductMediaCalls;
  readonly productVersions: ProductVersionCalls;
  readonly tierConfigs: TierConfigCalls;
  readonly tierConfigRequests: TierConfigRequestCalls;
  readonly tierAccounts: TierAccountCalls;
  readonly tierAccountRequests: TierAccountRequestCalls;
  readonly conversations: ConversationCalls;
  readonly webhooks: WebhookCalls;
  readonly usageFiles: UsageFileCalls;
  readonly usageRecords: UsageRecordCalls;
}

/**
 * A client of CloudBlue Connect's API, with every group of calls; `createConnectCaller` is for who needs
 * few of them in a small bundle. Every call rejects with a `ConnectError` only; every call takes a signal.
 * Reads are repeated on network errors, 5xx and 429, honoring `Retry-After` up to 30 seconds; writes are never
 * repeated. Redirects are not followed. The key is told to nobody but the base URL.
 *
 * Throws `TenureError` `options_invalid` for options that cannot work.
 */
export function createConnectClient(options: ConnectClientOptions): ConnectClient {
  const caller = createConnectCaller(options);
  return {
    requests: requestCallsOf(caller),
    assets: assetCallsOf(caller),
    subscriptions: subscriptionCallsOf(caller),
    billingRequests: billingRequestCallsOf(caller),
    products: productCallsOf(caller),
    productItems: productItemCallsOf(caller),
    productParameters: productParameterCallsOf(caller),
    productTemplates: productTemplateCallsOf(caller),
    productActions: productActionCallsOf(caller),
    productConfigurations: productConfigurationCallsOf(caller),
    productMessages: productMessageCallsOf(caller),
    productConnections: productConnectionCallsOf(caller),
    productMedia: productMediaCallsOf(caller),
    productVersions: productVersionCallsOf(caller),
    tierConfigs: tierConfigCallsOf(caller),
    tierConfigRequests: tierConfigRequestCallsOf(caller),
    tierAccounts: tierAccountCallsOf(caller),
    tierAccountRequests: tierAccountRequestCallsOf(caller),
    conversations: conversationCallsOf(caller),
    webhooks: webhookCallsOf(caller),
    usageFiles: usageFileCallsOf(caller),
    usageRecords: usageRecordCallsOf(caller),
  };
}
