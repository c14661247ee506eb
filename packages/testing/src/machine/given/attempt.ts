/* oxlint-disable unicorn/no-thenable -- given, when, then; what is awaited is the decision, a plain value */
import { AssertionError } from "node:assert";

import type { Decision, Effect, LifecycleState, Snapshot } from "@tenure/machine";

import { compared } from "./compared.ts";
import type { Expected, ExpectedEffect } from "./expected.ts";
import { mismatchWords } from "./mismatch-words.ts";
import type { Situation, Told } from "./situation.ts";

type Fulfilled<Result> = ((decision: Decision) => Result | PromiseLike<Result>) | null | undefined;
type Rejected<Result> = ((reason: unknown) => Result | PromiseLike<Result>) | null | undefined;

/** Events that were sent to a subscription, and what came of them. */
export class Attempt {
  readonly #before: Situation;
  readonly #after: Situation;
  readonly #told: readonly Told[];

  constructor(before: Situation, after: Situation, events: number) {
    this.#before = before;
    this.#after = after;
    this.#told = after.history.slice(-events);
  }

  /** What was decided on the last event. */
  get decision(): Decision {
    const last = this.#told.at(-1);
    if (last === undefined) throw new RangeError("There is no event to decide on.");
    return last.decision;
  }

  /** The subscription afterwards. */
  get snapshot(): Snapshot {
    return this.#after.snapshot;
  }

  /** What all the events asked for, in order. */
  get effects(): readonly Effect[] {
    return this.#told.flatMap(({ decision }) => decision.effects);
  }

  /**
   * Expects a status, and the effects in their order where they are given. Gives the subscription as it is then, to
   * go on with.
   *
   * @throws AssertionError that tells the history, the state, the events and what was seen, with what was expected
   *   and what was seen of it as `expected` and `actual`. Also when an event is refused and nobody expects it.
   */
  then(status: LifecycleState, effects?: readonly ExpectedEffect[]): Situation;
  /** Expects what is named, and that no event is refused unless a refusal is what is expected. */
  then(expected: Expected): Situation;
  /**
   * What `await` calls, where nobody checks types: an attempt that is awaited does not compile, because nothing would
   * be expected of it.
   *
   * @returns a promise of what was decided on the last event
   */
  then<Result = Decision, Failure = never>(
    onFulfilled?: Fulfilled<Result>,
    onRejected?: Rejected<Failure>,
  ): Promise<Result | Failure>;
  then<Result, Failure>(
    first?: LifecycleState | Expected | Fulfilled<Result>,
    second?: readonly ExpectedEffect[] | Rejected<Failure>,
  ): Situation | Promise<Decision | Result | Failure> {
    if (typeof first === "string") {
      return this.#expect({ status: first, effects: Array.isArray(second) ? second : undefined });
    }
    if (typeof first === "object" && first !== null) return this.#expect(first);
    const onRejected = typeof second === "function" ? second : undefined;
    return Promise.resolve(this.decision).then(first, onRejected);
  }

  #expect(expected: Expected): Situation {
    const decisions = this.#told.map(({ decision }) => decision);
    const { differing, ...difference } = compared(expected, decisions, this.decision);
    if (differing.length === 0) return this.#after;
    throw new AssertionError({
      message: mismatchWords(this.#before, this.#told, { differing, ...difference }),
      ...difference,
      operator: "then",
    });
  }
}
