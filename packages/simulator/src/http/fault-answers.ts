import { bodyOf, type Answer } from "./answer.ts";
import type { Fault, FaultError } from "./faults.ts";

/** What the caller gets in place of the call; undefined when the call is carried out. */
export function answerInstead(
  fault: Fault | undefined,
  bodyFor: (status: number) => FaultError,
): Answer | undefined {
  if (fault?.kind === "status") {
    const status = fault.status ?? 500;
    const json = fault.error ?? bodyFor(status);
    return { status, json, headers: retryAfter(fault) };
  }
  if (fault?.kind === "html") {
    const status = fault.status ?? 502;
    const content = `<html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>\n`;
    return { status, text: { type: "text/html", content }, headers: retryAfter(fault) };
  }
  return undefined;
}

/** The first half of the answer's JSON, as if all had gone well. */
export function cutInHalf(answer: Answer): Answer {
  const content = bodyOf(answer) ?? "";
  return {
    status: 200,
    text: { type: "application/json", content: content.slice(0, Math.floor(content.length / 2)) },
    headers: answer.headers ?? {},
  };
}

function retryAfter(fault: Fault): Record<string, string> {
  return fault.retryAfterSeconds === undefined
    ? {}
    : { "retry-after": String(fault.retryAfterSeconds) };
}
