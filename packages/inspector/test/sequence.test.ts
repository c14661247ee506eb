import { test } from "@fast-check/vitest";
import * as fc from "fast-check";
import { describe, expect } from "vitest";

import { drawSequence, svgText } from "../src/drawing/index.ts";
import { widthOfLines } from "../src/picture/geometry.ts";
import {
  emptySession,
  type InspectionMessage,
  readInspection,
  receive,
  sequenceOf,
} from "../src/session/index.ts";
import { protocolMessage } from "./arbitrary-message.ts";
import { elementsOf, parseXml } from "./xml.ts";

const timeout = 120_000;

describe("a sequence diagram", () => {
  const sessionOf = (messages: readonly unknown[]) =>
    messages
      .flatMap((message): readonly InspectionMessage[] => {
        const read = readInspection(message);
        return read.type === "message" ? [read.message] : [];
      })
      .reduce(receive, emptySession());

  test.prop([fc.array(protocolMessage, { maxLength: 50 }), fc.integer({ min: 0, max: 60 })], {
    numRuns: 300,
  })(
    "has a line for everybody who takes part and a step for each entry, none on top of another",
    (messages, last) => {
      const session = sessionOf(messages);
      const diagram = sequenceOf(session, { last });
      const shown = session.log.slice(Math.max(0, session.log.length - last));
      expect(diagram.steps.map(({ number }) => number)).toEqual(shown.map(({ number }) => number));
      expect(diagram.earlier).toBe(session.forgotten + session.log.length - shown.length);
      const lines = new Map(diagram.lifelines.map(({ actor, x }) => [actor, x]));
      for (const { from, to, fromX, toX, y, label } of diagram.steps) {
        expect(fromX).toBe(lines.get(from));
        expect(toX).toBe(lines.get(to));
        expect(y).toBeLessThan(diagram.height);
        const right =
          label.anchor === "middle"
            ? label.x + widthOfLines(label.lines) / 2
            : label.x + widthOfLines(label.lines);
        expect(right).toBeLessThanOrEqual(diagram.width);
      }
      for (const [index, { headBox, x }] of diagram.lifelines.entries()) {
        expect(headBox.x).toBeGreaterThanOrEqual(0);
        const next = diagram.lifelines[index + 1];
        if (next === undefined) continue;
        expect(headBox.x + headBox.width).toBeLessThan(next.headBox.x);
        expect(x).toBeLessThan(next.x);
      }
      const ys = diagram.steps.map(({ y }) => y);
      expect(ys).toEqual(ys.toSorted((one, other) => one - other));
      const drawn = elementsOf(parseXml(svgText(drawSequence(diagram, { marked: ys.length }))));
      expect(drawn.filter(({ attributes }) => "data-step" in attributes)).toHaveLength(
        shown.length,
      );
    },
    timeout,
  );

  test("shows only those it is asked for, and outside at the left", () => {
    const session = sessionOf([
      { type: "@xstate.actor", sessionId: "x:0", name: "order" },
      { type: "@xstate.actor", sessionId: "x:1", name: "payment", parentId: "x:0" },
      { type: "@xstate.event", sessionId: "x:0", event: { type: "SUBMIT" } },
      { type: "@xstate.event", sessionId: "x:1", sourceId: "x:0", event: { type: "PAY" } },
      {
        type: "@xstate.snapshot",
        sessionId: "x:1",
        event: { type: "PAY" },
        snapshot: { status: "done", value: { a: "b" } },
      },
    ]);
    const diagram = sequenceOf(session);
    expect(diagram.lifelines.map(({ name }) => name)).toEqual(["outside", "order", "payment"]);
    expect(diagram.steps.map(({ tooltip }) => tooltip)).toEqual([
      "outside creates order",
      "order creates payment",
      `outside → order: {"type":"SUBMIT"}`,
      `order → payment: {"type":"PAY"}`,
      "payment on PAY: a: b, done",
    ]);
    const [own] = sequenceOf(session, { actors: ["x:1"] }).lifelines;
    expect(own?.name).toBe("order");
    expect(sequenceOf(session, { actors: ["x:1"] }).steps).toHaveLength(3);
    expect(sequenceOf(session, { actors: [] }).steps).toEqual([]);
  });
});
