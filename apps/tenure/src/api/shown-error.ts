import { redact } from "@tenure/engine";
import type { EffectError } from "@tenure/machine";

/** An error as anybody may see it: its code, and its message where that is one of our own texts. */
export function shownError(error: EffectError): EffectError {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- redaction replaces texts by texts
  return redact({ error })["error"] as EffectError;
}
