import { z } from "zod";

import { momentSchema } from "./moment.ts";
import { parametersSchema } from "./request.ts";

const by = z.enum(["handler", "operator"]).default("handler");
const about = { requestId: z.string().min(1), by };

/** The request is done: parameters are written first, then it is approved. */
const approveAnswerSchema = z.object({
  type: z.literal("answer.approve"),
  ...about,
  /** Template id. Left out: the adapter takes the one the platform proposes. */
  template: z.string().min(1).optional(),
  /** Markdown in place of a template. */
  tile: z.string().optional(),
  parameters: parametersSchema.default({}),
  effectiveDate: momentSchema.optional(),
});

const rejectAnswerSchema = z.object({
  type: z.literal("answer.reject"),
  ...about,
  reason: z.string().min(1),
});

/** Something is missing: each named parameter is marked with its message and the customer is asked. */
const inquireAnswerSchema = z.object({
  type: z.literal("answer.inquire"),
  ...about,
  parameters: z.record(z.string(), z.string().min(1)),
  template: z.string().min(1).optional(),
});

const scheduleAnswerSchema = z.object({
  type: z.literal("answer.schedule"),
  ...about,
  plannedDate: momentSchema,
});

/** Not now: the handler is called again after the delay, in milliseconds. */
const postponeAnswerSchema = z.object({
  type: z.literal("answer.postpone"),
  ...about,
  delay: z.number().int().nonnegative(),
});

export const answerSchema = z.discriminatedUnion("type", [
  approveAnswerSchema,
  rejectAnswerSchema,
  inquireAnswerSchema,
  scheduleAnswerSchema,
  postponeAnswerSchema,
]);

/** The vendor's answer to a pending request, given by a handler or by an operator. */
export type Answer = z.infer<typeof answerSchema>;
