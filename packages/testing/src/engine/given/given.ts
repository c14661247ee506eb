/* oxlint-disable unicorn/no-thenable -- given, when, then; what is awaited is what came of it, a plain value */
import type { LifecycleState, SubscriptionEventInput } from "@tenure/machine";

import { checkStatement } from "./check-statement.ts";
import { bring, type GivenHistory, type GivenOptions } from "./given-history.ts";
import { outcomeOf, type Happening, type Outcome } from "./outcome.ts";
import { statementOf, type EffectStatement, type Statement } from "./statement.ts";

type Fulfilled<Kept> = ((outcome: Outcome) => Kept | PromiseLike<Kept>) | null | undefined;
type Rejected<Kept> = ((reason: unknown) => Kept | PromiseLike<Kept>) | null | undefined;
type Stated = Statement | LifecycleState;

/**
 * What `then` with a statement is called on. A sentence can be assigned to it and is no subtype of it, for want of
 * the optional property: so TypeScript takes the other `then` for that of a promise, and `await` compiles.
 */
type Stateable = Given & { readonly promised?: never };

/** A subscription with a history. May be taken for any number of tests. */
export interface Given {
  /** Sends one more event, once what the earlier ones asked for is done. */
  when(event: SubscriptionEventInput): When;
  /** Lets time pass, in milliseconds: timers come due, what was to be tried again is. */
  whenTimePasses(milliseconds: number): When;
}

/** What happens to the subscription, so far. Each step gives another one and leaves this as it is. */
export interface When extends Given {
  /**
   * Has all of it happen in a real engine on a store in memory, and compares. A status, and perhaps the
   * effects, or a whole statement. Nothing happens before this is called; await it.
   *
   * @throws AssertionError `expected` has what was stated, `actual` what is so of it
   * @throws TypeError when nothing is stated, or something unknown
   * @throws HistoryFileError, TenureError when a given exported history cannot be read or is redacted
   */
  then(this: Stateable, stated: Stated, effects?: readonly EffectStatement[]): Promise<Outcome>;
  /**
   * What `await` calls, with functions or nothing: has all of it happen and compares nothing, so that awaiting a
   * sentence that lacks its last clause gives what came of it.
   */
  then<Kept = Outcome, Caught = never>(
    onFulfilled?: Fulfilled<Kept>,
    onRejected?: Rejected<Caught>,
  ): Promise<Kept | Caught>;
}

/** What is given, and what happened since. */
interface Scene {
  readonly history: GivenHistory;
  readonly options: GivenOptions;
  readonly happenings: readonly Happening[];
}

/** Has no `then`, so that it can be returned by an async function and handed about. */
class Beginning implements Given {
  protected readonly scene: Scene;

  constructor(scene: Scene) {
    this.scene = scene;
  }

  when(event: SubscriptionEventInput): When {
    return this.#goneOnWith({ event });
  }

  whenTimePasses(milliseconds: number): When {
    return this.#goneOnWith({ passing: milliseconds });
  }

  #goneOnWith(happening: Happening): When {
    const happenings = [...this.scene.happenings, happening];
    return new Sentence({ ...this.scene, happenings });
  }
}

class Sentence extends Beginning implements When {
  then(this: Stateable, stated: Stated, effects?: readonly EffectStatement[]): Promise<Outcome>;
  then<Kept = Outcome, Caught = never>(
    onFulfilled?: Fulfilled<Kept>,
    onRejected?: Rejected<Caught>,
  ): Promise<Kept | Caught>;
  // oxlint-disable-next-line typescript/promise-function-async -- gives on the promise that `then` of one gives
  then<Kept, Caught>(
    stated?: Stated | Fulfilled<Kept>,
    effects?: readonly EffectStatement[] | Rejected<Caught>,
  ): Promise<Outcome | Kept | Caught> {
    const isStated = typeof stated === "string" || (typeof stated === "object" && stated !== null);
    if (isStated) return this.#checked(stated, isList(effects) ? effects : undefined);
    return this.#lived().then(stated, isList(effects) ? undefined : effects);
  }

  async #checked(...stated: Parameters<typeof statementOf>): Promise<Outcome> {
    return this.#lived(statementOf(...stated));
  }

  async #lived(statement?: Statement): Promise<Outcome> {
    const { history, options, happenings } = this.scene;
    const isPerforming = options.adapter !== undefined;
    const brought = await bring(history, options);
    const outcome = await outcomeOf(brought, happenings, { isPerforming });
    if (statement !== undefined) checkStatement(statement, outcome, { brought, happenings });
    return outcome;
  }
}

const isList = (value: unknown): value is readonly EffectStatement[] => Array.isArray(value);

/**
 * A test of the engine in three clauses: what happened before, what happens now, what must be so then.
 *
 *     await given([purchaseOpened]).when(approved).then("active", []);
 *
 * The history counts as past: nothing it asked for is performed, only its timers go on. What happens after
 * it is performed by the adapter, if one is given, until there is nothing left to do without time passing.
 */
export function given(history: GivenHistory, options: GivenOptions = {}): Given {
  return new Beginning({ history, options, happenings: [] });
}
