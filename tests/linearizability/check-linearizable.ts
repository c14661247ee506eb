import { isDeepStrictEqual } from "node:util";

import { drawWindow } from "./draw-window.ts";
import { findLinearization } from "./find-linearization.ts";
import type { Model } from "./model.ts";
import type { Operation } from "./operation.ts";

export type Linearizability<Input, Output> =
  | {
      readonly ok: true;
      /** An order that explains the history. Of operations without a response it may leave some out. */
      readonly order: readonly Operation<Input, Output>[];
      /** How much was tried. */
      readonly visited: number;
    }
  | {
      readonly ok: false;
      /** The operation with the earliest response up to which no order explains the history. */
      readonly unexplained: Operation<Input, Output>;
      /** It, those it overlaps, and the one that came last before it, by their invocations. */
      readonly window: readonly Operation<Input, Output>[];
      /** What it could have seen rightly; empty when nothing would explain the others along with it. */
      readonly expected: readonly Output[];
      /** The window, drawn. */
      readonly drawing: string;
      readonly visited: number;
    };

/** A history takes a step or two for each operation, unless much of it is open: then far more. */
const defaultLimit = 20_000;

type History<Input, Output> = readonly Operation<Input, Output>[];

/** The history as it was seen at a time: what had not come back by then is open. */
function until<Input, Output>(
  history: History<Input, Output>,
  time: bigint,
): History<Input, Output> {
  return history
    .filter(({ invokedAt }) => invokedAt <= time)
    .map((operation) => {
      const { response, ...open } = operation;
      return response !== undefined && response.at > time ? open : operation;
    });
}

/** The earliest response with which the history cannot be explained any more. */
function firstUnexplained<Input, Output>(
  history: History<Input, Output>,
  isExplained: (prefix: History<Input, Output>) => boolean,
): bigint {
  const times = history
    .flatMap(({ response }) => (response === undefined ? [] : [response.at]))
    .toSorted((left, right) => Number(left - right));
  // What no order explains, no order explains when it goes on: the prefixes are sorted.
  let [low, high] = [0, times.length - 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isExplained(until(history, times[middle] ?? 0n))) low = middle + 1;
    else high = middle;
  }
  return times[low] ?? 0n;
}

function windowOf<Input, Output>(
  prefix: History<Input, Output>,
  unexplained: Operation<Input, Output>,
): History<Input, Output> {
  const before = prefix
    .filter(({ response }) => response !== undefined && response.at < unexplained.invokedAt)
    .toSorted((left, right) => Number((left.response?.at ?? 0n) - (right.response?.at ?? 0n)))
    .slice(-1);
  const during = prefix.filter(
    ({ response }) => response === undefined || response.at >= unexplained.invokedAt,
  );
  return [...before, ...during].toSorted((left, right) => Number(left.invokedAt - right.invokedAt));
}

function distinct<Value>(values: readonly Value[]): Value[] {
  return values.filter(
    (value, index) => values.findIndex((other) => isDeepStrictEqual(other, value)) === index,
  );
}

/**
 * Whether the operations of one object can be explained as if each had taken effect at one moment
 * between its invocation and its response. Times need not be distinct; a client may have several
 * operations open.
 *
 * @throws RangeError when there is no answer after `limit` steps, by default 20,000
 */
export function checkLinearizable<State, Input, Output>(
  model: Model<State, Input, Output>,
  history: readonly Operation<Input, Output>[],
  { limit = defaultLimit }: { readonly limit?: number } = {},
): Linearizability<Input, Output> {
  const { order, visited } = findLinearization(model, history, { limit });
  if (order !== undefined) {
    return { ok: true, order: order.flatMap((index) => history[index] ?? []), visited };
  }
  const time = firstUnexplained(
    history,
    (prefix) => findLinearization(model, prefix, { limit }).order !== undefined,
  );
  const prefix = until(history, time);
  const about = prefix.findIndex(({ response }) => response?.at === time);
  const unexplained = prefix[about];
  if (unexplained === undefined)
    throw new RangeError("a history without responses explains itself");
  const window = windowOf(prefix, unexplained);
  const { otherwise } = findLinearization(model, prefix, { limit, about });
  const expected = distinct(otherwise).filter((output) => {
    const instead = prefix.with(about, { ...unexplained, response: { at: time, output } });
    return findLinearization(model, instead, { limit }).order !== undefined;
  });
  const drawing = drawWindow(window, unexplained, expected);
  return { ok: false, unexplained, window, expected, drawing, visited };
}
