import type { RenewalType } from "../wire/renewal-type.ts";

/** Body of a change of the renewal type of a whole subscription. Subscription Management 2.0 only. */
export interface SetRenewalType {
  /** With or without `S`, as in every change. */
  readonly subscriptionId: string;
  readonly renewalType: RenewalType;
}

/** Moves the next billing date. The platform wants it at least one minute ahead. */
export interface SetNextBillingDate {
  readonly subscriptionId: string;
  /** RFC 3339; without a zone it is UTC. Sent in UTC, with milliseconds. */
  readonly nextBillingDate: string;
}

/** Renews ahead of schedule, and charges for it. */
export interface RenewSubscription {
  readonly subscriptionId: string;
  /** True: the new interval begins now, and what is left of the running one is lost. */
  readonly resetBillingInterval?: boolean | undefined;
}

/** Sets the client's own id of the customer. */
export interface UpdateCustomer {
  readonly subscriptionId: string;
  readonly customerReferenceId: string;
}

/** Which of a subscription's contacts is meant. */
export type ContactType = "LicenseeContact" | "BillingContact" | "DeliveryContact";

/** A contact in the platform's own members, as in `Firstname`, `PostalCode`, `EMail`. */
export interface CleverbridgeContact {
  /** ISO 3166-1, two letters. */
  readonly CountryId: string;
  /** ISO 639-1. */
  readonly LanguageId: string;
  readonly [member: string]: string;
}

/** Replaces a contact. */
export interface UpdateContact {
  readonly subscriptionId: string;
  readonly contactType: ContactType;
  readonly contact: CleverbridgeContact;
}
