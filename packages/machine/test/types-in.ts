import type { z } from "zod";

/** The types that a schema tells apart, in the order it was written in. */
export const typesIn = (schema: z.core.$ZodType): readonly string[] =>
  [...(schema._zod.propValues?.["type"] ?? [])].map(String);
