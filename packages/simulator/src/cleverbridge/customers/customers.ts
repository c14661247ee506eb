import { textAt, type JsonObject } from "../../json-reading.ts";
import {
  CONTACT_TYPES,
  type ContactType,
  type CustomerRecord,
} from "../documents/customer-record.ts";
import { mintNumber, type World } from "../world.ts";

/** Makes a customer whose three contacts have the same e-mail address. */
export function makeCustomer(
  world: World,
  { id = mintNumber(world, "customer"), email }: { readonly id?: number; readonly email: string },
): CustomerRecord {
  const contact = { CountryId: "DE", LanguageId: "en", EMail: email, Firstname: "", Lastname: "" };
  const customer = {
    id,
    contacts: { LicenseeContact: contact, BillingContact: contact, DeliveryContact: contact },
  };
  world.store.put("customers", String(id), customer);
  return customer;
}

/** Writes members of one contact; those that are not given stay. */
export function changeContact(
  world: World,
  customer: CustomerRecord,
  type: ContactType,
  contact: JsonObject,
): void {
  const contacts = { ...customer.contacts, [type]: { ...customer.contacts[type], ...contact } };
  world.store.put("customers", String(customer.id), { ...customer, contacts });
}

/** Whether one of the customer's contacts has an e-mail address, in whatever case. */
export function hasEmail(customer: CustomerRecord | undefined, email: string): boolean {
  const wanted = email.trim().toLowerCase();
  return CONTACT_TYPES.some(
    (type) => textAt(customer?.contacts[type], "EMail")?.toLowerCase() === wanted,
  );
}
