import { isObject, listAt, textAt, valueAt, type JsonObject } from "../../json-reading.ts";
import { invalid } from "../../refusal.ts";
import type { Order } from "../customers/buy.ts";
import type { OrderedItem } from "../customers/ordered-item.ts";
import type { PaymentOutcome } from "../documents/subscription-record.ts";
import type { NotificationTarget } from "../notifications/notification-target.ts";

const ORDER_NUMBERS = ["customerId", "intervalMonths", "intervalDays", "gracePeriodDays"];
const ORDER_TEXTS = ["customerReferenceId", "customerReferenceNo", "customerEmail", "currencyId"];
const ITEM_NUMBERS = ["productId", "quantity", "price", "recurrenceCount"];

/** An order as JSON: the members of `Order`. */
export function orderIn(body: unknown): Order {
  const items = listAt(body, "items");
  if (!isObject(body) || items === undefined) throw invalid("items: Expected a list.");
  const payment = valueAt(body, "payment");
  return {
    ...numbersAt(body, ORDER_NUMBERS),
    ...textsAt(body, ORDER_TEXTS),
    ...oneOf(body, "renewalType", ["Automatic", "Manual"]),
    ...oneOf(body, "managementModel", ["1.0", "2.0"]),
    ...(payment === undefined ? {} : { payment: outcomeIn(payment) }),
    items: items.map((item, index) => itemIn(item, index)),
  };
}

/** What comes of charges, as a list or below `outcomes`. */
export function outcomesIn(body: unknown): readonly PaymentOutcome[] {
  const list = Array.isArray(body) ? (body as readonly unknown[]) : listAt(body, "outcomes");
  if (list === undefined) throw invalid("outcomes: Expected a list.");
  return list.map((entry) => outcomeIn(entry));
}

/** Who is told: the members of `NotificationTarget`. */
export function targetIn(body: unknown): NotificationTarget {
  const url = textAt(body, "url") ?? "";
  if (!URL.canParse(url)) throw invalid("url: Expected an address.");
  const username = textAt(body, "username");
  const password = textAt(body, "password");
  const types = listAt(body, "types")?.filter((type) => typeof type === "string");
  return {
    url,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(types === undefined ? {} : { types }),
  };
}

function outcomeIn(value: unknown): PaymentOutcome {
  if (value === "paid" || value === "declined" || value === "pending") return value;
  const paidAfterDays = valueAt(value, "paidAfterDays");
  if (typeof paidAfterDays === "number" && paidAfterDays >= 0) return { paidAfterDays };
  throw invalid('An outcome is "paid", "declined", "pending" or {"paidAfterDays": <days>}.');
}

function itemIn(item: unknown, index: number): OrderedItem {
  if (!isObject(item)) throw invalid(`items[${index}]: Expected an object.`);
  const { productId, ...rest } = numbersAt(item, ITEM_NUMBERS);
  if (productId === undefined) throw invalid(`items[${index}].productId: Expected a number.`);
  return { productId, ...rest };
}

function numbersAt(body: JsonObject, fields: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = valueAt(body, field);
      if (value === undefined) return [];
      if (typeof value !== "number") throw invalid(`${field}: Expected a number.`);
      return [[field, value]];
    }),
  );
}

function textsAt(body: JsonObject, fields: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = valueAt(body, field);
      if (value === undefined) return [];
      if (typeof value !== "string") throw invalid(`${field}: Expected a text.`);
      return [[field, value]];
    }),
  );
}

function oneOf(body: JsonObject, field: string, values: readonly string[]): Record<string, string> {
  const value = valueAt(body, field);
  if (value === undefined) return {};
  const found = values.find((one) => one === value);
  if (found === undefined) throw invalid(`${field}: Expected one of ${values.join(", ")}.`);
  return { [field]: found };
}
