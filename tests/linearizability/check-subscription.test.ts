import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { checkSubscription } from "./check-subscription.ts";
import { someOrderExplains } from "./every-order.ts";
import type { Operation } from "./operation.ts";
import { overlapping } from "./overlapping.ts";
import {
  subscriptionModel,
  type SubscriptionOperation,
  type SubscriptionResponse,
} from "./subscription-model.ts";
import { subscriptionOperation } from "./subscription-operations.ts";

type Called = Operation<SubscriptionOperation, SubscriptionResponse>;

const model = subscriptionModel("AS-1");
const opened = { type: "request.pending", request: { id: "PR-1", type: "purchase" } } as const;
const suspension = { type: "command.suspend" } as const;
const answer = { type: "sent", version: 1, verdict: "moved" } as const;

function send(from: number, response?: SubscriptionResponse): Called {
  const input = { type: "send", event: opened, idempotencyKey: "key" } as const;
  const open = { client: `client-${from}`, input, invokedAt: BigInt(from) };
  return response === undefined
    ? open
    : { ...open, response: { at: BigInt(from + 5), output: response } };
}

const operation: fc.Arbitrary<SubscriptionOperation> = fc.oneof(
  fc.constant({ type: "get" as const }),
  fc.record(
    {
      type: fc.constant("send" as const),
      event: fc.constantFrom(opened, suspension),
      idempotencyKey: fc.constantFrom("one", "other"),
    },
    { requiredKeys: ["type", "event"] },
  ),
);
const seen: fc.Arbitrary<SubscriptionResponse> = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ type: "conflict" as const }) },
  {
    weight: 9,
    arbitrary: fc.record({
      type: fc.constant("sent" as const),
      version: fc.nat(2),
      verdict: fc.constantFrom("moved" as const, "unchanged" as const, "refused" as const),
      repeated: fc.boolean(),
    }),
  },
);

/** Anything at all: overlapping anyhow, open or not, seen rightly or not. */
const anyHistory = fc
  .array(
    fc.record({
      input: operation,
      from: fc.nat(12),
      length: fc.nat(6),
      output: seen,
      version: fc.nat(2),
      open: fc.boolean(),
    }),
    { maxLength: 5 },
  )
  .map((operations) =>
    operations.map(({ input, from, length, output, version, open }, index): Called => {
      const called = { client: `client-${index}`, input, invokedAt: BigInt(from) };
      const saw = input.type === "get" ? ({ type: "got", version } as const) : output;
      return open ? called : { ...called, response: { at: BigInt(from + length), output: saw } };
    }),
  );

/** Histories that begin rightly, so that crashes and keys have something to be about. */
const nearlyRight = overlapping(model, operation, { clients: 4, maxLength: 5, crashes: 0.4 });

describe("the check of a subscription", () => {
  test.prop([anyHistory], { numRuns: 1_000 })(
    "says of any small history what trying every order says",
    (history) => {
      expect(checkSubscription("AS-1", history).ok).toBe(someOrderExplains(model, history));
    },
  );

  test.prop([nearlyRight, fc.nat(4), seen], { numRuns: 1_000 })(
    "says so too of one that is right but for one response",
    (history, place, output) => {
      const changed = history.map((called, index) =>
        index === place && called.response !== undefined && called.input.type === "send"
          ? { ...called, response: { ...called.response, output } }
          : called,
      );
      expect(checkSubscription("AS-1", history).ok).toBe(true);
      expect(checkSubscription("AS-1", changed).ok).toBe(someOrderExplains(model, changed));
    },
  );

  test("allows that the event of a caller who crashed was taken in, or not", () => {
    const again = (repeated: boolean) => send(10, { ...answer, repeated });
    expect(checkSubscription("AS-1", [send(0), again(true)]).ok).toBe(true);
    expect(checkSubscription("AS-1", [send(0), again(false)]).ok).toBe(true);
    expect(checkSubscription("AS-1", [again(true)]).ok).toBe(false);
    expect(checkSubscription("AS-1", [again(true), send(20)]).ok).toBe(false);
  });

  const sentAgain = overlapping(model, subscriptionOperation, {
    clients: 4,
    minLength: 240,
    maxLength: 240,
    crashes: 0.1,
  }).map((history) => withKeys(history));

  test.prop([sentAgain], { numRuns: 5 })(
    "takes a step or two for each operation when what crashed is sent again under its key",
    (history) => {
      const { ok, visited } = checkSubscription("AS-1", history);
      expect(ok).toBe(true);
      expect(visited).toBeLessThan(history.length * 5);
    },
  );
});

/** The history with a key for each event; those whose callers crashed are sent again at the end. */
function withKeys(history: readonly Called[]): Called[] {
  let { initial: state } = model;
  function answered(called: Called, at: bigint): Called {
    const applied = model.apply(state, called.input);
    ({ state } = applied);
    return { ...called, response: { at, output: applied.output } };
  }
  const keyed = history.map((called, index): Called => {
    const { input, response } = called;
    const idempotencyKey = `key-${index}`;
    const named =
      input.type === "send" ? { ...called, input: { ...input, idempotencyKey } } : called;
    const done = answered(named, response?.at ?? 0n);
    return response === undefined ? named : done;
  });
  const crashed = keyed.filter(
    ({ input, response }) => input.type === "send" && response === undefined,
  );
  const again = crashed.map((called, index) => {
    const invokedAt = BigInt(10_000_000 + index * 10);
    return answered({ ...called, client: "again", invokedAt }, invokedAt + 5n);
  });
  return [...keyed, ...again];
}
