import { once } from "node:events";
import { createServer } from "node:http";

import { test } from "@fast-check/vitest";
import { createWebSocketInspector } from "@statelyai/inspect";
import { virtualClock } from "@tenure/engine";
import * as fc from "fast-check";
import { describe, expect } from "vitest";
import { createActor } from "xstate";

import { inspectorEndpoint, type InspectedClient, type InspectorUpdate } from "../src/index.ts";
import { actorTree, definitionOf, type InspectionSession, receive } from "../src/session/index.ts";
import { hostileMessage, protocolMessage } from "./arbitrary-message.ts";
import { orderMachine } from "./order-machine.ts";
import { connected, served, statusOf } from "./served-endpoint.ts";
import { until } from "./until.ts";

const timeout = 120_000;

const snapshot = (sessionId: string, value: string) =>
  JSON.stringify({
    type: "@xstate.snapshot",
    sessionId,
    event: { type: "GO" },
    snapshot: { status: "active", value },
  });

const sessionIdsOf = (client: InspectedClient | undefined): readonly string[] =>
  client?.session.actors.map(({ sessionId }) => sessionId) ?? [];

describe("the endpoint", () => {
  test(
    "hears from an unmodified inspector which actors a machine has, how they stand, and what they say",
    async () => {
      await using place = await served();
      const inspector = createWebSocketInspector({ url: place.url });
      const actor = createActor(orderMachine(), { inspect: inspector.inspect });
      actor.start();
      actor.send({ type: "SUBMIT" });
      const session = (): InspectionSession | undefined => place.endpoint.clients()[0]?.session;
      const valueOf = () => session()?.actors.find(({ name }) => name === "order")?.value;
      await until("the order is ready", () => valueOf() === "ready");
      actor.send({ type: "SHIP" });
      await until("the order is shipped", () => session()?.actors[0]?.lastEvent?.type === "SHIP");
      const heard = session();
      if (heard === undefined) throw new Error("nothing was heard");
      const [top] = actorTree(heard);
      expect(top?.actor).toMatchObject({
        name: "order",
        value: "ready",
        context: { sent: 1 },
        isAnnounced: true,
      });
      expect(top?.children.map((child) => child.actor.name)).toEqual(["payment", "stock"]);
      expect(
        JSON.parse(definitionOf(heard, top?.actor ?? { definition: null }) ?? "{}"),
      ).toMatchObject({ id: "order", states: { cart: {} } });
      expect(place.endpoint.clients()).toMatchObject([{ refused: 0, closedAt: null }]);
      inspector.stop();
      await until("it left", () => place.endpoint.clients()[0]?.closedAt !== null);
      expect(place.endpoint.clients()[0]?.session).toEqual(heard);
    },
    timeout,
  );

  test.prop(
    [fc.array(protocolMessage, { minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 6 })],
    { numRuns: 20 },
  )(
    "gives readers, slow ones too, what makes the very same sessions of their own",
    async (messages, maximumWaitingUpdates) => {
      await using place = await served({ maximumWaitingUpdates });
      const ended = new AbortController();
      const follow = async (
        pause: () => Promise<unknown>,
      ): Promise<Map<string, InspectionSession>> => {
        let sessions = new Map<string, InspectionSession>();
        const apply = (update: InspectorUpdate): void => {
          const news = JSON.parse(JSON.stringify(update)) as InspectorUpdate;
          if (news.type === "state")
            sessions = new Map(news.clients.map((client) => [client.id, client.session]));
          if (news.type === "opened") sessions.set(news.client.id, news.client.session);
          if (news.type === "message") {
            const session = sessions.get(news.id);
            if (session === undefined) throw new Error("a message of nobody");
            sessions.set(news.id, receive(session, news.message));
          }
        };
        for await (const update of place.endpoint.updates({ signal: ended.signal })) {
          apply(update);
          await pause();
        }
        return sessions;
      };
      const quick = follow(async () => undefined);
      let release = (): void => undefined;
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      const slow = follow(() => held);
      const socket = await connected(place.url);
      for (const message of messages) socket.send(JSON.stringify(message));
      await until(
        "all is heard",
        () => place.endpoint.clients()[0]?.session.messages === messages.length,
      );
      release();
      await new Promise((resolve) => setImmediate(resolve));
      ended.abort();
      const truth = new Map(place.endpoint.clients().map(({ id, session }) => [id, session]));
      expect(await quick).toEqual(truth);
      expect(await slow).toEqual(truth);
      socket.terminate();
    },
    timeout,
  );

  test.prop([fc.array(hostileMessage, { maxLength: 30 })], { numRuns: 20 })(
    "goes on after whatever anybody sends, for them and for others",
    async (messages) => {
      await using place = await served();
      const [good, bad] = [await connected(place.url), await connected(place.url)];
      for (const message of messages) {
        const text =
          typeof message === "string"
            ? message
            : JSON.stringify(message, (_key, value: unknown) =>
                typeof value === "bigint" ? String(value) : value,
              );
        bad.send(text ?? "");
      }
      bad.send(Buffer.from([0, 1, 2]), { binary: true });
      bad.send(snapshot("last", "b"));
      good.send(snapshot("x:0", "a"));
      const heard = (index: number, id: string) => () =>
        sessionIdsOf(place.endpoint.clients()[index]).includes(id);
      await until("the good one is heard", heard(0, "x:0"));
      await until("the bad one is heard", heard(1, "last"));
      expect(place.endpoint.clients()[1]?.refused).toBeGreaterThan(0);
      expect(place.endpoint.clients()[0]).toMatchObject({ refused: 0, closedAt: null });
      for (const socket of [good, bad]) socket.terminate();
    },
    timeout,
  );

  test(
    "closes a connection whose message is larger than may be, and no other",
    async () => {
      await using place = await served({ maximumMessageBytes: 10_000 });
      const [good, bad] = [await connected(place.url), await connected(place.url)];
      bad.send("x".repeat(20_000));
      const [code] = await once(bad, "close");
      expect(code).toBe(1009);
      good.send(snapshot("x:0", "a"));
      await until(
        "the good one is heard",
        () => place.endpoint.clients()[0]?.session.messages === 1,
      );
      good.terminate();
    },
    timeout,
  );

  test(
    "turns away more than may be connected, and remembers only the last ones that left",
    async () => {
      await using place = await served({ maximumClients: 2, maximumEnded: 1 });
      const updates = place.endpoint.updates();
      const types = [(await updates.next()).value?.type];
      const sockets = [await connected(place.url), await connected(place.url)];
      expect(await statusOf(place.url)).toBe(503);
      for (const socket of sockets) {
        const closed = once(socket, "close");
        socket.close();
        await closed;
      }
      await until("both left", () =>
        place.endpoint.clients().every(({ closedAt }) => closedAt !== null),
      );
      expect(place.endpoint.clients().map(({ id }) => id)).toEqual(["2"]);
      const third = await connected(place.url);
      expect(place.endpoint.clients().map(({ id }) => id)).toEqual(["2", "3"]);
      for await (const update of updates) {
        types.push(update.type);
        if (update.type === "opened" && update.client.id === "3") break;
      }
      expect(types).toEqual([
        "state",
        "opened",
        "opened",
        "closed",
        "closed",
        "forgotten",
        "opened",
      ]);
      third.terminate();
    },
    timeout,
  );

  test(
    "reads a connection that sends too fast more slowly, and loses nothing of it",
    async () => {
      const clock = virtualClock();
      await using place = await served({ clock, messagesPerSecond: 10 });
      const socket = await connected(place.url);
      const filler = "x".repeat(60_000);
      for (let index = 0; index < 60; index += 1) {
        socket.send(
          JSON.stringify({
            type: "@xstate.event",
            sessionId: "x:0",
            event: { type: `E${index}`, filler },
          }),
        );
      }
      const heard = () => place.endpoint.clients()[0]?.session.messages ?? 0;
      await until("some is heard", () => heard() >= 10);
      for (let turn = 0; turn < 50; turn += 1)
        await new Promise((resolve) => setImmediate(resolve));
      expect(heard()).toBeLessThan(30);
      for (let second = 0; second < 30 && heard() < 60; second += 1) {
        await clock.advance(1000);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      await until("all is heard", () => heard() === 60);
      const events = place.endpoint
        .clients()[0]
        ?.session.log.flatMap((entry) => (entry.kind === "event" ? [entry.event.type] : []));
      expect(events).toEqual(Array.from({ length: 60 }, (_, index) => `E${index}`));
      socket.terminate();
    },
    timeout,
  );

  test(
    "ends a connection that no longer answers, and keeps one that does",
    async () => {
      const clock = virtualClock();
      await using place = await served({ clock, heartbeatMilliseconds: 1000 });
      const [alive, dead] = [
        await connected(place.url),
        await connected(place.url, { autoPong: false }),
      ];
      const pinged = Promise.all([once(alive, "ping"), once(dead, "ping")]);
      await clock.advance(1000);
      await pinged;
      alive.send(snapshot("x:0", "a"));
      await until("it is heard", () => place.endpoint.clients()[0]?.session.messages === 1);
      const closed = once(dead, "close");
      await clock.advance(1000);
      await closed;
      expect(place.endpoint.clients().map(({ closedAt }) => closedAt !== null)).toEqual([
        false,
        true,
      ]);
      alive.terminate();
    },
    timeout,
  );

  test(
    "connects whom another let in, on any path and without its own token, while it has room",
    async () => {
      const server = createServer();
      await using place = await served({ token: "correct-horse-battery" }, server);
      const endpoint = inspectorEndpoint({ maximumClients: 1, token: "another-horse-battery" });
      const taken: boolean[] = [];
      server.removeAllListeners("upgrade");
      server.on("upgrade", (request, socket, head) => {
        const isTaken = endpoint.accept(request, socket, head);
        taken.push(isTaken);
        if (!isTaken) socket.end("HTTP/1.1 503 Full\r\nConnection: close\r\n\r\n");
      });
      const url = `ws://127.0.0.1:${place.port}/elsewhere`;
      const socket = await connected(url);
      socket.send(snapshot("x:0", "a"));
      await until("it is heard", () => endpoint.clients()[0]?.session.messages === 1);
      expect(await statusOf(url)).toBe(503);
      const closed = once(socket, "close");
      await endpoint.close();
      await closed;
      expect(await statusOf(url)).toBe(503);
      expect(taken).toEqual([true, false, false]);
    },
    timeout,
  );

  test(
    "ends its readers and connections when it is closed",
    async () => {
      const server = createServer();
      await using place = await served({}, server);
      const socket = await connected(place.url);
      const updates = place.endpoint.updates();
      await updates.next();
      const waiting = updates.next();
      const closed = once(socket, "close");
      await place.endpoint.close();
      expect(await waiting).toEqual({ done: true, value: undefined });
      expect(await place.endpoint.updates().next()).toEqual({ done: true, value: undefined });
      await closed;
      expect(server.listenerCount("upgrade")).toBe(0);
    },
    timeout,
  );
});
