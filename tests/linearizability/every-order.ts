import type { Model } from "./model.ts";
import type { Operation } from "./operation.ts";

function precedes(left: Operation<unknown, unknown>, right: Operation<unknown, unknown>): boolean {
  return left.response !== undefined && left.response.at < right.invokedAt;
}

/**
 * The definition itself, tried out on every order: slow, and plain enough to be believed. Open
 * operations may be left out.
 */
export function someOrderExplains<State, Input, Output>(
  model: Model<State, Input, Output>,
  operations: readonly Operation<Input, Output>[],
  state: State = model.initial,
): boolean {
  if (operations.every(({ response }) => response === undefined)) return true;
  return operations.some((operation, index) => {
    const others = operations.toSpliced(index, 1);
    if (others.some((other) => precedes(other, operation))) return false;
    const { state: after, output } = model.apply(state, operation.input);
    const { response } = operation;
    if (response !== undefined && !model.matches(output, response.output)) return false;
    return someOrderExplains(model, others, after);
  });
}
