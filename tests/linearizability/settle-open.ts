import { isDeepStrictEqual } from "node:util";

import type { Operation } from "./operation.ts";
import type { SubscriptionOperation, SubscriptionResponse } from "./subscription-model.ts";

type Called = Operation<SubscriptionOperation, SubscriptionResponse>;
type Sent = Extract<SubscriptionResponse, { readonly type: "sent" }>;

function keyOf({ input }: Called): string | undefined {
  return input.type === "send" ? input.idempotencyKey : undefined;
}

function byInvocation(left: Called, right: Called): number {
  return Number(left.invokedAt - right.invokedAt);
}

function withoutKey(operation: Called): Called {
  if (operation.input.type === "get") return operation;
  const { idempotencyKey: _lone, ...input } = operation.input;
  return { ...operation, input };
}

/** The one that took effect, as those tell that were answered later under its key. */
function answeredBy(open: Called, answered: readonly Called[], answer: Sent): Called {
  const times = answered.flatMap(({ response }) => (response === undefined ? [] : [response.at]));
  const at = times.reduce((first, time) => (time < first ? time : first));
  // Too late to be what was answered: left open, for the check to refuse.
  if (open.invokedAt > at) return open;
  return { ...open, response: { at, output: { ...answer, repeated: false } } };
}

/** Settles what is open of the operations that sent one event under one key. */
function settle(sameKey: readonly Called[]): readonly Called[] {
  const [first, ...open] = sameKey
    .filter(({ response }) => response === undefined)
    .toSorted(byInvocation);
  const [{ input }] = sameKey as [Called];
  const isOneEvent = sameKey.every((other) => isDeepStrictEqual(other.input, input));
  if (first === undefined || !isOneEvent) return sameKey;

  const answered = sameKey.filter((operation) => operation !== first && !open.includes(operation));
  const answers = answered.flatMap(({ response }) =>
    response?.output.type === "sent" ? [response.output] : [],
  );
  const [answer] = answers;
  // Under a key that nothing was answered to, nobody can tell whether it was remembered.
  if (answer === undefined) return [...answered, withoutKey(first)];
  // Had one that is open been first, this answer would have been a repeated one.
  if (answers.some(({ repeated }) => !repeated)) return answered;
  return [...answered, answeredBy(first, answered, answer)];
}

/**
 * Tells of operations without a response, from what was answered under their idempotency keys, whether
 * they took effect and what they would have been told, and leaves out those that did nothing. Changes
 * nothing about whether the history is linearizable, and spares the check the guessing.
 */
export function settleOpen(history: readonly Called[]): readonly Called[] {
  const byKey = Map.groupBy(history, keyOf);
  return [...byKey].flatMap(([key, operations]) =>
    key === undefined ? operations : settle(operations),
  );
}
