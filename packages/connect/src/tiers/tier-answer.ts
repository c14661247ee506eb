import type { Answer } from "@tenure/machine";

import { problemOf } from "../client/caller.ts";
import { handlerAnswerSchema, type ReadHandlerAnswer } from "../handlers/handler-answer.ts";

/** A handler's answer as the event the machine takes it in by, or what is wrong with it. */
export type ReadTierAnswer = { readonly event: Answer } | { readonly problem: string };

function problemIn(answer: ReadHandlerAnswer): string | undefined {
  if (answer.type === "schedule") return "it cannot be scheduled";
  if (answer.type === "approve" && answer.tile !== undefined) {
    return "it is approved with a template, not with a tile";
  }
  if (answer.type === "inquire" && answer.template !== undefined) {
    return "the platform asks without a template";
  }
  return undefined;
}

function eventOf(requestId: string, answer: ReadHandlerAnswer): Answer {
  const about = { requestId, by: "handler" as const };
  switch (answer.type) {
    case "approve":
      return {
        type: "answer.approve",
        ...about,
        parameters: answer.parameters ?? {},
        ...(answer.template === undefined ? {} : { template: answer.template }),
        ...(answer.effectiveDate === undefined ? {} : { effectiveDate: answer.effectiveDate }),
      };
    case "reject":
      return { type: "answer.reject", ...about, reason: answer.reason };
    case "inquire":
      return { type: "answer.inquire", ...about, parameters: answer.parameters };
    case "schedule":
      return { type: "answer.schedule", ...about, plannedDate: answer.plannedDate };
    case "postpone":
      return { type: "answer.postpone", ...about, delay: answer.milliseconds };
  }
}

/** Reads what a tier handler answered. */
export function readTierAnswer(requestId: string, given: unknown): ReadTierAnswer {
  const read = handlerAnswerSchema.safeParse(given);
  if (!read.success) return { problem: problemOf(read.error) };
  const problem = problemIn(read.data);
  return problem === undefined ? { event: eventOf(requestId, read.data) } : { problem };
}
