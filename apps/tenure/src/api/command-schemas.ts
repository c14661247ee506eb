import { z } from "@hono/zod-openapi";
import { answerSchema, commandSchema } from "@tenure/machine";

import { refusalSchema } from "../http/problem.ts";
import { verdictSchema } from "./history-schemas.ts";
import { listOf } from "./json-body.ts";
import { machineSchema } from "./machine-schema.ts";
import { requestStateSchema, statusSchema, subscriptionSchema } from "./subscription-schemas.ts";

export const commandBody = machineSchema(
  "Command",
  commandSchema,
  "What somebody wants of a subscription. A customer's side carries the customer's consent.",
);

export const answerBody = machineSchema(
  "Answer",
  answerSchema,
  "The answer to the request in progress, in the vendor's place. `by` is set to operator.",
);

export const sentSchema = z
  .object({
    key: z.string(),
    version: z.int(),
    verdict: verdictSchema,
    repeated: z
      .boolean()
      .openapi({ description: "It had been taken in before under this Idempotency-Key." }),
    subscription: subscriptionSchema,
  })
  .openapi("Sent", { description: "What became of what was sent; the effects follow." });

const stepSchema = z
  .object({
    by: z.enum(["buyer", "vendor", "platform", "administrator", "operator"]),
    does: z.string(),
    event: z.string(),
  })
  .openapi("LegalStep");

export const explanationSchema = z
  .object({
    allowed: z.boolean(),
    status: statusSchema,
    requestState: requestStateSchema,
    refusal: refusalSchema.optional(),
    capability: z
      .object({ name: z.string(), path: z.string(), label: z.string() })
      .optional()
      .openapi({ description: "The capability that is missing, as the platform knows it." }),
    way: listOf(stepSchema).optional().openapi({
      description:
        "The shortest legal way to where it is allowed, consent given. Absent: there is none.",
    }),
    onward: listOf(z.string())
      .optional()
      .openapi({
        description:
          "Of a command that is refused: answers and operators' events by which the request in progress can go on.",
        example: ["answer.approve", "operator.retry"],
      }),
  })
  .openapi("Explanation");

export const commandsSchema = z
  .object({
    key: z.string(),
    version: z.int(),
    commands: listOf(
      explanationSchema.extend({
        type: z.string().openapi({ example: "command.suspend" }),
        kind: z.enum(["command", "answer", "operator"]),
      }),
    ),
  })
  .openapi("Commands", {
    description: "Everything that can be asked for, with why what is refused is refused.",
  });

export const previewSchema = z
  .object({
    verdict: verdictSchema,
    status: statusSchema,
    requestState: requestStateSchema,
    pendingState: z.string().nullable(),
    awaited: z.string(),
    effects: listOf(z.string()).openapi({ description: "Types of the effects that would run." }),
  })
  .openapi("Preview", { description: "What an event would do; nothing is kept of it." });
export type CommandsView = z.infer<typeof commandsSchema>;
export type ExplanationView = z.infer<typeof explanationSchema>;
export type SentView = z.infer<typeof sentSchema>;
export type PreviewView = z.infer<typeof previewSchema>;
