import { fc, test } from "@fast-check/vitest";
import type { SubscriptionEventInput } from "@tenure/machine";
import { describe, expect } from "vitest";

import { checkLinearizable } from "./check-linearizable.ts";
import type { Operation } from "./operation.ts";
import { overlapping } from "./overlapping.ts";
import {
  responseOf,
  subscriptionModel,
  type SubscriptionOperation,
  type SubscriptionResponse,
} from "./subscription-model.ts";
import { subscriptionOperation } from "./subscription-operations.ts";

type Called = Operation<SubscriptionOperation, SubscriptionResponse>;
type Sent = Extract<SubscriptionResponse, { readonly type: "sent" }>;
type Answered = Called & { readonly response: { readonly at: bigint; readonly output: Sent } };

const model = subscriptionModel("AS-1");
const purchase = { id: "PR-1", type: "purchase" };
const opened = { type: "request.pending", request: purchase } as const;
const approved = { type: "request.approved", request: purchase } as const;
const failed = { type: "request.failed", request: purchase } as const;
const get: SubscriptionOperation = { type: "get" };

function send(event: SubscriptionEventInput, idempotencyKey?: string): SubscriptionOperation {
  return { type: "send", event, ...(idempotencyKey !== undefined && { idempotencyKey }) };
}

/** What the model answers to the last of some operations, one after the other. */
function answerTo(inputs: readonly SubscriptionOperation[]): SubscriptionResponse | undefined {
  let { initial: state } = model;
  return inputs
    .map((input) => {
      const applied = model.apply(state, input);
      ({ state } = applied);
      return applied.output;
    })
    .at(-1);
}

describe("what a subscription answers when nobody interferes", () => {
  test.each([
    ["counts an event that moves it", [send(opened)], { version: 1, verdict: "moved" }],
    [
      "does not count what is known already",
      [send(opened), send(opened)],
      { version: 1, verdict: "unchanged" },
    ],
    [
      "counts a command that is refused",
      [send(opened), send({ type: "command.suspend" })],
      { version: 2, verdict: "refused" },
    ],
    [
      "is not brought into being by a command that is refused",
      [send({ type: "command.suspend" })],
      { version: 0, verdict: "refused" },
    ],
    [
      "counts a fact that contradicts the record",
      [send(opened), send(approved), send(failed)],
      { version: 3, verdict: "refused" },
    ],
    [
      "does not count what is no event",
      [send(opened), send({ type: "hostile" } as never, "key")],
      { version: 1, verdict: "refused" },
    ],
    [
      "gives a repeated event the answer it had, whatever happened since",
      [send(opened, "key"), send(approved), send(opened, "key")],
      { version: 1, verdict: "moved", repeated: true },
    ],
    [
      "calls another event under the same key a conflict",
      [send(opened, "key"), send(approved, "key")],
      { type: "conflict" },
    ],
    ["tells its version", [send(opened), send(approved), get], { type: "got", version: 2 }],
  ] as const)("%s", (_promise, inputs, expected) => {
    expect(answerTo(inputs)).toMatchObject({
      ...(!("type" in expected) && { type: "sent", repeated: false }),
      ...expected,
    });
  });

  test("is what a client of the engine sees", () => {
    const seen = { version: 1, verdict: { type: "moved" }, repeated: false } as const;
    expect(answerTo([send(opened)])).toEqual(responseOf(seen));
  });
});

/** Four clients; `crashes` is the share of operations whose client dies in the middle. */
const histories = (maxLength: number, crashes = 0) =>
  overlapping(model, subscriptionOperation, { clients: 4, maxLength, crashes });

/** Operations that moved the subscription, or were refused, for the first time. */
function isRaising(operation: Called): operation is Answered {
  const output = operation.response?.output;
  return output?.type === "sent" && output.verdict === "moved" && !output.repeated;
}

/** The history with another response in the place of one. */
function seeing(
  history: readonly Called[],
  operation: Called,
  changed: Partial<Sent | { version: number }>,
): Called[] {
  const { response } = operation;
  if (response === undefined) throw new Error("it has no response");
  const output = { ...response.output, ...changed } as SubscriptionResponse;
  const instead = { ...operation, response: { ...response, output } };
  return history.map((each) => (each === operation ? instead : each));
}

/** One of the history's operations that is fit for it; histories without any are passed over. */
function some<Value>(values: readonly Value[], place: number): Value {
  fc.pre(values.length > 0);
  const value = values[place % values.length];
  if (value === undefined) throw new Error("there is one");
  return value;
}

/** A history in which one event was acknowledged and then forgotten, and the version read at the end. */
function forgetting(history: readonly Called[], lost: Called): Called[] {
  let { initial: state } = model;
  const end = history.reduce((last, { response }) => {
    const at = response?.at ?? 0n;
    return at > last ? at : last;
  }, 0n);
  const answered = history.map((operation) => {
    const applied = model.apply(state, operation.input);
    if (operation !== lost) ({ state } = applied);
    const at = operation.response?.at ?? end;
    return { ...operation, response: { at, output: applied.output } };
  });
  const output = { type: "got" as const, version: state.version };
  const last = { client: "reader", input: get, invokedAt: end + 1n };
  return [...answered, { ...last, response: { at: end + 2n, output } }];
}

const place = fc.nat(1_000);

describe("a history of one subscription", () => {
  test.prop([histories(60)])("is linearizable when it was made from one order", (history) => {
    expect(checkLinearizable(model, history).ok).toBe(true);
  });

  test.prop([histories(40), place])("is not when a read is stale", (history, drawn) => {
    const stale = history.flatMap((read) => {
      const before = history.filter(
        (other) => isRaising(other) && other.response.at < read.invokedAt,
      );
      const newest = Math.max(
        ...before.filter(isRaising).map((other) => other.response.output.version),
      );
      return read.input.type === "get" && newest > 0 ? [{ read, version: newest - 1 }] : [];
    });
    const { read, version } = some(stale, drawn);
    expect(checkLinearizable(model, seeing(history, read, { version })).ok).toBe(false);
  });

  test.prop([histories(40), place])("is not when an update is lost", (history, drawn) => {
    const lost = some(history.filter(isRaising), drawn);
    expect(checkLinearizable(model, forgetting(history, lost)).ok).toBe(false);
  });

  test.prop([histories(40), place])("is not when two events got one version", (history, drawn) => {
    const raising = history.filter(isRaising);
    fc.pre(raising.length > 1);
    const one = some(raising, drawn);
    const other = some(raising, drawn + 1);
    const { version } = other.response.output;
    expect(checkLinearizable(model, seeing(history, one, { version })).ok).toBe(false);
  });

  test.prop([histories(40), place])(
    "is not when an event is taken in twice under one idempotency key",
    (history, drawn) => {
      const repeats = history.filter(({ response }) => {
        const output = response?.output;
        return output?.type === "sent" && output.repeated;
      });
      const repeated = { repeated: false };
      const twice = seeing(history, some(repeats, drawn), repeated);
      expect(checkLinearizable(model, twice).ok).toBe(false);
    },
  );

  const long = overlapping(model, subscriptionOperation, {
    clients: 4,
    minLength: 240,
    maxLength: 240,
  });

  test.prop([long], { numRuns: 5 })(
    "of 4 clients with 60 operations each is checked in a step or two for each of them",
    (history) => {
      const { ok, visited } = checkLinearizable(model, history);
      expect(ok).toBe(true);
      expect(visited).toBeLessThan(240 * 5);
    },
  );
});
