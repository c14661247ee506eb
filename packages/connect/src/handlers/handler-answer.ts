import type { Json } from "@tenure/machine";
import { z } from "zod";

import { momentOf } from "../moment.ts";

const dateSchema = z.string().transform((text, context) => {
  const moment = momentOf(text);
  if (moment !== undefined) return moment;
  context.addIssue({ code: "custom", message: "is not an ISO 8601 date" });
  return z.NEVER;
});

const approveSchema = z.strictObject({
  type: z.literal("approve"),
  template: z.string().min(1).optional(),
  tile: z.string().min(1).optional(),
  parameters: z.record(z.string().min(1), z.json()).optional(),
  effectiveDate: dateSchema.optional(),
});
const rejectSchema = z.strictObject({ type: z.literal("reject"), reason: z.string().min(1) });
const inquireSchema = z.strictObject({
  type: z.literal("inquire"),
  parameters: z
    .record(z.string().min(1), z.string().min(1))
    // The platform refuses to ask for nothing.
    .refine((messages) => Object.keys(messages).length > 0, "names no parameter"),
  template: z.string().min(1).optional(),
});
const scheduleSchema = z.strictObject({ type: z.literal("schedule"), plannedDate: dateSchema });
const postponeSchema = z.strictObject({
  type: z.literal("postpone"),
  milliseconds: z.number().int().nonnegative(),
});

/** What a handler may answer, dates in the machine's spelling. */
export const handlerAnswerSchema = z.discriminatedUnion("type", [
  approveSchema,
  rejectSchema,
  inquireSchema,
  scheduleSchema,
  postponeSchema,
]);
export type ReadHandlerAnswer = z.output<typeof handlerAnswerSchema>;

/** An approval as a handler words it. */
export interface ApproveOptions {
  /** Id of a template of the product, or its name. Left out: the one the platform proposes. */
  readonly template?: string | undefined;
  /** Markdown in place of a template. */
  readonly tile?: string | undefined;
  /** Parameters to write first: text, or a structured value. */
  readonly parameters?: Readonly<Record<string, Json>> | undefined;
  /** ISO 8601. */
  readonly effectiveDate?: string | undefined;
}

/** A question as a handler words it. */
export interface InquireOptions {
  /** Message to the customer by parameter id; at least one. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Id or name of an inquiring template of the product. */
  readonly template?: string | undefined;
}

/** What a handler answers; made by {@link approve}, {@link reject} and their like. */
export type HandlerAnswer =
  | ({ readonly type: "approve" } & ApproveOptions)
  | { readonly type: "reject"; readonly reason: string }
  | ({ readonly type: "inquire" } & InquireOptions)
  | { readonly type: "schedule"; readonly plannedDate: string }
  | { readonly type: "postpone"; readonly milliseconds: number };

/** The request is done: the parameters are written, then it is approved. */
export function approve(options: ApproveOptions = {}): HandlerAnswer {
  return { type: "approve", ...options };
}

/** The request cannot be done. The customer reads the reason. */
export function reject(reason: string): HandlerAnswer {
  return { type: "reject", reason };
}

/** Something is missing: the customer is asked for each named parameter. */
export function inquire(options: InquireOptions): HandlerAnswer {
  return { type: "inquire", ...options };
}

/** To be done on a later date, ISO 8601; the handler is called again then. */
export function schedule(plannedDate: string): HandlerAnswer {
  return { type: "schedule", plannedDate };
}

/** Not now: the handler is called again after the delay. */
export function postpone(options: { readonly milliseconds: number }): HandlerAnswer {
  return { type: "postpone", ...options };
}
