import { redact } from "@tenure/engine";
import {
  awaitedOf,
  isAdapterEffect,
  lifecycleOf,
  pendingStateOf,
  requestStateOf,
  type Decision,
  type Verdict,
} from "@tenure/machine";

import { plainJson } from "../plain-json.ts";

/**
 * What can be told of one step, by name: of what was recorded as much as there is, of what is decided now
 * all of it.
 */
export type Told = Readonly<Record<string, unknown>>;

/** A verdict without the words of a refusal and of its source, which a release may put otherwise. */
export function toldVerdict(verdict: Verdict): Told {
  if (verdict.type !== "refused") return verdict;
  const { message: _, reference: __, ...refusal } = verdict.refusal;
  return { type: verdict.type, refusal };
}

/** All that can be told of a decision; with `redacted`, as an export tells it that hides values. */
export function tell(
  { snapshot, verdict, effects, drift }: Decision,
  { redacted }: { readonly redacted: boolean },
): Told {
  const shown = (fields: Readonly<Record<string, unknown>>) => (redacted ? redact(fields) : fields);
  const asked = effects.filter(isAdapterEffect).map((effect) => shown(effect));
  const told = shown({ verdict: toldVerdict(verdict), drift, effects, snapshot });
  const places = {
    status: lifecycleOf(snapshot),
    requestState: requestStateOf(snapshot),
    pendingState: pendingStateOf(snapshot) ?? null,
    awaited: awaitedOf(snapshot),
  };
  return plainJson({ ...told, ...places, asked });
}
