import { TenureError } from "@tenure/engine";
import { type FeedItem, inspectFeed, readDefinition } from "@tenure/inspector";
import { emptySession, readInspection, receive } from "@tenure/inspector/session";
import { machines } from "@tenure/machine";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createActor } from "xstate";

import { House } from "./reconciling/house.ts";

const timeout = 120_000;

let house: House;
beforeEach(() => {
  house = new House();
});
afterEach(() => house.stop());

/** Reads a feed until something is so. */
async function take(
  feed: AsyncIterableIterator<FeedItem, undefined>,
  isEnough: (items: readonly FeedItem[]) => boolean,
): Promise<readonly FeedItem[]> {
  const items: FeedItem[] = [];
  while (!isEnough(items)) {
    const { value } = await feed.next();
    if (value === undefined) break;
    items.push(value);
  }
  await feed.return?.();
  return items;
}

const changesIn = (items: readonly FeedItem[]): readonly FeedItem[] =>
  items.filter(({ cursor }) => cursor !== undefined);

async function historyOf(key: string) {
  return house.engine.history(key, { limit: 1000 });
}

/** A purchase that went through, and is at rest. */
async function purchased(): Promise<string> {
  return house.activeSubscription();
}

describe("the feed of subscriptions", () => {
  test(
    "tells of each subscription what its history tells, in the protocol's own messages",
    async () => {
      const [one, other] = [await purchased(), await purchased()];
      const histories = new Map([
        [one, await historyOf(one)],
        [other, await historyOf(other)],
      ]);
      const total = [...histories.values()].reduce((sum, { length }) => sum + length, 0);
      const feed = inspectFeed(house.engine, { from: "start", redact: false });
      const items = await take(feed, (so) => changesIn(so).length === total);
      for (const [key, history] of histories) {
        const own = items
          .map(({ message }) => message)
          .filter(({ sessionId }) => sessionId === key);
        const [actor, ...rest] = own;
        expect(actor).toMatchObject({
          type: "@xstate.actor",
          rootId: key,
          name: key,
          snapshot: { value: { lifecycle: "new" } },
        });
        expect(rest.map(({ type }) => type)).toEqual(
          history.flatMap(() => ["@xstate.event", "@xstate.snapshot"]),
        );
        expect(
          rest.flatMap((message) => (message.type === "@xstate.event" ? [message.event] : [])),
        ).toEqual(history.map(({ event }) => event));
        for (const [index, message] of rest.entries()) {
          if (message.type !== "@xstate.snapshot") continue;
          const { value, context } = await house.engine.at(key, (index + 1) / 2);
          expect(message.snapshot).toMatchObject({ status: "active", value });
          expect(message.snapshot.context).toEqual(context);
          expect(message.createdAt).toBe(String(history[(index - 1) / 2]?.at));
        }
        for (const { _version: version } of own) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
      }
    },
    timeout,
  );

  test(
    "carries the machine's definition, from which its chart is read, and snapshots XState can start from",
    async () => {
      const key = await purchased();
      const [item] = await take(
        inspectFeed(house.engine, { keys: [key], redact: false }),
        (so) => so.length === 1,
      );
      if (item?.message.type !== "@xstate.actor") throw new Error("no actor was announced");
      const read = readDefinition(item.message.definition);
      const live = readDefinition(machines.subscription.config);
      if (read.type === "refused" || live.type === "refused")
        throw new Error("a definition was refused");
      expect(read.graph).toEqual(live.graph);
      const { snapshot } = item.message;
      expect(snapshot.value).toEqual({ lifecycle: "active", request: { none: "idle" } });
      const actor = createActor(machines.subscription, {
        input: undefined,
        snapshot: machines.subscription.resolveState(
          snapshot as Parameters<typeof machines.subscription.resolveState>[0],
        ),
      });
      expect(actor.getSnapshot().matches({ lifecycle: "active" })).toBe(true);
    },
    timeout,
  );

  test(
    "is understood by the inspector of this house like any other machine's",
    async () => {
      const key = await purchased();
      const total = (await historyOf(key)).length;
      const items = await take(
        inspectFeed(house.engine, { from: "start" }),
        (so) => changesIn(so).length === total,
      );
      const session = items.reduce((before, { message }) => {
        const read = readInspection(JSON.stringify(message));
        return read.type === "message" ? receive(before, read.message) : before;
      }, emptySession());
      expect(session.messages).toBe(items.length);
      const [actor] = session.actors;
      expect(actor).toMatchObject({
        sessionId: key,
        value: { lifecycle: "active", request: { none: "idle" } },
        lastEvent: { type: "request.approved" },
      });
      const read = readDefinition(session.definitions[actor?.definition ?? ""]);
      if (read.type === "refused") throw new Error(read.refusal.message);
      const ids = read.graph.root.children.flatMap(({ children }) => children.map(({ id }) => id));
      expect(ids).toContain("lifecycle.active");
    },
    timeout,
  );

  test(
    "gives away nothing that is not known to be harmless, unless told to",
    async () => {
      const total = (await historyOf(await purchased())).length;
      const secrets = ["admin@example.com", "V-1"];
      const shown = async (redact?: boolean) =>
        JSON.stringify(
          await take(
            inspectFeed(house.engine, { from: "start", ...(redact !== undefined && { redact }) }),
            (so) => changesIn(so).length === total,
          ),
        );
      const [redacted, plain] = [await shown(), await shown(false)];
      for (const secret of secrets) {
        expect(plain).toContain(secret);
        expect(redacted).not.toContain(secret);
      }
      expect(redacted).toContain("request.approved");
      expect(redacted).toContain("[redacted]");
    },
    timeout,
  );

  test(
    "goes on behind any cursor, without a gap and without a repetition",
    async () => {
      const key = await purchased();
      const total = (await historyOf(key)).length;
      const all = await take(
        inspectFeed(house.engine, { from: "start" }),
        (so) => changesIn(so).length === total,
      );
      const changes = changesIn(all);
      for (const [index, { cursor }] of changes.slice(0, -1).entries()) {
        if (cursor === undefined) continue;
        const rest = await take(
          inspectFeed(house.engine, { after: cursor }),
          (so) => changesIn(so).length === total - index - 1,
        );
        expect(changesIn(rest)).toEqual(changes.slice(index + 1));
        expect(rest[0]?.message.type).toBe("@xstate.actor");
      }
    },
    timeout,
  );

  test(
    "is of the chosen subscriptions only, announces them at once, and announces anew whom it forgot",
    async () => {
      const [one, other] = [await purchased(), await purchased()];
      const chosen = await take(
        inspectFeed(house.engine, { keys: [other, "unknown", other] }),
        (so) => so.length === 1,
      );
      expect(chosen.map(({ message }) => [message.type, message.sessionId])).toEqual([
        ["@xstate.actor", other],
      ]);
      const versions: number[] = [];
      const filtered = await take(
        inspectFeed(house.engine, {
          from: "start",
          redact: false,
          filter: ({ key, entry }) => {
            if (key === one) versions.push(entry.version);
            return key === one && entry.version !== 2;
          },
        }),
        (so) => changesIn(so).length === 3,
      );
      expect(versions.slice(0, 4)).toEqual([1, 2, 3, 4]);
      for (const { message } of filtered) expect(message.sessionId).toBe(one);
      const last = filtered.at(-1)?.message;
      const { value } = await house.engine.at(one, 4);
      expect(last).toMatchObject({ type: "@xstate.snapshot", snapshot: { value } });
      const total = (await historyOf(one)).length + (await historyOf(other)).length;
      const forgetful = await take(
        inspectFeed(house.engine, { from: "start", maximumRemembered: 1 }),
        (so) => changesIn(so).length === total,
      );
      const announced = forgetful.filter(({ message }) => message.type === "@xstate.actor");
      expect(announced.length).toBeGreaterThanOrEqual(2);
    },
    timeout,
  );

  test(
    "ends when its signal aborts, also while it waits",
    async () => {
      await house.start("deaf");
      const ended = new AbortController();
      const feed = inspectFeed(house.engine, { signal: ended.signal });
      const waiting = feed.next();
      ended.abort();
      expect(await waiting).toEqual({ done: true, value: undefined });
    },
    timeout,
  );

  test(
    "fails with the engine's error, and with the store's",
    async () => {
      await house.start("deaf");
      const { engine } = house;
      const feed = inspectFeed(engine, { keys: [""] });
      await expect(feed.next()).rejects.toThrow(TenureError);
      await house.stop();
      expect(() => inspectFeed(engine)).toThrow(TenureError);
    },
    timeout,
  );
});
