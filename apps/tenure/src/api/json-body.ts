import { z } from "@hono/zod-openapi";

import { problemSchema } from "../http/problem.ts";

/** A list whose type is read-only, as all of the engine's are. */
export const listOf = <Schema extends z.ZodType>(schema: Schema) => z.array(schema).readonly();

/** A successful answer in JSON. */
export const ok = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  description,
  content: { "application/json": { schema } },
});

/** What every route may answer instead. */
export const problems = {
  default: {
    description: "Anything else: a problem.",
    content: { "application/problem+json": { schema: problemSchema } },
  },
} as const;

export const body = <Schema extends z.ZodType>(schema: Schema) => ({
  required: true,
  content: { "application/json": { schema } },
});

/** An object whose fields the machine's own schemas describe, or which may be redacted. */
export const openObject = z.record(z.string(), z.any());

/** Milliseconds since the epoch. */
export const moment = z.number().openapi({ description: "Milliseconds since the epoch." });
