import { isObject, objectAt, textAt, valueAt, type JsonObject } from "../json-reading.ts";

/** What a loaded piece of JSON is: a request to take in, or why it is left out. */
export type Classified = { readonly request: JsonObject } | { readonly reason: string };

/** Other objects of the platform by the beginning of their ids. */
const OTHER_OBJECTS: Readonly<Record<string, string>> = {
  AS: "a subscription by itself",
  PRD: "a product or an item of one",
  CN: "a product",
  TL: "a template",
  PRM: "a parameter of a product",
  ACT: "an action of a product",
  PRDMSG: "a message of a product",
  TCR: "a tier configuration request",
  TC: "a tier configuration",
  TA: "a tier account",
  TAR: "a tier account request",
  BRP: "a billing request",
  BRV: "a billing request",
  CO: "a conversation",
  ME: "a message",
  WH: "a webhook",
  UF: "a usage file",
  TQ: "a task",
  SLA: "a service level agreement",
  SLI: "a service level indicator",
};

const LONGEST_ID = 128;

/** A fulfillment request has a type and a subscription (`asset`), and nothing that marks another kind. */
export function classify(value: unknown): Classified {
  if (!isObject(value)) return { reason: "It is not a JSON object." };
  const type = textAt(value, "type");
  const kind = otherKind(value, type);
  if (kind !== undefined) return { reason: `It is ${kind}, not a fulfillment request.` };
  if (objectAt(value, "asset") === undefined) {
    return { reason: "It has no asset, so it is not a fulfillment request." };
  }
  if (type === undefined || type === "") {
    return { reason: "It has no type, so it is not a fulfillment request." };
  }
  const ids = [textAt(value, "id"), textAt(objectAt(value, "asset"), "id")];
  if (ids.some((id) => id !== undefined && id.length > LONGEST_ID)) {
    return { reason: `An id of more than ${LONGEST_ID} characters is none of the platform's.` };
  }
  return { request: value };
}

function otherKind(value: JsonObject, type: string | undefined): string | undefined {
  if (isObject(valueAt(value, "configuration")) && objectAt(value, "asset") === undefined) {
    const hasAccount = isObject(valueAt(value, "tiers")) || type !== undefined;
    return prefixKind(value) ?? (hasAccount ? "a tier configuration request" : undefined);
  }
  if (type === "provider" || type === "vendor") return "a billing request";
  return prefixKind(value);
}

function prefixKind(value: JsonObject): string | undefined {
  const prefix = /^([A-Z]{2,6})-\d/u.exec(textAt(value, "id") ?? "")?.[1] ?? "";
  return Object.hasOwn(OTHER_OBJECTS, prefix) ? OTHER_OBJECTS[prefix] : undefined;
}
