import {
  decide,
  initial,
  subscriptionEventSchema,
  type SubscriptionEventInput,
} from "@tenure/machine";
import { verifyMachine } from "@tenure/testing/machine";
import { describe, expect, test } from "vitest";

import { diagramOf } from "../../src/machine/verify/diagram.ts";
import { brokenMachines } from "./broken-machines.ts";

const told: readonly SubscriptionEventInput[] = [
  { type: "request.pending", request: { id: "PR-1", type: "purchase" } },
  { type: "answer.postpone", requestId: "PR-1", delay: 5 },
  { type: "timer.due", timer: "postponement", requestId: "PR-1" },
  {
    type: "effect.failed",
    effectId: "AS-1/3/1",
    effect: "fulfillRequest",
    attempts: 8,
    error: { code: "down", message: "It is down; call back." },
  },
  { type: "answer.reject", requestId: "PR-1", by: "operator", reason: "no stock" },
  { type: "command.cancel" },
];

describe("the diagram of a history", () => {
  test("prints what happened, and who did it", () => {
    let snapshot = initial({ key: "AS-1" });
    const steps = told.map((input) => {
      const event = subscriptionEventSchema.parse(input);
      const decision = decide(snapshot, event);
      ({ snapshot } = decision);
      return { event, decision };
    });
    expect(diagramOf(steps, "two;\nlines # of it").split("\n")).toEqual([
      "sequenceDiagram",
      "  participant platform",
      "  participant engine",
      "  participant handler",
      "  participant customer",
      "  participant operator",
      '  platform->>engine: request.pending request {"id":"PR-1","type":"purchase"}',
      "  Note over engine: processing / pending.fulfilling: moved [fulfillRequest]",
      "  engine->>handler: fulfillRequest",
      "  handler->>engine: answer.postpone PR-1 handler delay 5",
      "  Note over engine: processing / pending.postponed: moved [startTimer]",
      "  engine->>engine: startTimer",
      "  engine->>engine: timer.due postponement PR-1",
      "  Note over engine: processing / pending.fulfilling: moved [cancelTimer fulfillRequest]",
      "  engine->>engine: cancelTimer",
      "  engine->>handler: fulfillRequest",
      '  handler->>engine: effect.failed AS-1/3/1 fulfillRequest attempts 8 error {"code":"down","message":"It is down, call back."}',
      "  Note over engine: processing / stuck: moved []",
      "  operator->>engine: answer.reject PR-1 operator no stock",
      "  Note over engine: processing / pending.failing: moved [failRequest]",
      "  engine->>platform: failRequest",
      "  customer->>engine: command.cancel",
      "  Note over engine: processing / pending.failing: refused, not_in_this_state []",
      "  Note over engine: differs, two, lines , of it",
    ]);
  });

  test("is what a difference between machine and reference is told by, down to its shortest", () => {
    const onHold = brokenMachines["puts an approved purchase on hold at once"];
    const { broken, text } = verifyMachine({ decide: onHold, seed: 1 });
    expect(broken?.diagram.split("\n").slice(-3)).toEqual([
      '  platform->>engine: request.approved request {"id":"PR-1","type":"purchase"}',
      "  Note over engine: suspended / none.idle: moved []",
      "  Note over engine: differs, expected active / none.idle: moved [], got suspended / none.idle: moved []",
    ]);
    expect(text).toContain(`\`\`\`mermaid\n${broken?.diagram}\n\`\`\``);
  });
});
