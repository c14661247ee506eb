import { HistoryEntries } from "./history-entries.ts";
import { ModelSteps } from "./model-steps.ts";
import type { Model } from "./model.ts";
import type { Operation } from "./operation.ts";

export interface Search<Output> {
  /** The operations in an order that explains the history, by their index; undefined when none does. */
  readonly order: readonly number[] | undefined;
  /** So many pairs of linearized operations and state were looked at. */
  readonly visited: number;
  /** What the model said to the operation asked about, wherever that was not what the client saw. */
  readonly otherwise: readonly Output[];
}

export interface SearchOptions {
  /** Give up behind so many pairs. */
  readonly limit: number;
  /** The operation asked about, by its index. */
  readonly about?: number;
}

interface Taken {
  readonly operation: number;
  readonly linearized: bigint;
  readonly state: number;
}

/** The pairs of linearized operations and state from which the search went on before. */
class Visited {
  size = 0;
  readonly #limit: number;
  readonly #pairs = new Set<string>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** False when it was there already. */
  add(linearized: bigint, state: number): boolean {
    const pair = `${state}/${linearized.toString(36)}`;
    if (this.#pairs.has(pair)) return false;
    this.size += 1;
    if (this.size > this.#limit) {
      throw new RangeError(
        `The history is too entangled: no answer after ${this.#limit} steps. Check a shorter one.`,
      );
    }
    this.#pairs.add(pair);
    return true;
  }
}

/** For each open operation, the one invoked last before it that is open and asks for the same. */
function twinsOf(operations: readonly Operation<unknown, unknown>[]): (number | undefined)[] {
  const twins = operations.map((): number | undefined => undefined);
  const latest = new Map<string, number>();
  const open = [...operations.entries()]
    .filter(([, { response }]) => response === undefined)
    .toSorted(([, left], [, right]) => Number(left.invokedAt - right.invokedAt));
  for (const [index, { input }] of open) {
    const asked = JSON.stringify(input);
    twins[index] = latest.get(asked);
    latest.set(asked, index);
  }
  return twins;
}

/** One search for a linearization. */
class Linearizer<State, Input, Output> {
  readonly #operations: readonly Operation<Input, Output>[];
  readonly #options: SearchOptions;
  readonly #steps: ModelSteps<State, Input, Output>;
  readonly #entries: HistoryEntries;
  readonly #visited: Visited;
  readonly #taken: Taken[] = [];
  readonly #otherwise: Output[] = [];
  readonly #twins: readonly (number | undefined)[];
  #linearized = 0n;
  #state: number;
  /** Operations with a response that are not linearized yet. */
  #missing: number;

  constructor(
    model: Model<State, Input, Output>,
    operations: readonly Operation<Input, Output>[],
    options: SearchOptions,
  ) {
    this.#operations = operations;
    this.#options = options;
    this.#steps = new ModelSteps(model, operations);
    this.#entries = new HistoryEntries(operations);
    this.#visited = new Visited(options.limit);
    this.#state = this.#steps.initial;
    this.#twins = twinsOf(operations);
    this.#missing = operations.filter(({ response }) => response !== undefined).length;
  }

  run(): Search<Output> {
    const entries = this.#entries;
    // An operation without a response is taken only where no other leads on.
    let takesOpen = false;
    let entry = entries.after(entries.start);
    while (this.#missing > 0) {
      const operation = entries.operationAt(entry);
      if (!entries.isInvocation(entry)) {
        // Whatever is linearized next comes behind this response: too late for its operation.
        const undone: number | undefined = takesOpen ? this.#undo() : entries.start;
        if (undone === undefined) return this.#found(undefined);
        takesOpen = !takesOpen || this.#isOpen(entries.operationAt(undone));
        entry = entries.after(undone);
      } else if (this.#isOpen(operation) === takesOpen && this.#take(operation)) {
        takesOpen = false;
        entry = entries.after(entries.start);
      } else {
        entry = entries.after(entry);
      }
    }
    return this.#found(this.#taken.map(({ operation }) => operation));
  }

  #isOpen(operation: number): boolean {
    return this.#operations[operation]?.response === undefined;
  }

  #take(operation: number): boolean {
    const step = this.#steps.take(this.#state, operation);
    if (!step.fits) {
      if (operation === this.#options.about) this.#otherwise.push(step.said);
      return false;
    }
    if (this.#isOpen(operation) && !this.#isWorthTaking(operation, step.state)) return false;
    const linearized = this.#linearized | (1n << BigInt(operation));
    const isTooLate = this.#steps.isTooLate(
      step.state,
      (other) => ((linearized >> BigInt(other)) & 1n) === 1n,
    );
    if (isTooLate || !this.#visited.add(linearized, step.state)) return false;

    this.#taken.push({ operation, linearized: this.#linearized, state: this.#state });
    this.#entries.lift(operation);
    this.#linearized = linearized;
    this.#state = step.state;
    if (!this.#isOpen(operation)) this.#missing -= 1;
    return true;
  }

  /** Of open operations that ask for the same, those that were invoked first may as well come first. */
  #isWorthTaking(open: number, leadsTo: number): boolean {
    const twin = this.#twins[open];
    const isFirst = twin === undefined || ((this.#linearized >> BigInt(twin)) & 1n) === 1n;
    return isFirst && leadsTo !== this.#state;
  }

  /** Takes back what was linearized last, and gives its invocation. */
  #undo(): number | undefined {
    const last = this.#taken.pop();
    if (last === undefined) return undefined;
    this.#entries.putBack(last.operation);
    this.#linearized = last.linearized;
    this.#state = last.state;
    if (!this.#isOpen(last.operation)) this.#missing += 1;
    return this.#entries.invocationOf(last.operation);
  }

  #found(order: readonly number[] | undefined): Search<Output> {
    return { order, visited: this.#visited.size, otherwise: this.#otherwise };
  }
}

/**
 * Looks for an order of the operations that the model explains and in which none comes behind one that
 * was invoked only after its response. After Wing and Gong (1993): take any operation that no response
 * precedes, go on from there, and go back where nothing leads on; with Lowe's memory of what was tried.
 *
 * @throws RangeError behind the limit
 */
export function findLinearization<State, Input, Output>(
  model: Model<State, Input, Output>,
  operations: readonly Operation<Input, Output>[],
  options: SearchOptions,
): Search<Output> {
  return new Linearizer(model, operations, options).run();
}
