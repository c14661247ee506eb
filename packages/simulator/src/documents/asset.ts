import type { JsonObject } from "../json-reading.ts";
import type { Item } from "./item.ts";
import type { Parameter } from "./parameter.ts";
import type { Events } from "./reference.ts";

/** A subscription; the platform's API says asset. */
export interface AssetDocument {
  readonly id: string;
  readonly status: string;
  readonly external_id: string;
  readonly external_uid: string;
  readonly product: JsonObject & { readonly id: string };
  readonly connection: JsonObject & { readonly id: string; readonly type: string };
  readonly events: Events;
  readonly items: readonly Item[];
  readonly params: readonly Parameter[];
  readonly tiers: Tiers;
  readonly configuration: JsonObject;
  readonly marketplace: JsonObject;
  readonly contract: JsonObject;
}

/** The accounts of a sale; an account that takes no part is an empty object. */
export interface Tiers {
  readonly customer: JsonObject;
  readonly tier1: JsonObject;
  readonly tier2: JsonObject;
}

export interface AssetRecord {
  readonly document: AssetDocument;
  /** Fields a loaded payload had beside the known ones; shown, never read. */
  readonly extras: JsonObject;
  /** Every request of this subscription, in the order they were opened. */
  readonly requests: readonly string[];
  /** The highest running number given to a request of this subscription. */
  readonly issued: number;
  /** From when on it is billed, where an approval said so. */
  readonly billedFrom?: string;
  /** Where a rejected cancel leads back to; null while no cancel is open. */
  readonly cancelledFrom: string | null;
}
