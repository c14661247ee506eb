import { createHash } from "node:crypto";

import { listAt, objectAt, textAt, valueAt, type JsonObject } from "../json-reading.ts";

/** Where the robot's orders go. */
export interface Shop {
  readonly productId: string;
  readonly connectionId: string;
  readonly marketplaceId: string;
  readonly items: readonly unknown[];
  readonly parameters: readonly unknown[];
}

type Random = () => number;

const CITIES = [
  ["Leiden", "NL"],
  ["Porto", "PT"],
  ["Turku", "FI"],
  ["Graz", "AT"],
] as const;

/** The body of a purchase by the robot's `number`th customer. */
export function purchaseOrder(shop: Shop, number: number, seed: number, random: Random) {
  const name = `Customer ${number}`;
  return {
    type: "purchase",
    asset: {
      external_id: `robot-${seed}-${number}`,
      external_uid: uuidOf(`robot/${seed}/${number}`),
      product: { id: shop.productId },
      connection: { id: shop.connectionId },
      items: shop.items.flatMap((item) => orderedItem(item, random)),
      params: shop.parameters.flatMap((parameter) => orderedValue(parameter, number, random)),
      tiers: {
        customer: account(name, `robot/${seed}/customer/${number}`, random),
        tier1: account("Robot Reseller", `robot/${seed}/reseller`, () => 0),
      },
    },
    marketplace: { id: shop.marketplaceId },
  };
}

/** Other quantities for the items of a subscription that are counted; undefined when none is. */
export function changedItems(
  asset: unknown,
  random: Random,
): readonly { readonly id: string; readonly quantity: number }[] | undefined {
  const counted = (listAt(asset, "items") ?? []).flatMap((item) => {
    const id = textAt(item, "id");
    const quantity = Number(textAt(item, "quantity"));
    return id === undefined || !Number.isInteger(quantity) ? [] : [{ id, quantity }];
  });
  const item = counted[Math.floor(random() * counted.length)];
  if (item === undefined) return undefined;
  const wanted = 1 + Math.floor(random() * 20);
  return [{ id: item.id, quantity: wanted === item.quantity ? wanted + 1 : wanted }];
}

/** A customer's answers to the parameters that are marked as wrong or required and empty. */
export function formAnswers(request: unknown): readonly JsonObject[] {
  return (listAt(objectAt(request, "asset"), "params") ?? []).flatMap((parameter) => {
    if (textAt(parameter, "phase") !== "ordering") return [];
    const isWrong = (textAt(parameter, "value_error") ?? "") !== "";
    const isEmpty = (textAt(parameter, "value") ?? "") === "";
    return isWrong || (isRequired(parameter) && isEmpty) ? [valueFor(parameter, 1)] : [];
  });
}

function orderedItem(item: unknown, random: Random): JsonObject[] {
  const id = textAt(item, "id");
  if (id === undefined) return [];
  const isCounted = textAt(item, "type")?.toLowerCase() === "reservation";
  return [{ id, quantity: isCounted ? 1 + Math.floor(random() * 10) : -1 }];
}

/** Now and then a customer leaves out what is required, and will be asked. */
function orderedValue(parameter: unknown, number: number, random: Random): JsonObject[] {
  const isOrdering = textAt(parameter, "phase") === "ordering";
  const isAsset = (textAt(parameter, "scope") ?? "asset") === "asset";
  if (!isOrdering || !isAsset || random() < 0.05) return [];
  return isRequired(parameter) || random() < 0.3 ? [valueFor(parameter, number)] : [];
}

function isRequired(parameter: unknown): boolean {
  return valueAt(objectAt(parameter, "constraints"), "required") === true;
}

const PLAIN_VALUES: Readonly<Record<string, (number: number) => string>> = {
  email: (number) => `admin${number}@customer.example`,
  url: (number) => `https://customer${number}.example`,
  domain: (number) => `customer${number}.example`,
  subdomain: (number) => `customer${number}`,
  password: () => "Not-A-Secret-1",
};

function valueFor(parameter: unknown, number: number): JsonObject {
  const id = textAt(parameter, "id") ?? "";
  // Products name their parameters, requests give the name as the id.
  const name = textAt(parameter, "name") ?? id;
  const type = textAt(parameter, "type") ?? "text";
  if (type === "checkbox") return { id: name, structured_value: { accepted: true } };
  if (type === "phone") {
    const structured_value = { country_code: "+31", area_code: "71", phone_number: "5550100" };
    return { id: name, structured_value };
  }
  if (type === "address") return { id: name, structured_value: address(() => 0) };
  if (type === "object") return { id: name, structured_value: { note: `Note ${number}` } };
  const choice = textAt((listAt(objectAt(parameter, "constraints"), "choices") ?? [])[0], "value");
  return { id: name, value: choice ?? PLAIN_VALUES[type]?.(number) ?? `Value ${number}` };
}

function account(name: string, key: string, random: Random): JsonObject {
  const email = `${name.toLowerCase().replaceAll(" ", ".")}@customer.example`;
  return {
    name,
    external_uid: uuidOf(key),
    contact_info: {
      ...address(random),
      contact: { first_name: "Sample", last_name: name, email },
    },
  };
}

function address(random: Random): JsonObject {
  const [city, country] = CITIES[Math.floor(random() * CITIES.length)] ?? CITIES[0];
  return { address_line1: "Sample Street 1", city, country, postal_code: "1000", state: "" };
}

function uuidOf(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)];
  return [...parts, hex.slice(20, 32)].join("-");
}
