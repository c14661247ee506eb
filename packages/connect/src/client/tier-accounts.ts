import { type Created, createdSchema } from "../wire/created.ts";
import { type TierAccount, tierAccountSchema } from "../wire/tier-account.ts";
import type { CallOptions } from "./call-options.ts";
import type { Caller } from "./caller.ts";
import { collectionOf } from "./collection.ts";
import { type ConnectPage, type ListOptions, pagesOf } from "./pages.ts";

/** Where a customer or reseller is reached. */
export interface ContactInfo {
  readonly address_line1: string;
  readonly address_line2?: string;
  readonly city: string;
  readonly state?: string;
  readonly postal_code: string;
  /** Two letters, as in `es`. */
  readonly country: string;
  readonly contact: {
    readonly first_name: string;
    readonly last_name: string;
    readonly email: string;
    readonly phone_number?: {
      readonly country_code?: string;
      readonly area_code?: string;
      readonly phone_number?: string;
      readonly extension?: string;
    };
  };
}

/** What of an account may be changed. */
export interface TierAccountUpdate {
  readonly name?: string;
  readonly type?: "customer" | "reseller";
  readonly environment?: "production" | "test" | "preview";
  readonly external_id?: string;
  readonly external_uid?: string;
  readonly tax_id?: string;
  readonly parent?: { readonly id: string };
  readonly access?: readonly { readonly id: string }[];
  readonly contact_info?: ContactInfo;
}

/** An account to add. */
export interface NewTierAccount extends TierAccountUpdate {
  readonly contact_info: ContactInfo;
  readonly hub?: { readonly id: string };
}

/** Customers and resellers. */
export interface TierAccountCalls {
  list(options?: ListOptions): AsyncIterable<ConnectPage<TierAccount>>;
  get(id: string, options?: CallOptions): Promise<TierAccount>;
  create(body: NewTierAccount, options?: CallOptions): Promise<Created>;
  /** Makes a new version. Vendors with Tier Accounts Sync are told by an account request. */
  update(id: string, body: TierAccountUpdate, options?: CallOptions): Promise<void>;
  remove(id: string, options?: CallOptions): Promise<void>;
  /** All that the account's data have been. */
  versions(id: string, options?: ListOptions): AsyncIterable<ConnectPage<TierAccount>>;
}

/** The calls on customers and resellers. */
export function tierAccountCallsOf(caller: Caller): TierAccountCalls {
  const path = "/tier/accounts";
  const { list, get, remove, one } = collectionOf(caller, path, tierAccountSchema);
  return {
    list,
    get,
    create: (body, { signal } = {}) =>
      caller.json({ method: "POST", path, body, signal }, createdSchema),
    update: (id, body, { signal } = {}) =>
      caller.write({ method: "PUT", path: one(id), body, signal }),
    remove,
    versions: (id, options) => pagesOf(caller, one(id, "/versions"), tierAccountSchema, options),
  };
}
