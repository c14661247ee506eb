import { z } from "zod";

import { anyJson } from "./any-json.ts";
import { eventsSchema } from "./stamps.ts";
import { identifier, lenient, looseText, referenceSchema } from "./tolerant.ts";

/** A button of the product, which leads to a page of the vendor. `scope` is asset, tier1 or tier2. */
export const productActionSchema = z.looseObject({
  id: identifier,
  action: looseText,
  name: looseText,
  title: looseText,
  description: looseText,
  scope: looseText,
  type: looseText,
});
export type ProductAction = z.infer<typeof productActionSchema>;

/** The value of a configuration parameter, for the product, an item, a marketplace or both. It has no id. */
export const productConfigurationSchema = z.looseObject({
  parameter: z.looseObject({ id: identifier, title: looseText }),
  item: lenient(referenceSchema),
  marketplace: lenient(referenceSchema),
  value: anyJson.nullish(),
  structured_value: anyJson.nullish(),
  events: eventsSchema,
});
export type ProductConfiguration = z.infer<typeof productConfigurationSchema>;

/** A message of the catalog of validation errors. `auto`: the platform learned it from an answer. */
export const productMessageSchema = z.looseObject({
  id: identifier,
  external_id: looseText,
  value: looseText,
  auto: lenient(z.boolean()),
});
export type ProductMessage = z.infer<typeof productMessageSchema>;

/** A connection of the product with a distributor's hub; `type` is test, production or preview. */
export const productConnectionSchema = z
  .looseObject({
    id: identifier,
    type: looseText,
    status: looseText,
    hub: lenient(referenceSchema),
    provider: lenient(referenceSchema),
    vendor: lenient(referenceSchema),
  })
  // Credentials of the hub, which nobody here needs.
  .transform(({ oauth_key: _key, oauth_secret: _secret, ...connection }) => connection);
export type ProductConnection = z.infer<typeof productConnectionSchema>;

/** A picture or video of the product's page. */
export const productMediaSchema = z.looseObject({
  id: identifier,
  type: looseText,
  url: looseText,
  thumbnail: looseText,
});
export type ProductMedia = z.infer<typeof productMediaSchema>;

/** One version of the product. All of them have the product's id. */
export const productVersionSchema = z.looseObject({
  id: identifier,
  name: looseText,
  status: looseText,
  version: lenient(z.number()),
  latest: lenient(z.boolean()),
  public: lenient(z.boolean()),
  capabilities: lenient(z.record(z.string(), anyJson)),
});
export type ProductVersion = z.infer<typeof productVersionSchema>;
