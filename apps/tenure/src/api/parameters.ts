import { z } from "@hono/zod-openapi";

import { awaitedSchema, requestStateSchema, statusSchema } from "./subscription-schemas.ts";

export const keyParameters = z.object({
  key: z.string().openapi({
    param: { name: "key", in: "path" },
    description: "The subscription's key, percent-encoded: `acme%3AAS-1000-0000-0001`.",
    example: "AS-1000-0000-0001",
  }),
});

/** A number in a query. */
export const numberIn = (least: number, most: number) =>
  z.coerce.number().int().min(least).max(most);

/** The values of a parameter that is given several times, or with commas. */
function split(value: unknown): readonly unknown[] {
  return (Array.isArray(value) ? value : [value]).flatMap((text: unknown) =>
    typeof text === "string" ? text.split(",").filter((part) => part !== "") : [text],
  );
}

/** One or several values, given as `name=a&name=b` or `name=a,b`. */
function several<Schema extends z.ZodType<string, string>>(schema: Schema) {
  return z.preprocess(
    (value) => (value === undefined ? undefined : split(value)),
    z.array(schema).max(50).optional(),
  );
}

const flag = z.enum(["true", "false"]);

export const redactedParameter = flag.optional().openapi({
  description:
    "`false` shows values that may be personal, to the role operate and above. Default `true`.",
});

export const tenantParameter = z.string().optional().openapi({
  description: "One tenant, or `*` for all. Default: the token's.",
});

/** What narrows a list or a count of subscriptions. Several narrow together. */
export const filterParameters = z.object({
  status: several(statusSchema),
  requestState: several(requestStateSchema),
  awaited: several(awaitedSchema),
  requestType: several(z.string().min(1)),
  product: several(z.string().min(1)),
  adapter: z.string().min(1).optional(),
  tenant: tenantParameter,
});

export type FilterQuery = z.infer<typeof filterParameters>;
