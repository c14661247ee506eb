import { subscriptionEventSchema, type SubscriptionEventInput } from "@tenure/machine";
import { describe, expect, test } from "vitest";

import { checkHistories } from "./check-histories.ts";
import { diagramOf } from "./diagram.ts";
import { Reference } from "./reference.ts";
import { Subject } from "./subject.ts";

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

/** A manual in which an approved purchase is put on hold at once. */
class WrongReference extends Reference {
  override apply(event: Parameters<Reference["apply"]>[0]): ReturnType<Reference["apply"]> {
    const answer = super.apply(event);
    if (event.type === "request.approved" && this.status === "active") this.status = "suspended";
    return answer;
  }
}

/** A manual in which nobody asks a second time. */
class ForgetfulReference extends Reference {
  override apply(event: Parameters<Reference["apply"]>[0]): ReturnType<Reference["apply"]> {
    const answer = super.apply(event);
    return event.type === "operator.retry" ? { ...answer, effects: [] } : answer;
  }
}

const failureOf = (options: Parameters<typeof checkHistories>[0]): string => {
  try {
    checkHistories(options);
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
};

const replayIn = (failure: string): object =>
  JSON.parse(/TENURE_REPLAY='(?<replay>.*)'/u.exec(failure)?.groups?.["replay"] ?? "{}");

describe("the diagram of a history", { timeout: 60_000 }, () => {
  test("prints what happened, and who did it", () => {
    const subject = new Subject({ capabilities: {}, decisions: {} });
    for (const event of told) {
      if (event.type === "answer.reject") subject.restart();
      subject.send(subscriptionEventSchema.parse(event));
    }
    expect(diagramOf(subject.log).split("\n")).toEqual([
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
      "  Note over engine: restarts with what is recorded",
      "  operator->>engine: answer.reject PR-1 operator no stock",
      "  Note over engine: processing / pending.failing: moved [failRequest]",
      "  engine->>platform: failRequest",
      "  customer->>engine: command.cancel",
      "  Note over engine: processing / pending.failing: refused, not_in_this_state []",
    ]);
  });

  test("is what a difference between machine and reference is told by, down to its shortest", () => {
    const failure = failureOf({ seed: 1, reference: WrongReference });
    expect(failure).toMatch(/^The machine and the reference differ/u);
    expect(failure).toContain("sequenceDiagram\n  participant platform");
    expect(failure.match(/->>engine: /gu)?.length).toBeLessThanOrEqual(3);
    expect(failure).toContain("differs, Error: expected suspended");
  });

  test("comes with what replays it", () => {
    const failure = failureOf({ seed: 1, reference: ForgetfulReference });
    const again = failureOf({ ...replayIn(failure), reference: ForgetfulReference });
    expect(replayIn(failure)).toMatchObject({ seed: 1, path: expect.stringContaining(":") });
    expect(again).toContain("operator->>engine: operator.retry");
    expect(again.split("\n\n")[1]).toBe(failure.split("\n\n")[1]);
  });
});
