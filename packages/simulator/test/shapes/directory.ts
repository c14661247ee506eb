import * as parts from "./parts.ts";
import { filled, object, oneOf, text } from "./shape.ts";

export const account = object({ id: filled, name: text, type: oneOf("vendor", "distributor") });
export const user = parts.reference;
export const hub = object({
  id: parts.id("HB"),
  name: text,
  company: parts.reference,
  instance: parts.hubInstance,
});
export const marketplace = object({
  id: parts.id("MP"),
  name: text,
  owner: parts.reference,
  currency: filled,
});
export const contract = object({
  id: parts.id("CRD"),
  name: text,
  type: oneOf("distribution"),
  status: oneOf("active"),
  marketplace: parts.reference,
  owner: parts.reference,
});
