import { test } from "@fast-check/vitest";
import { createInspector } from "@statelyai/inspect";
import * as fc from "fast-check";
import { describe, expect } from "vitest";
import { createActor } from "xstate";

import { sizeOf } from "../src/session/bounded-json.ts";
import {
  type ActorBranch,
  actorOf,
  actorTree,
  definitionOf,
  emptySession,
  type InspectionMessage,
  type InspectionSession,
  liveSession,
  readInspection,
  receive,
  type SessionLimits,
} from "../src/session/index.ts";
import { protocolMessage } from "./arbitrary-message.ts";
import { orderMachine } from "./order-machine.ts";
import { until } from "./until.ts";

function messageOf(data: unknown): InspectionMessage {
  const read = readInspection(data);
  if (read.type !== "message") throw new Error(read.reason);
  return read.message;
}

const heard = (
  messages: readonly unknown[],
  limits: Partial<SessionLimits> = {},
): InspectionSession =>
  messages.map(messageOf).reduce<InspectionSession>(receive, emptySession(limits));

function frozen<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null) {
    Object.freeze(value);
    for (const inside of Object.values(value)) frozen(inside);
  }
  return value;
}

const smallLimits = fc.record({
  maximumActors: fc.integer({ min: 1, max: 5 }),
  maximumEntries: fc.integer({ min: 0, max: 10 }),
  maximumDefinitions: fc.integer({ min: 0, max: 3 }),
  maximumCharacters: fc.integer({ min: 0, max: 6000 }),
});

const branches = (all: readonly ActorBranch[]): readonly ActorBranch[] =>
  all.flatMap((branch) => [branch, ...branches(branch.children)]);

describe("a session", () => {
  test.prop([fc.array(protocolMessage, { maxLength: 60 }), smallLimits], { numRuns: 500 })(
    "stays within its limits, counts what it holds rightly, and leaves the one before as it was",
    (messages, limits) => {
      let session = frozen(emptySession(limits));
      for (const message of messages.map(messageOf)) {
        session = frozen(receive(session, frozen(message)));
        const texts = Object.values(session.definitions);
        expect(session.actors.length).toBeLessThanOrEqual(limits.maximumActors);
        expect(session.log.length).toBeLessThanOrEqual(limits.maximumEntries);
        expect(texts.length).toBeLessThanOrEqual(limits.maximumDefinitions);
        expect(session.size).toBeLessThanOrEqual(limits.maximumCharacters);
        expect(session.size).toBe(
          [...session.actors, ...session.log].reduce((sum, { size }) => sum + size, 0) +
            texts.reduce((sum, { length }) => sum + length, 0),
        );
        for (const { definition } of session.actors) {
          expect(definition === null || Object.hasOwn(session.definitions, definition)).toBe(true);
        }
        expect(JSON.parse(JSON.stringify(session))).toEqual(session);
      }
      const used = new Set(session.actors.map(({ definition }) => definition));
      for (const name of Object.keys(session.definitions)) expect(used.has(name)).toBe(true);
      expect(session.messages).toBe(messages.length);
    },
    60_000,
  );

  const oneOfEach = fc
    .uniqueArray(protocolMessage, {
      selector: (message) =>
        message.type === "@xstate.actor"
          ? `announced ${message.sessionId}`
          : JSON.stringify(message),
      maxLength: 25,
    })
    .chain((messages) =>
      fc.record({
        messages: fc.constant(messages),
        places: fc.array(fc.nat(), { minLength: messages.length, maxLength: messages.length }),
      }),
    );

  test.prop([oneOfEach], { numRuns: 500 })(
    "has the same actors in whatever order messages are mixed, if each actor's snapshots keep theirs",
    ({ messages, places }) => {
      const shuffled = messages
        .map((message, index) => ({ message, place: places[index] ?? 0 }))
        .toSorted((one, other) => one.place - other.place)
        .map(({ message }) => message);
      // Snapshots go back into the order they had, at the places snapshots of their actor have now.
      const waiting = Map.groupBy(
        messages.filter(({ type }) => type === "@xstate.snapshot"),
        ({ sessionId }) => sessionId,
      );
      const mixed = shuffled.map((message) =>
        message.type === "@xstate.snapshot" ? waiting.get(message.sessionId)?.shift() : message,
      );
      const actorsOf = (session: InspectionSession) =>
        session.actors
          .map(({ firstAt: _first, lastAt: _last, lastMessage: _number, definition, ...rest }) => ({
            ...rest,
            definition: definitionOf(session, { definition }),
          }))
          .toSorted((one, other) => (one.sessionId < other.sessionId ? -1 : 1));
      expect(actorsOf(heard(mixed))).toEqual(actorsOf(heard(messages)));
    },
    60_000,
  );

  test.prop([fc.array(protocolMessage, { maxLength: 40 })])(
    "shows every actor once in its tree, below its parent if that leads to the top",
    (messages) => {
      const session = heard(messages);
      const all = branches(actorTree(session));
      expect(all.map(({ actor }) => actor.sessionId).toSorted()).toEqual(
        session.actors.map(({ sessionId }) => sessionId).toSorted(),
      );
      for (const { actor, children } of all) {
        for (const child of children) expect(child.actor.parentId).toBe(actor.sessionId);
      }
    },
  );

  test("forgets who ended before who lives, and definitions nobody has any more", () => {
    const actor = (sessionId: string, status: string) => ({
      type: "@xstate.actor",
      sessionId,
      definition: `{"id":"${sessionId}"}`,
      snapshot: { status, value: "a" },
    });
    const session = heard(
      [
        actor("old", "active"),
        actor("ended", "done"),
        actor("new", "active"),
        actor("newer", "active"),
      ],
      { maximumActors: 3 },
    );
    expect(session.actors.map(({ sessionId }) => sessionId)).toEqual(["old", "new", "newer"]);
    expect(Object.values(session.definitions)).not.toContain(`{"id":"ended"}`);
    expect(Object.keys(session.definitions)).toHaveLength(3);
  });

  test("begins an actor anew that is announced again", () => {
    const announced = {
      type: "@xstate.actor",
      sessionId: "x:0",
      snapshot: { status: "active", value: "a" },
    };
    const moved = {
      type: "@xstate.snapshot",
      sessionId: "x:0",
      event: { type: "GO" },
      snapshot: { status: "done", value: "b" },
    };
    const before = heard([announced, moved]);
    expect(actorOf(before, "x:0")).toMatchObject({ value: "b", status: "done", snapshots: 1 });
    const again = receive(before, messageOf(announced));
    expect(actorOf(again, "x:0")).toMatchObject({
      value: "a",
      status: "active",
      snapshots: 0,
      lastEvent: null,
    });
    expect(again.actors).toHaveLength(1);
  });
});

describe("a session with a real machine of another house", () => {
  test("knows its actors, where they stand, and what went between them", async () => {
    const messages: { readonly type?: string; readonly event?: { readonly type: string } }[] = [];
    const heardOf = (event: string) => () =>
      messages.some(
        (message) => message.type === "@xstate.snapshot" && message.event?.type === event,
      );
    const inspector = createInspector({
      send: (message) => messages.push(JSON.parse(JSON.stringify(message))),
    });
    const actor = createActor(orderMachine(), { inspect: inspector.inspect });
    actor.start();
    actor.send({ type: "SUBMIT" });
    await until("the stock is known", heardOf("xstate.done.actor.stock"));
    actor.send({ type: "SHIP" });
    await until("the order is shipped", heardOf("SHIP"));
    const session = heard(messages);
    const { sessionId } = actor;
    const order = actorOf(session, sessionId);
    expect(order).toMatchObject({
      name: "order",
      value: "ready",
      previousValue: "ready",
      context: { sent: 1 },
      lastEvent: { type: "SHIP" },
    });
    expect(order?.parentId).toBeNull();
    expect(JSON.parse(definitionOf(session, order ?? { definition: null }) ?? "")).toMatchObject({
      id: "order",
      initial: "cart",
    });
    const [top] = actorTree(session);
    expect(top?.children.map(({ actor: child }) => [child.name, child.status])).toEqual([
      ["payment", "done"],
      ["stock", "done"],
    ]);
    const payment = session.actors.find(({ name }) => name === "payment");
    const sent = session.log.flatMap((entry) =>
      entry.kind === "event" ? [[entry.from, entry.to, entry.event.type]] : [],
    );
    expect(sent).toContainEqual([sessionId, payment?.sessionId, "PAY"]);
    expect(sent).toContainEqual([payment?.sessionId, sessionId, "xstate.done.actor.payment"]);
    expect(sent).toContainEqual([null, sessionId, "SUBMIT"]);
    const states = session.log.flatMap((entry) =>
      entry.kind === "state" && entry.actor === sessionId ? [entry.value] : [],
    );
    expect(states).toEqual(["cart", "paying", "checking", "ready"]);
  });
});

describe("a live session", () => {
  test("tells each subscriber of each change, whatever another one throws", () => {
    const live = liveSession();
    const calls: string[] = [];
    const note = () => calls.push("note");
    const ends = [
      live.subscribe(() => {
        throw new Error("theirs");
      }),
      live.subscribe(note),
      live.subscribe(note),
    ];
    const before = live.current();
    expect(live.current()).toBe(before);
    live.receive(messageOf({ type: "@xstate.actor", sessionId: "x:0" }));
    expect(calls).toHaveLength(2);
    expect(live.current().actors).toHaveLength(1);
    ends[1]?.();
    live.reset();
    expect(calls).toHaveLength(3);
    expect(live.current().actors).toEqual([]);
  });

  test("counts sizes as JSON has them, roughly", () => {
    const value = { a: [1, "two", null], b: { c: true } };
    expect(sizeOf(value)).toBeGreaterThan(JSON.stringify(value).length / 2);
    expect(sizeOf(value)).toBeLessThan(JSON.stringify(value).length * 3);
  });
});
