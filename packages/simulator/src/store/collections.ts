import type { AssetRecord } from "../documents/asset.ts";
import type { BillingRequest } from "../documents/billing.ts";
import type { Conversation, Message } from "../documents/conversation.ts";
import type { ProductRecord } from "../documents/product.ts";
import type { RequestRecord } from "../documents/request.ts";
import type { TierAccountRecord, TierAccountRequest } from "../documents/tier-account.ts";
import type { TierConfigRecord, TierRequestRecord } from "../documents/tier.ts";
import type { UsageFile, UsageRecord } from "../documents/usage.ts";
import type { Webhook } from "../documents/webhook.ts";

/** A request taken from a file that may not open before an earlier one of its subscription has ended. */
export interface WaitingRequest {
  readonly request: RequestRecord;
  readonly asset: AssetRecord;
}

/** Everything the platform remembers, by collection; every value is plain JSON. */
export interface Collections {
  readonly assets: AssetRecord;
  readonly requests: RequestRecord;
  readonly products: ProductRecord;
  readonly webhooks: Webhook;
  readonly conversations: Conversation;
  readonly messages: Message;
  readonly tierConfigs: TierConfigRecord;
  readonly tierRequests: TierRequestRecord;
  readonly tierAccounts: TierAccountRecord;
  readonly tierAccountRequests: TierAccountRequest;
  readonly billingRequests: BillingRequest;
  readonly usageFiles: UsageFile;
  readonly usageRecords: UsageRecord;
  readonly waiting: WaitingRequest;
  /** Fingerprints of loaded create bodies, by which a second loading is noticed. */
  readonly loadedBodies: { readonly requestId: string };
  /** How many identifiers of a kind were given out. */
  readonly counters: { readonly count: number };
}

export type CollectionName = keyof Collections;

/** One entry of the journal: a value that was put, or, without one, an id that was deleted. */
export interface Change {
  readonly collection: string;
  readonly id: string;
  readonly value?: unknown;
}
