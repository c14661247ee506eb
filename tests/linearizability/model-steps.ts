import type { Model } from "./model.ts";
import type { Operation } from "./operation.ts";

interface Step<Output> {
  /** The number of the state it leads to. */
  readonly state: number;
  readonly said: Output;
  /** The client saw what the model says, or saw nothing. */
  readonly fits: boolean;
}

/** The model over one history, each step computed once. States are known by their numbers. */
export class ModelSteps<State, Input, Output> {
  readonly initial: number;
  readonly #model: Model<State, Input, Output>;
  readonly #operations: readonly Operation<Input, Output>[];
  readonly #states: State[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #steps: Map<number, Step<Output>>[] = [];
  /** The operations with a response, the one that has to be answered first in front. */
  readonly #urgent: readonly { readonly operation: number; readonly latest: number }[];

  constructor(model: Model<State, Input, Output>, operations: readonly Operation<Input, Output>[]) {
    this.#model = model;
    this.#operations = operations;
    this.initial = this.#numberOf(model.initial);
    const { progress } = model;
    this.#urgent = operations
      .flatMap(({ response }, operation) =>
        response === undefined || progress === undefined
          ? []
          : [{ operation, latest: progress.latest(response.output) }],
      )
      .toSorted((left, right) => left.latest - right.latest);
  }

  /** Whether the state has gone past one of the operations that still have to be answered. */
  isTooLate(state: number, isAnswered: (operation: number) => boolean): boolean {
    const { progress } = this.#model;
    const reached = this.#states[state];
    if (progress === undefined || reached === undefined) return false;
    const first = this.#urgent.find(({ operation }) => !isAnswered(operation));
    return first !== undefined && progress.of(reached) > first.latest;
  }

  /** What the operation does in the state. */
  take(state: number, operation: number): Step<Output> {
    const known = this.#steps[state]?.get(operation);
    if (known !== undefined) return known;
    const called = this.#operations[operation];
    const before = this.#states[state];
    if (called === undefined || before === undefined) throw new RangeError("no such step");
    const { state: after, output } = this.#model.apply(before, called.input);
    const { response } = called;
    const fits = response === undefined || this.#model.matches(output, response.output);
    const step = { state: this.#numberOf(after), said: output, fits };
    this.#steps[state]?.set(operation, step);
    return step;
  }

  #numberOf(state: State): number {
    const text = this.#model.identify(state);
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#states.push(state) - 1;
    this.#numbers.set(text, number);
    this.#steps.push(new Map());
    return number;
  }
}
