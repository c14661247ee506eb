import { test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { type InspectionMessage, readInspection } from "../src/session/index.ts";
import { hostileMessage } from "./arbitrary-message.ts";

function messageOf(data: unknown): InspectionMessage {
  const read = readInspection(data);
  if (read.type !== "message") throw new Error(read.reason);
  return read.message;
}

describe("a message that is read", () => {
  test.prop([hostileMessage], { numRuns: 3000 })(
    "never throws, and keeps plain JSON of a bounded size",
    (data) => {
      const read = readInspection(data);
      if (read.type !== "message") {
        expect(read.reason).not.toBe("");
        return;
      }
      expect(JSON.parse(JSON.stringify(read.message))).toEqual(read.message);
      expect(JSON.stringify(read.message).length).toBeLessThan(500_000);
    },
    60_000,
  );

  test("is kept as far as a context, an event and a definition may go", () => {
    const huge = Object.fromEntries(
      Array.from({ length: 50_000 }, (_, index) => [`k${index}`, "v"]),
    );
    let deep: unknown = "deep";
    for (let level = 0; level < 1000; level += 1) deep = { deep };
    const circle: Record<string, unknown> = { name: "circle" };
    circle["again"] = circle;
    for (const context of [huge, deep, circle, "x".repeat(5_000_000)]) {
      const snapshot = { status: "active", value: "a", context };
      const read = messageOf({
        type: "@xstate.snapshot",
        sessionId: "x:0",
        event: context,
        snapshot,
      });
      expect(JSON.stringify(read).length).toBeLessThan(400_000);
    }
    const long = messageOf({
      type: "@xstate.actor",
      sessionId: "x:0",
      definition: "d".repeat(1_000_001),
    });
    expect(long).toMatchObject({ definition: null });
    expect(readInspection("x".repeat(2_000_001)).type).toBe("refused");
  });

  test("is told apart from what is not for here", () => {
    const types = ["@xstate.microstep", "@xstate.action", "@statelyai.connected"];
    for (const type of types)
      expect(readInspection({ type, sessionId: "x:0" }).type).toBe("ignored");
    for (const data of [
      null,
      5,
      [],
      {},
      "",
      "null",
      "[]",
      `{"type":"@xstate.event"}`,
      { type: "hello" },
    ]) {
      expect(readInspection(data).type, JSON.stringify(data)).toBe("refused");
    }
  });
});
