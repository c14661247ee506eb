import { z } from "zod";

/** No id of the platform comes near this; a longer one would not fit into an address. */
const longestIdentifier = 128;

/** An id. Old payloads carry some as numbers. */
export const identifier = z.union([
  z.string().min(1).max(longestIdentifier),
  z.number().transform(String),
]);

/** Text that payloads leave out, or send as null; some send a number in its place. */
export const looseText = z.union([z.string(), z.number().transform(String)]).nullish();

/** What no decision rests on: left out, null, or of another shape than announced, it reads as null. */
export function lenient<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullish().catch(null);
}

/** A list that payloads leave out, or send as null, when it is empty. */
export function listOf<Schema extends z.ZodType>(schema: Schema) {
  return z
    .array(schema)
    .nullish()
    .transform((rows) => rows ?? []);
}

/** A named object elsewhere on the platform: a product, a marketplace, an account, a user. */
export const referenceSchema = z.looseObject({
  id: looseText,
  name: looseText,
});
