import type { Answer } from "@tenure/machine";

import type { ReadHandlerAnswer } from "./handler-answer.ts";
import { templateText } from "./template-choice.ts";

type Asking = Extract<ReadHandlerAnswer, { type: "inquire" }>;

function questionTemplate({ template, tile }: Asking): string | undefined {
  const choice = tile === undefined ? template : { tile };
  return choice === undefined ? undefined : templateText(choice);
}

/** A handler's answer as the event the machine takes it in by. */
export function answerEventOf(requestId: string, answer: ReadHandlerAnswer): Answer {
  const about = { requestId, by: "handler" as const };
  switch (answer.type) {
    case "approve": {
      const { template, tile, effectiveDate, parameters = {} } = answer;
      return {
        type: "answer.approve",
        ...about,
        parameters,
        ...(template === undefined ? {} : { template: templateText(template) }),
        ...(tile === undefined ? {} : { tile }),
        ...(effectiveDate === undefined ? {} : { effectiveDate }),
      };
    }
    case "reject":
      return { type: "answer.reject", ...about, reason: answer.reason };
    case "inquire": {
      const template = questionTemplate(answer);
      return {
        type: "answer.inquire",
        ...about,
        parameters: answer.parameters,
        ...(template === undefined ? {} : { template }),
      };
    }
    case "schedule":
      return { type: "answer.schedule", ...about, plannedDate: answer.plannedDate };
    case "postpone":
      return { type: "answer.postpone", ...about, delay: answer.milliseconds };
  }
}
