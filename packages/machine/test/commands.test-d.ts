import type {
  Awaited as AwaitedParty,
  Command,
  CommandWith,
  LifecycleState,
  Verdict,
} from "@tenure/machine";
import { describe, expectTypeOf, test } from "vitest";

describe("commands that depend on capabilities", () => {
  test("are left out where the capability is known to be off", () => {
    type Names<Known extends { administrativeHold?: boolean; renewalSwitch?: boolean }> =
      CommandWith<Known>["type"];
    expectTypeOf<Names<{ administrativeHold: false }>>().toEqualTypeOf<
      Exclude<Command["type"], "command.suspend" | "command.resume">
    >();
    expectTypeOf<Names<{ renewalSwitch: false }>>().toEqualTypeOf<
      Exclude<Command["type"], "command.setRenewal">
    >();
    expectTypeOf<Names<{ administrativeHold: true }>>().toEqualTypeOf<Command["type"]>();
    expectTypeOf<Names<{ administrativeHold: boolean }>>().toEqualTypeOf<Command["type"]>();
    expectTypeOf<Names<object>>().toEqualTypeOf<Command["type"]>();
    // @ts-expect-error [ts2344] - a capability has the name the capability set gives it
    expectTypeOf<CommandWith<{ hold: false }>>().toEqualTypeOf<Command>();
  });
});

describe("a switch", () => {
  test("over verdicts, statuses and parties can be exhaustive", () => {
    const told = (verdict: Verdict): string => {
      switch (verdict.type) {
        case "moved":
          return "moved";
        case "unchanged":
          return verdict.reason;
        case "refused":
          return verdict.refusal.message;
      }
    };
    expectTypeOf(told).returns.toEqualTypeOf<string>();
    expectTypeOf<Record<LifecycleState, string>>().toHaveProperty("discarded");
    expectTypeOf<AwaitedParty>().toEqualTypeOf<
      "nobody" | "vendor" | "platform" | "customer" | "distributor" | "schedule" | "operator"
    >();
  });

  test("that leaves a command out is told so", () => {
    const spoken = (command: Exclude<Command, { type: "command.bill" }>): string => {
      switch (command.type) {
        case "command.change":
        case "command.adjust":
        case "command.suspend":
        case "command.resume":
        case "command.cancel":
        case "command.revoke":
        case "command.setRenewal":
          return command.type;
      }
    };
    // @ts-expect-error [ts2345] - billing is a command too
    expectTypeOf(spoken).toBeCallableWith({ type: "command.bill", from: "", to: "" });
  });
});
