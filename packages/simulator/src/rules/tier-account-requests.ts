import { DISTRIBUTOR_ACCOUNT, VENDOR_ACCOUNT } from "../accounts.ts";
import type { ProductRecord } from "../documents/product.ts";
import type {
  TierAccountRecord,
  TierAccountRequest,
  TierAccountRequestStatus,
} from "../documents/tier-account.ts";
import { digitsOf } from "../identifiers.ts";
import { textAt, textIn } from "../json-reading.ts";
import { stamp, stampAfter, type Platform } from "../platform.ts";
import { invalid, missingFields, notFound, wrongStatus } from "../refusal.ts";
import { isOn } from "./capabilities.ts";
import { findProduct } from "./records.ts";
import { findTierAccount } from "./tier-accounts.ts";

export function findAccountRequest(platform: Platform, id: string): TierAccountRequest {
  const request = platform.store.get("tierAccountRequests", id);
  if (request === undefined) throw notFound("Tier account request");
  return request;
}

/** Tells the vendor of every product the account has subscriptions of that it has changed. */
export function announceAccount(platform: Platform, account: TierAccountRecord): void {
  const products = new Set(
    platform.store
      .list("assets")
      .filter(
        ({ document }) =>
          document.status !== "terminated" &&
          Object.values(document.tiers).some((tier) => textAt(tier, "id") === account.document.id),
      )
      .map(({ document }) => document.product.id),
  );
  for (const id of products) addAccountRequest(platform, account, findProduct(platform, id));
}

/** `POST /tier/account-requests`. */
export function createAccountRequest(platform: Platform, body: unknown): TierAccountRequest {
  if (textAt(body, "type") !== "update") {
    throw invalid(`type: "${textAt(body, "type") ?? ""}" is not a valid choice.`);
  }
  const accountId = textIn(body, "account", "id");
  if (accountId === undefined) throw invalid("account.id: This field is required.");
  const productId = textIn(body, "product", "id");
  if (productId === undefined) throw invalid("product.id: This field is required.");
  const product = findProduct(platform, productId);
  return addAccountRequest(platform, findTierAccount(platform, accountId), product);
}

/** The vendor has taken the change over. */
export function acceptAccountRequest(platform: Platform, id: string): TierAccountRequest {
  return answered(platform, id, "accepted", null);
}

/** The vendor does not take the change over; says why. */
export function ignoreAccountRequest(
  platform: Platform,
  id: string,
  body: unknown,
): TierAccountRequest {
  const reason = textAt(body, "reason")?.trim() ?? "";
  if (reason === "") throw missingFields("reason");
  return answered(platform, id, "ignored", reason);
}

function answered(
  platform: Platform,
  id: string,
  status: TierAccountRequestStatus,
  reason: string | null,
): TierAccountRequest {
  const request = findAccountRequest(platform, id);
  if (request.status !== "pending") {
    throw wrongStatus("Only pending Tier Account Requests can be accepted or ignored.");
  }
  const at = stampAfter(platform, request.events.updated.at);
  const written = { ...request, status, reason, events: { ...request.events, updated: { at } } };
  platform.store.put("tierAccountRequests", id, written);
  return written;
}

/** Without Tier Accounts Sync the request is there, but nobody is asked. */
function addAccountRequest(
  platform: Platform,
  { document: account }: TierAccountRecord,
  { document: product }: ProductRecord,
): TierAccountRequest {
  const at = stamp(platform);
  const request: TierAccountRequest = {
    id: nextId(platform, account.id, account.version),
    type: "update",
    status: isOn(product, "tiers", "updates") ? "pending" : "unsupported",
    account,
    product: { id: product.id, name: product.name, icon: product.icon, status: product.status },
    provider: DISTRIBUTOR_ACCOUNT,
    vendor: VENDOR_ACCOUNT,
    reason: null,
    events: { created: { at }, updated: { at } },
  };
  platform.store.put("tierAccountRequests", request.id, request);
  return request;
}

/** `TAR-1234-5678-9012-002-001`: the account's digits, its version and a running number. */
function nextId(platform: Platform, accountId: string, version: number): string {
  const base = `TAR-${digitsOf(accountId)}-${String(version).padStart(3, "0")}`;
  for (let number = 1; ; number += 1) {
    const id = `${base}-${String(number).padStart(3, "0")}`;
    if (!platform.store.has("tierAccountRequests", id)) return id;
  }
}
