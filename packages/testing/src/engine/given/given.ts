import type { LifecycleState, SubscriptionEventInput } from "@tenure/machine";

import { checkStatement } from "./check-statement.ts";
import { bring, type GivenHistory, type GivenOptions } from "./given-history.ts";
import { outcomeOf, type Happening, type Outcome } from "./outcome.ts";
import { statementOf, type EffectStatement, type Statement } from "./statement.ts";

/** What happens to the subscription, so far. Each step gives another one and leaves this as it is. */
export interface When {
  /** Sends one more event, once what the earlier ones asked for is done. */
  when(event: SubscriptionEventInput): When;
  /** Lets time pass, in milliseconds: timers come due, what was to be tried again is. */
  whenTimePasses(milliseconds: number): When;
  /**
   * Has all of it happen in a real engine on a store in memory, and compares. A status, and perhaps the
   * effects, or a whole statement. Nothing happens before this is called; await it.
   *
   * @throws AssertionError `expected` has what was stated, `actual` what is so of it
   * @throws TypeError when nothing is stated, or something unknown
   * @throws HistoryFileError, TenureError when a given exported history cannot be read or is redacted
   */
  thenExpect(
    stated: Statement | LifecycleState,
    effects?: readonly EffectStatement[],
  ): Promise<Outcome>;
}

/** A subscription with a history. May be taken for any number of tests. */
export type Given = Pick<When, "when" | "whenTimePasses">;

/** Has no `then` of its own, so that it can be returned by an async function and awaited by mistake. */
class Scene implements When {
  readonly #history: GivenHistory;
  readonly #options: GivenOptions;
  readonly #happenings: readonly Happening[];

  constructor(history: GivenHistory, options: GivenOptions, happenings: readonly Happening[]) {
    this.#history = history;
    this.#options = options;
    this.#happenings = happenings;
  }

  when(event: SubscriptionEventInput): When {
    return new Scene(this.#history, this.#options, [...this.#happenings, { event }]);
  }

  whenTimePasses(milliseconds: number): When {
    const happenings = [...this.#happenings, { passing: milliseconds }];
    return new Scene(this.#history, this.#options, happenings);
  }

  async thenExpect(...stated: Parameters<When["thenExpect"]>): Promise<Outcome> {
    const statement = statementOf(...stated);
    const isPerforming = this.#options.adapter !== undefined;
    const brought = await bring(this.#history, this.#options);
    const happenings = this.#happenings;
    const outcome = await outcomeOf(brought, happenings, { isPerforming });
    checkStatement(statement, outcome, { brought, happenings });
    return outcome;
  }
}

/**
 * A test of the engine in three clauses: what happened before, what happens now, what must be so then.
 *
 *     await given([purchaseOpened]).when(approved).thenExpect("active", []);
 *
 * The history counts as past: nothing it asked for is performed, only its timers go on. What happens after
 * it is performed by the adapter, if one is given, until there is nothing left to do without time passing.
 */
export function given(history: GivenHistory, options: GivenOptions = {}): Given {
  return new Scene(history, options, []);
}
