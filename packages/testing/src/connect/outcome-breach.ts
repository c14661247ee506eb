import type { HandlerAnswer } from "@tenure/connect";
import type { RequestType } from "@tenure/machine";
import type { RecordedCall } from "@tenure/simulator";

import type { Breach } from "./broken-promise.ts";

/** Whether the platform refused a call because it names a template that there is not. */
function namesNoTemplate(call: RecordedCall | undefined): boolean {
  return (
    call?.status === 400 && (JSON.stringify(call.answer) ?? "").includes("template_id: Template")
  );
}

/**
 * What it says of a handler that its answer was given up with this code,
 * after the platform refused a call; undefined when it says nothing.
 */
export function outcomeBreach(
  code: string,
  requestType: RequestType,
  answer: HandlerAnswer | undefined,
  refused: RecordedCall | undefined,
): Breach | undefined {
  const answered = JSON.stringify(answer) ?? "nothing";
  if (code === "invalid_answer") {
    const message = `The ${requestType} handler's answer cannot be understood: ${answered}`;
    return { code, requestType, message };
  }
  const isTemplate = code === "template_not_found" || code === "template_ambiguous";
  if (!isTemplate && !namesNoTemplate(refused)) return undefined;
  const message = `The ${requestType} handler chose a template that the product does not have for this: ${answered}`;
  return { code: "template_unknown", requestType, message };
}
