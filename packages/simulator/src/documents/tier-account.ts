import type { JsonObject } from "../json-reading.ts";
import type { Events, Reference } from "./reference.ts";

/** A customer or reseller as the platform keeps it. */
export interface TierAccount {
  readonly id: string;
  readonly type: "customer" | "reseller";
  readonly name: string;
  readonly external_id: string;
  readonly external_uid: string;
  readonly environment: string;
  /** The parts it plays in sales: `customer`, `tier1`, `tier2`. */
  readonly scopes: readonly string[];
  readonly tax_id: string;
  readonly contact_info: JsonObject;
  readonly owner: Reference;
  readonly hub: Reference;
  readonly parent: JsonObject;
  readonly db: string;
  /** Counts from 1; every change makes another. */
  readonly version: number;
  readonly events: Events;
}

export interface TierAccountRecord {
  readonly document: TierAccount;
  /** Every version, the oldest first, the present one included. */
  readonly versions: readonly TierAccount[];
}

export type TierAccountRequestStatus = "pending" | "accepted" | "ignored" | "unsupported";

/** Tells the vendor of a product that an account has changed. */
export interface TierAccountRequest {
  readonly id: string;
  readonly type: "update";
  readonly status: TierAccountRequestStatus;
  /** The version the request is about. */
  readonly account: TierAccount;
  readonly product: JsonObject & { readonly id: string };
  readonly provider: Reference;
  readonly vendor: Reference;
  readonly reason: string | null;
  readonly events: Events;
}
