import type { EffectCall, EffectOutcome, LogFields, Logger } from "@tenure/engine";

import { problemOf } from "../client/caller.ts";
import { handlerAnswerSchema, type ReadHandlerAnswer } from "../handlers/handler-answer.ts";
import { refused } from "./outcome.ts";

/** Asking a handler yields its answer, or the outcome of an attempt that got none. */
export type Asked =
  | { readonly type: "answered"; readonly answer: ReadHandlerAnswer }
  | { readonly type: "silent" }
  | { readonly type: "none"; readonly outcome: EffectOutcome };

/** Who is asked, and what about. */
export interface Question {
  /** As in `purchase`, for what is told of it. */
  readonly name: string;
  /** What it is about, for the log. */
  readonly about: LogFields;
  /** Calls the handler. */
  readonly ask: () => unknown;
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = () => reject(new Error("aborted"));
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
}

function retry(code: string, message: string): Asked {
  return { type: "none", outcome: { type: "retry", blame: "effect", error: { code, message } } };
}

/** Calls a handler and reads its answer. A handler that does not heed the signal is left behind. */
export async function askHandler(
  { name, about, ask }: Question,
  { signal, attempt }: EffectCall,
  logger: Logger,
): Promise<Asked> {
  let given: unknown;
  try {
    given = await Promise.race([(async () => ask())(), aborted(signal)]);
  } catch (error) {
    // Of an attempt over its time: the handler has used it up. An engine that stops asks nobody for the reason.
    if (signal.aborted) return retry("aborted", `the ${name} handler did not answer in time`);
    const message = error instanceof Error ? error.message : String(error);
    logger.warn(
      { ...about, attempt, error: message },
      `the ${name} handler threw; it is called again later`,
    );
    return retry("handler_threw", message);
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
