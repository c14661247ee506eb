import type { EffectCall, EffectOutcome, Logger } from "@tenure/engine";

import { problemOf } from "../client/caller.ts";
import { handlerAnswerSchema, type ReadHandlerAnswer } from "../handlers/handler-answer.ts";
import type { HandlerCall } from "../handlers/handler-call.ts";
import { refused } from "./outcome.ts";

/** Asking a handler yields its answer, or the outcome of an attempt that got none. */
export type Asked =
  | { readonly type: "answered"; readonly answer: ReadHandlerAnswer }
  | { readonly type: "silent" }
  | { readonly type: "none"; readonly outcome: EffectOutcome };

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = () => reject(new Error("aborted"));
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
}

function retry(blame: "effect" | "platform", code: string, message: string): Asked {
  return { type: "none", outcome: { type: "retry", blame, error: { code, message } } };
}

/** Calls a handler and reads its answer. A handler that does not heed the signal is left behind. */
export async function askHandler(
  name: string,
  handler: (call: HandlerCall) => unknown,
  handlerCall: HandlerCall,
  call: EffectCall,
  logger: Logger,
): Promise<Asked> {
  let given: unknown;
  try {
    given = await Promise.race([(async () => handler(handlerCall))(), aborted(call.signal)]);
  } catch (error) {
    // Stopping is nobody's fault: it must not count toward the attempts.
    if (call.signal.aborted) return retry("platform", "aborted", `the ${name} handler was aborted`);
    const message = error instanceof Error ? error.message : String(error);
    logger.warn(
      {
        subscription: call.key,
        requestId: handlerCall.request.id,
        attempt: call.attempt,
        error: message,
      },
      `the ${name} handler threw; it is called again later`,
    );
    return retry("effect", "handler_threw", message);
  }
  if (given === undefined) return { type: "silent" };
  const read = handlerAnswerSchema.safeParse(given);
  if (read.success) return { type: "answered", answer: read.data };
  return { type: "none", outcome: invalidAnswer(name, problemOf(read.error)) };
}

/** A handler answered what cannot be understood: the vendor's code has to be mended. */
export function invalidAnswer(name: string, problem: string): EffectOutcome {
  return refused(
    "invalid_answer",
    `the ${name} handler has to answer approve(), reject(), inquire(), schedule() or postpone(): ${problem}`,
  );
}
