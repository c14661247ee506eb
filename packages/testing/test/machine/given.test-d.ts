import type { Decision } from "@tenure/machine";
import { given, type Attempt, type Situation } from "@tenure/testing/machine";
import { expectTypeOf, test } from "vitest";

const attempt = given().when({ type: "operator.retry" });

test("what is expected has the machine's own names", () => {
  const holds = () => attempt.then("active", ["approveRequest", { type: "readRequest" }]);
  expectTypeOf(holds).returns.toEqualTypeOf<Situation>();
  // @ts-expect-error -- no status
  void (() => attempt.then("activ"));
  // @ts-expect-error -- no effect
  void (() => attempt.then("active", ["approve"]));
  // @ts-expect-error -- an effect of this type has no template
  void (() => attempt.then({ effects: [{ type: "failRequest", template: "TL-1" }] }));
  // @ts-expect-error -- no code
  void (() => attempt.then({ refusal: "no" }));
  // @ts-expect-error -- no state of a request
  void (() => attempt.then({ request: "pending.waiting" }));
});

test("then gives a subscription to go on with, which has no then", () => {
  const situation = (): Situation => attempt.then("active");
  expectTypeOf(situation).returns.not.toHaveProperty("then");
  expectTypeOf(situation).returns.toHaveProperty("when").returns.toEqualTypeOf<Attempt>();
});

test("an attempt cannot be awaited", () => {
  // @ts-expect-error -- nothing would be expected
  void (async () => await attempt);
  expectTypeOf(attempt.decision).toEqualTypeOf<Decision>();
});
