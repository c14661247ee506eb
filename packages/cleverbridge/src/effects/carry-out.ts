import { isDeepStrictEqual } from "node:util";

import type { EffectCall, EffectOutcome } from "@tenure/engine";

import { type Look, lookSteadily } from "../reading/look.ts";
import type { Bindings } from "./bindings.ts";
import type { ChangeOrder } from "./order.ts";
import { lookAgain, outcomeOf } from "./outcome.ts";
import { type Problem, problemOfChange, problemOfStatus } from "./problem.ts";
import { sendChange } from "./send-change.ts";
import { type ChangeUnderWay, type Step, stepsLeft } from "./steps.ts";
import { takeStep } from "./take-step.ts";

/** What came of carrying a change out, with the platform as it showed last. */
export type CarriedOut =
  | { readonly type: "done"; readonly look: Look }
  | { readonly type: "stopped"; readonly look: Look; readonly problem: Problem }
  | { readonly type: "over"; readonly outcome: EffectOutcome };

/** An addition cannot be told from a second one: it is repeated only after it did not show up this often. */
const additionRepeatedFrom = 3;
const doubtMilliseconds = 10_000;
const readBackAgainMilliseconds = 2000;

/**
 * So often the platform may show a change late, before what it does not show is done again: a look before the
 * change may have shown as done what is not.
 */
export const madeAgainFrom = 4;

/** A call went well, and the platform does not show it. */
export const notShown: CarriedOut & { readonly type: "over" } = {
  type: "over",
  outcome: lookAgain(
    "read_back_mismatch",
    "cleverbridge answered that the change is made, and does not show it",
    readBackAgainMilliseconds,
  ),
};

const isInDoubt = ({ type }: Step, { uncertain, attempt }: EffectCall): boolean =>
  type === "add" && uncertain && attempt < additionRepeatedFrom;

/**
 * Makes the calls of a change that are still to be made, as far as they are wanted, each once, looking at the
 * platform before each one. Made again after a crash, it makes only those that are left. Whether the platform
 * shows what was made, has to be looked at afterwards.
 */
export async function carryOut(
  bindings: Bindings,
  call: EffectCall,
  order: ChangeOrder,
  isWanted: (step: Step) => boolean,
): Promise<CarriedOut> {
  const before = call.snapshot.context.items;
  const under = ({ subscription }: Look): ChangeUnderWay => ({ order, subscription, before });
  const made: Step[] = [];
  // oxlint-disable no-await-in-loop -- one call after the other, and a look before each
  for (;;) {
    let look: Look;
    try {
      look = await lookSteadily(bindings, call.key, call.signal);
    } catch (error) {
      return { type: "over", outcome: outcomeOf(error, bindings.logger) };
    }
    const step = stepsLeft(under(look)).find(
      (left) => isWanted(left) && !made.some((one) => isDeepStrictEqual(one, left)),
    );
    if (step === undefined) return { type: "done", look };
    const problem =
      problemOfStatus(look.subscription) ?? problemOfChange(under(look), bindings.clock.now());
    if (problem !== undefined) return { type: "stopped", look, problem };
    if (isInDoubt(step, call)) {
      const message =
        "whether the item was added is not known yet; the platform is looked at again";
      return { type: "over", outcome: lookAgain("addition_in_doubt", message, doubtMilliseconds) };
    }
    const sent = await sendChange(bindings, call, {
      operation: step.type,
      requestId: call.snapshot.context.request?.id,
      send: () => takeStep(bindings, call, order, step),
      isDone: (subscription) =>
        !stepsLeft({ order, subscription, before }).some((left) => isDeepStrictEqual(left, step)),
    });
    if (sent.type === "over") return sent;
    if (sent.type === "refused") return { type: "stopped", look, problem: sent.problem };
    made.push(step);
  }
  // oxlint-enable no-await-in-loop
}
