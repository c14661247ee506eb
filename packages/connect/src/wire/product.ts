import { z } from "zod";

import { anyJson } from "./any-json.ts";
import { parameterSchema } from "./parameter.ts";
import { identifier, lenient, looseText } from "./tolerant.ts";

const flags = z.record(z.string(), anyJson);

/** A product. `capabilities` may be missing, null or hold only some of its keys. */
export const productSchema = z.looseObject({
  id: identifier,
  name: looseText,
  status: looseText,
  capabilities: lenient(flags),
  /** The older, read-only mirror of some capabilities. */
  configurations: lenient(flags),
});
export type Product = z.infer<typeof productSchema>;

/** A template of a product. `scope` is asset, tier1 or tier2; `type` fulfillment, inquire or pending. */
export const templateSchema = z.looseObject({
  id: identifier,
  name: looseText,
  title: looseText,
  scope: looseText,
  type: looseText,
  body: lenient(z.string()),
  position: lenient(z.number()),
});
export type Template = z.infer<typeof templateSchema>;

/** A parameter as a product defines it: like a request's, with an id of its own beside its name. */
export const productParameterSchema = parameterSchema;
export type ProductParameter = z.infer<typeof productParameterSchema>;

/** An item as a product offers it. */
export const productItemSchema = z.looseObject({
  id: identifier,
  local_id: looseText,
  mpn: looseText,
  name: looseText,
  display_name: looseText,
  type: lenient(anyJson),
  period: looseText,
  status: looseText,
});
export type ProductItem = z.infer<typeof productItemSchema>;
