import type { EffectOutcome } from "../ports/adapter.ts";

/** Longest message of an error that is kept, in UTF-16 code units. */
const longestMessage = 2000;
const longestCode = 200;

/** Text that any store can keep. */
export function keepable(text: string, longest: number = longestMessage): string {
  return text.slice(0, longest).toWellFormed().replaceAll("\u0000", "\uFFFD");
}

function invalid(message: string): EffectOutcome {
  return { type: "retry", blame: "effect", error: { code: "outcome_invalid", message } };
}

function errorOf(error: unknown): { readonly code: string; readonly message: string } | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  const { code, message }: { code?: unknown; message?: unknown } = error;
  if (typeof code !== "string" || typeof message !== "string") return undefined;
  return { code: keepable(code, longestCode) || "unknown", message: keepable(message) };
}

const blames: ReadonlySet<unknown> = new Set(["effect", "platform", "nobody"]);

function readRetry(
  { blame, after }: Extract<EffectOutcome, { type: "retry" }>,
  error: { readonly code: string; readonly message: string },
): EffectOutcome {
  const waits = typeof after === "number" && after > 0 && Number.isFinite(after);
  return {
    type: "retry",
    blame: blames.has(blame) ? blame : "effect",
    error,
    ...(waits && { after: Math.ceil(after) }),
  };
}

/** An adapter written without types may answer anything: what is no outcome is one to be retried. */
export function readOutcome(outcome: EffectOutcome | undefined): EffectOutcome {
  switch (outcome?.type) {
    case "done":
      return Array.isArray(outcome.events) ? outcome : invalid("the adapter answered no events");
    case "refused":
    case "retry": {
      const error = errorOf(outcome.error);
      if (error === undefined) return invalid("the adapter answered without an error");
      return outcome.type === "retry" ? readRetry(outcome, error) : { type: "refused", error };
    }
    case undefined:
    default:
      return invalid("the adapter answered no outcome");
  }
}
