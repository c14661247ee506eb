import { valueAt, type JsonObject } from "../../json-reading.ts";
import { changeContact } from "../customers/customers.ts";
import { CONTACT_TYPES, type ContactType } from "../documents/customer-record.ts";
import { optionalObject, optionalText, requiredText, subscriptionIdIn } from "../http/fields.ts";
import { succeeded, type Operation } from "../http/operation.ts";
import { notify } from "../notifications/notify.ts";
import { findSubscription } from "../records.ts";
import { invalid, missing, unknown } from "../result-refusal.ts";

/** Writes one contact of the customer, for all of the customer's subscriptions. */
export const updateContact: Operation = {
  method: "POST",
  name: "updatecontact",
  handle: ({ world, body }) => {
    const record = findSubscription(world, subscriptionIdIn(body));
    const type = contactTypeIn(body);
    const contact = optionalObject(body, "Contact");
    if (contact === undefined) throw missing("Contact");
    for (const field of ["CountryId", "LanguageId"]) requiredText(contact, field);
    for (const field of Object.keys(contact)) optionalText(contact, field);
    const customer = world.store.get("customers", String(record.customerId));
    if (customer === undefined) throw unknown();
    changeContact(world, customer, type, contact);
    notify(world, record, "CustomerProfileUpdateNotification");
    return succeeded();
  },
};

/** By its name or its number. */
function contactTypeIn(body: JsonObject): ContactType {
  const value = valueAt(body, "ContactType") ?? undefined;
  if (value === undefined) throw missing("ContactType");
  const found = CONTACT_TYPES.find((name, number) => value === name || value === number);
  if (found === undefined) throw invalid(`ContactType must be one of ${CONTACT_TYPES.join(", ")}.`);
  return found;
}
