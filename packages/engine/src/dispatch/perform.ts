import { codeOf, messageOf } from "../error-fields.ts";
import type { Adapter, EffectCall, EffectOutcome } from "../ports/adapter.ts";
import type { Clock } from "../ports/clock.ts";
import { keepable, readOutcome } from "./read-outcome.ts";

type Retry = Extract<EffectOutcome, { type: "retry" }>;

function thrown(error: unknown): Retry {
  const code = keepable(codeOf(error) ?? "handler_threw");
  const message = keepable(messageOf(error));
  return { type: "retry", blame: "effect", error: { code, message } };
}

/** How long an adapter that is told to give up is heard out, in milliseconds. */
const hearingMilliseconds = 1000;

function tooLate(milliseconds: number, said?: string): Retry {
  const message = `no answer within ${milliseconds} ms${said === undefined ? "" : `: ${said}`}`;
  const error = { code: "attempt_timeout", message: keepable(message) };
  return { type: "retry", blame: "effect", error };
}

/** What an adapter says that was told to give up. It alone knows whether its platform was what it waited for. */
function saidLate(outcome: EffectOutcome, milliseconds: number): EffectOutcome {
  if (outcome.type !== "retry") return outcome;
  const late = tooLate(milliseconds, outcome.error.message);
  if (outcome.blame === "effect") return late;
  return { ...outcome, error: { ...late.error, code: outcome.error.code } };
}

/**
 * Makes one attempt. A throw and an attempt over its time come back as outcomes to be retried;
 * `aborted` says that the run was aborted, and that whatever the adapter still does is unknown.
 */
export async function perform(
  adapter: Adapter,
  call: Omit<EffectCall, "signal">,
  limits: { readonly clock: Clock; readonly milliseconds: number; readonly run: AbortSignal },
): Promise<EffectOutcome | "aborted"> {
  const { clock, milliseconds, run } = limits;
  if (run.aborted) return "aborted";
  const late = new AbortController();
  const over = new AbortController();
  const signal = AbortSignal.any([run, late.signal]);

  async function ask(): Promise<EffectOutcome> {
    try {
      const outcome = readOutcome(await adapter.perform({ ...call, signal }));
      return late.signal.aborted ? saidLate(outcome, milliseconds) : outcome;
    } catch (error) {
      return late.signal.aborted ? tooLate(milliseconds) : thrown(error);
    }
  }
  async function waitLongEnough(): Promise<EffectOutcome> {
    await clock.sleep(milliseconds, over.signal);
    if (!over.signal.aborted) late.abort();
    await clock.sleep(hearingMilliseconds, over.signal);
    return tooLate(milliseconds);
  }
  const aborted = new Promise<"aborted">((resolve) => {
    const options = { once: true, signal: over.signal };
    run.addEventListener("abort", () => resolve("aborted"), options);
  });

  try {
    return await Promise.race([aborted, ask(), waitLongEnough()]);
  } finally {
    // A reason spares the making of an error nobody looks at.
    over.abort("over");
  }
}
