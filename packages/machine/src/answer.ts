import * as z from "zod/mini";

import { filledTextSchema } from "./filled-text.ts";
import { momentSchema } from "./moment.ts";
import { parametersSchema } from "./request.ts";

const by = z._default(z.enum(["handler", "operator"]), "handler");
const about = { requestId: filledTextSchema, by };

/** The request is done: parameters are written first, then it is approved. */
const approveAnswerSchema = () =>
  z.object({
    type: z.literal("answer.approve"),
    ...about,
    /** Template id. Left out: the adapter takes the one the platform proposes. */
    template: z.optional(filledTextSchema),
    /** Markdown in place of a template. */
    tile: z.optional(z.string()),
    parameters: z._default(parametersSchema, {}),
    effectiveDate: z.optional(momentSchema),
  });

const rejectAnswerSchema = () =>
  z.object({
    type: z.literal("answer.reject"),
    ...about,
    reason: filledTextSchema,
  });

/** Something is missing: each named parameter is marked with its message and the customer is asked. */
const inquireAnswerSchema = () =>
  z.object({
    type: z.literal("answer.inquire"),
    ...about,
    parameters: z.record(z.string(), filledTextSchema),
    template: z.optional(filledTextSchema),
  });

const scheduleAnswerSchema = () =>
  z.object({
    type: z.literal("answer.schedule"),
    ...about,
    plannedDate: momentSchema,
  });

/** Not now: the handler is called again after the delay, in milliseconds. */
const postponeAnswerSchema = () =>
  z.object({
    type: z.literal("answer.postpone"),
    ...about,
    delay: z.int().check(z.nonnegative()),
  });

export const answerSchema = z.lazy(() =>
  z.discriminatedUnion("type", [
    approveAnswerSchema(),
    rejectAnswerSchema(),
    inquireAnswerSchema(),
    scheduleAnswerSchema(),
    postponeAnswerSchema(),
  ]),
);

/** The vendor's answer to a pending request, given by a handler or by an operator. */
export type Answer = z.infer<typeof answerSchema>;
