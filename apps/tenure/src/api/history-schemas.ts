import { z } from "@hono/zod-openapi";

import { refusalSchema } from "../http/problem.ts";
import { listOf, moment, openObject } from "./json-body.ts";
import { effectSchema, placeSchema } from "./subscription-schemas.ts";

export const verdictSchema = z
  .object({
    type: z.enum(["moved", "unchanged", "refused"]),
    reason: z.enum(["known", "stale", "late"]).optional(),
    refusal: refusalSchema.optional(),
  })
  .openapi("Verdict", { description: "What the machine made of an event." });

const authorSchema = z
  .object({
    party: z.enum(["platform", "customer", "vendor", "operator", "schedule", "engine"]),
    identity: z.string().nullable().openapi({
      description: "Who gave the consent that a command carries; redacted by default.",
    }),
  })
  .openapi("Author", { description: "Who an event came from." });

export const differenceSchema = z
  .object({
    path: listOf(z.string()).openapi({
      description: "The way to it from the snapshot's top.",
      example: ["context", "items", "0", "quantity"],
    }),
    before: z.any().optional().openapi({ description: "Absent: it was not there." }),
    after: z.any().optional().openapi({ description: "Absent: it is not there any more." }),
  })
  .openapi("Difference", { description: "One value that an event changed." });

export const entrySchema = z
  .object({
    version: z.int(),
    at: moment,
    type: z.string().openapi({ example: "request.pending" }),
    by: authorSchema,
    why: z
      .string()
      .nullable()
      .openapi({ description: "The reason the event or the machine gives, in words." }),
    verdict: verdictSchema,
    drift: z.boolean().openapi({ description: "A fact that contradicts the record." }),
    event: openObject,
    from: placeSchema,
    to: placeSchema,
    differences: listOf(differenceSchema),
    effects: listOf(effectSchema),
    previousHash: z.string(),
    hash: z.string(),
  })
  .openapi("HistoryEntry");

export const historySchema = z
  .object({
    key: z.string(),
    version: z.int().openapi({ description: "The newest version there is." }),
    redacted: z.boolean(),
    entries: listOf(entrySchema),
    next: z
      .int()
      .optional()
      .openapi({ description: "For the next page: as `after`, or as `before` with newest first." }),
  })
  .openapi("History");
export type EntryView = z.infer<typeof entrySchema>;
export type HistoryView = z.infer<typeof historySchema>;
export type DifferenceView = z.infer<typeof differenceSchema>;
