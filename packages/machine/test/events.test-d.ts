import type {
  AdapterEffect,
  Answer,
  Decision,
  Effect,
  Snapshot,
  SubscriptionEventInput,
  Verdict,
} from "@tenure/machine";
import { decide, initial, isAdapterEffect } from "@tenure/machine";
import { describe, expectTypeOf, test } from "vitest";

describe("the machine's types", () => {
  test("let defaults of an event be left out, and nothing else", () => {
    expectTypeOf<{
      type: "answer.approve";
      requestId: string;
    }>().toExtend<SubscriptionEventInput>();
    // @ts-expect-error [ts2344] - an answer names its request
    expectTypeOf<{ type: "answer.approve" }>().toExtend<SubscriptionEventInput>();
    // @ts-expect-error [ts2344] - a rejection has a reason
    expectTypeOf<{ type: "answer.reject"; requestId: string }>().toExtend<SubscriptionEventInput>();
  });

  test("name every verdict and every answer", () => {
    expectTypeOf<Verdict["type"]>().toEqualTypeOf<"moved" | "unchanged" | "refused">();
    expectTypeOf<Answer["type"]>().toEqualTypeOf<
      "answer.approve" | "answer.reject" | "answer.inquire" | "answer.schedule" | "answer.postpone"
    >();
  });

  test("tell the adapter's effects from the engine's timers", () => {
    expectTypeOf<Exclude<Effect, AdapterEffect>["type"]>().toEqualTypeOf<
      "startTimer" | "cancelTimer"
    >();
    expectTypeOf(isAdapterEffect).guards.toEqualTypeOf<AdapterEffect>();
  });

  test("lead from a snapshot to the next", () => {
    expectTypeOf(decide).returns.toEqualTypeOf<Decision>();
    expectTypeOf(initial).returns.toEqualTypeOf<Snapshot>();
    // @ts-expect-error [ts2345] - a subscription has a key
    initial({});
  });
});
