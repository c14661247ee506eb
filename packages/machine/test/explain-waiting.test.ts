import { test as property } from "@fast-check/vitest";
import {
  available,
  decide,
  explain,
  initial,
  requestStateOf,
  type CommandInput,
  type Snapshot,
  type SubscriptionEventInput,
} from "@tenure/machine";
import { anyHistory, given } from "@tenure/testing/machine";
import { describe, expect, test } from "vitest";

import { consent, numbered, purchased } from "./purchased.ts";

const cancel: CommandInput = { type: "command.cancel", consent };
const commands: readonly CommandInput[] = [
  cancel,
  { type: "command.change", consent },
  { type: "command.adjust", parameters: {} },
  { type: "command.suspend", consent },
  { type: "command.resume", consent },
  { type: "command.bill", from: consent.givenAt, to: consent.givenAt },
];

const held = (id: string): SubscriptionEventInput => ({
  type: "effect.failed",
  effect: "fulfillRequest",
  effectId: "AS-1/1/0",
  requestId: id,
  attempts: 1,
  error: { code: "held", message: "It is answered by hand." },
});
const purchase = numbered(1, "purchase");

const explained = (events: readonly SubscriptionEventInput[], command = cancel) => {
  const { refusal, onward, way } = explain(given(events).snapshot, command);
  return { says: refusal?.message.replace(/^.* is refused\. /u, ""), onward, way };
};

const codesOfWaiting = new Set(["request_in_progress", "not_in_this_state"]);

/** Onward is what is available, and what the refusal's words name is available, too. */
function expectTrue(snapshot: Snapshot, command: CommandInput): void {
  const { allowed, onward = [], refusal } = explain(snapshot, command);
  const may = available(snapshot);
  expect(onward).toEqual(allowed ? [] : may.filter((type) => !type.startsWith("command.")));
  if (refusal === undefined || !codesOfWaiting.has(refusal.code)) return;
  const [, remedy = ""] = refusal.message.split("To go on, ");
  const named = remedy.match(/(?:answer|operator|command)\.\w+/gu) ?? [];
  expect(may).toEqual(expect.arrayContaining(named));
  const isInTheWay = requestStateOf(snapshot) === "stuck" && refusal.code === "request_in_progress";
  if (isInTheWay) expect(named).not.toEqual([]);
}

describe("explain, of a request that waits for an answer", () => {
  test("names the answers that lead a held request on, and begins the way with one", () => {
    const { says, onward, way } = explained([
      { type: "request.pending", request: purchase },
      held(purchase.id),
    ]);
    expect(says).toBe(
      "To go on, answer the request in the vendor's place (answer.approve, answer.reject), or send operator.retry: it is stuck.",
    );
    expect(onward).toEqual([
      "answer.approve",
      "answer.reject",
      "answer.inquire",
      "answer.schedule",
      "answer.postpone",
      "operator.retry",
      "operator.skip",
    ]);
    expect(way?.map(({ by, does, event }) => [by, does, event.type])).toEqual([
      ["operator", "approves the purchase request", "answer.approve"],
      ["platform", "confirms the approval of the purchase request", "request.approved"],
    ]);
  });

  test("says the same of a held request of an active subscription", () => {
    const suspend = numbered(2, "suspend");
    const { says, onward } = explained([
      ...purchased,
      { type: "request.pending", request: suspend },
      held(suspend.id),
    ]);
    expect(says).toMatch(/^To go on, answer the request in the vendor's place/u);
    expect(onward).toContain("answer.approve");
  });

  test("says that a request of an unknown type is settled on the platform, and then skipped", () => {
    const { says, onward } = explained([
      { type: "request.pending", request: numbered(1, "teleport") },
    ]);
    expect(says).toBe(
      "To go on, settle the request on the platform, then send operator.skip: its type is not supported.",
    );
    expect(onward).toEqual(["operator.skip"]);
  });

  test("tells who or what an inquiry, a schedule and a draft wait for", () => {
    expect(explained([{ type: "request.inquiring", request: purchase }])).toMatchObject({
      says: "To go on, wait until the customer has answered the inquiry, or reject the request (answer.reject).",
      onward: ["answer.reject"],
    });
    expect(explained([{ type: "request.scheduled", request: purchase }])).toMatchObject({
      says: "To go on, wait until the request comes due, or have it revoked (command.revoke).",
      onward: undefined,
    });
    expect(explained([{ type: "request.draft", request: purchase }])).toMatchObject({
      says: "To go on, wait until the buyer has submitted or discarded the draft.",
      onward: undefined,
    });
  });

  test("does not offer to reject an inquiry where that was decided against", () => {
    const decisions = { rejectWhileInquiring: false };
    const { snapshot } = given([{ type: "request.inquiring", request: purchase }], { decisions });
    const { refusal, onward } = explain(snapshot, cancel);
    expect(refusal?.message).toMatch(/wait until the customer has answered the inquiry\.$/u);
    expect(onward).toBeUndefined();
  });

  test("names none where the command is allowed, or no request is in progress", () => {
    expect(explain(given(purchased).snapshot, cancel)).not.toHaveProperty("onward");
    expect(explain(given([]).snapshot, cancel)).not.toHaveProperty("onward");
  });

  property.prop([anyHistory({ maximumEvents: 60 })], { numRuns: 60 })(
    "names what is available of answers and operators' events, and in words nothing that is not",
    (history) => {
      let snapshot = initial({ key: "AS-1" });
      for (const [index, event] of history.entries()) {
        ({ snapshot } = decide(snapshot, event));
        const command = commands[index % commands.length] ?? cancel;
        expectTrue(snapshot, command);
      }
    },
  );
});
