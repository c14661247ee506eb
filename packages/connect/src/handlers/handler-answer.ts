import type { Json } from "@tenure/machine";
import { z } from "zod";

import { momentOf } from "../moment.ts";
import { type TemplateChoice, templateChoiceSchema } from "./template-choice.ts";

const dateSchema = z.string().transform((text, context) => {
  const moment = momentOf(text);
  if (moment !== undefined) return moment;
  context.addIssue({ code: "custom", message: "is not an ISO 8601 date" });
  return z.NEVER;
});

const message = z
  .string()
  .refine((text) => text.trim() !== "", "is blank")
  .optional();

const wording = { template: templateChoiceSchema.optional(), tile: z.string().min(1).optional() };

const isOneWording = ({ template, tile }: { template?: unknown; tile?: unknown }): boolean =>
  template === undefined || tile === undefined;
const oneWording = "names both a template and a tile";

const approveSchema = z
  .strictObject({
    type: z.literal("approve"),
    ...wording,
    parameters: z.record(z.string().min(1), z.json()).optional(),
    effectiveDate: dateSchema.optional(),
    message,
  })
  .refine(isOneWording, oneWording);
const rejectSchema = z.strictObject({
  type: z.literal("reject"),
  reason: z.string().min(1),
  message,
});
const inquireSchema = z
  .strictObject({
    type: z.literal("inquire"),
    parameters: z
      .record(z.string().min(1), z.string().min(1))
      // The platform refuses to ask for nothing.
      .refine((messages) => Object.keys(messages).length > 0, "names no parameter"),
    ...wording,
    message,
  })
  .refine(isOneWording, oneWording);
const scheduleSchema = z.strictObject({
  type: z.literal("schedule"),
  plannedDate: dateSchema,
  message,
});
const postponeSchema = z.strictObject({
  type: z.literal("postpone"),
  milliseconds: z.number().int().nonnegative(),
  message,
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

/** What every answer may come with. */
export interface MessageOptions {
  /**
   * Posted to the request's conversation, before the answer is carried out. It is posted once: a text that is
   * there already from the vendor's side is not posted again, whatever became of earlier attempts. Word it the
   * same on each call, and a second question otherwise than the first.
   */
  readonly message?: string | undefined;
}

/** An approval as a handler words it. */
export interface ApproveOptions extends MessageOptions {
  /** A template of the product. Left out: the one the platform proposes. */
  readonly template?: TemplateChoice | undefined;
  /** Markdown in place of a template. */
  readonly tile?: string | undefined;
  /**
   * Parameters to write first, by their ids. A value is written in the form its parameter's type has: text, or
   * the structured value of a checkbox, an address, a phone or an object. Null empties it.
   */
  readonly parameters?: Readonly<Record<string, Json>> | undefined;
  /** ISO 8601. */
  readonly effectiveDate?: string | undefined;
}

/** A question as a handler words it. */
export interface InquireOptions extends MessageOptions {
  /** Message to the customer by parameter id; at least one. */
  readonly parameters: Readonly<Record<string, string>>;
  /** An inquiring template of the product. Without it and a tile the platform takes its own. */
  readonly template?: TemplateChoice | undefined;
  /** Markdown in place of a template. */
  readonly tile?: string | undefined;
}

/** What a handler answers; made by {@link approve}, {@link reject} and their like. */
export type HandlerAnswer =
  | ({ readonly type: "approve" } & ApproveOptions)
  | ({ readonly type: "reject"; readonly reason: string } & MessageOptions)
  | ({ readonly type: "inquire" } & InquireOptions)
  | ({ readonly type: "schedule"; readonly plannedDate: string } & MessageOptions)
  | ({ readonly type: "postpone"; readonly milliseconds: number } & MessageOptions);

/** The request is done: the parameters are written, then it is approved. */
export function approve(options: ApproveOptions = {}): HandlerAnswer {
  return { type: "approve", ...options };
}

/**
 * The request cannot be done. The customer reads the reason: the platform itself writes it into the
 * conversation, so that a message is needed only for what it does not say.
 */
export function reject(reason: string, options: MessageOptions = {}): HandlerAnswer {
  return { type: "reject", reason, ...options };
}

/** Something is missing: the customer is asked for each named parameter. */
export function inquire(options: InquireOptions): HandlerAnswer {
  return { type: "inquire", ...options };
}

/** To be done on a later date, ISO 8601; the handler is called again then. */
export function schedule(plannedDate: string, options: MessageOptions = {}): HandlerAnswer {
  return { type: "schedule", plannedDate, ...options };
}

/** Not now: the handler is called again after the delay. */
export function postpone(
  options: { readonly milliseconds: number } & MessageOptions,
): HandlerAnswer {
  return { type: "postpone", ...options };
}
