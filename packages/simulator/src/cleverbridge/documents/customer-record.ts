import type { JsonObject } from "../../json-reading.ts";

export const CONTACT_TYPES = ["LicenseeContact", "BillingContact", "DeliveryContact"] as const;

export type ContactType = (typeof CONTACT_TYPES)[number];

/** A customer, with the contacts as `updatecontact` writes them (`EMail`, `Firstname`, …). */
export interface CustomerRecord {
  readonly id: number;
  readonly contacts: Readonly<Record<ContactType, JsonObject>>;
}
