import { createWebSocketReceiver } from "@statelyai/inspect";
import { relayFeed } from "@tenure/inspector";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { freePort } from "./inspector/free-port.ts";
import { relayProcess } from "./inspector/relay-process.ts";
import { House } from "./reconciling/house.ts";

const timeout = 120_000;

let house: House;
beforeEach(() => {
  house = new House();
});
afterEach(() => house.stop());

interface Received {
  readonly type: string;
  readonly sessionId: string;
  readonly event?: { readonly type: string };
  readonly snapshot?: { readonly value: unknown };
}

/** What an unmodified receiver hears from a relay. */
function receiverOf(port: number): readonly Received[] {
  const received: Received[] = [];
  createWebSocketReceiver({ server: `ws://127.0.0.1:${port}` }).subscribe((message) => {
    received.push(message as unknown as Received);
  });
  return received;
}

async function until(what: string, isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 5000; tries += 1) {
    if (isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`never came about: ${what}`);
}

describe("the feed into Stately's own relay", () => {
  test(
    "reaches unmodified receivers, late ones too, and goes on where it was when the relay was killed",
    async () => {
      await house.start("hearing");
      const { asset: one } = await house.purchase();
      await house.until(one, "active");
      const port = await freePort();
      const ended = new AbortController();
      const relayed = relayFeed(house.engine, {
        url: `ws://127.0.0.1:${port}`,
        from: "start",
        retryMilliseconds: 10,
        maximumRetryMilliseconds: 50,
        signal: ended.signal,
      });
      const eventsIn = (received: readonly Received[], key: string) =>
        received.flatMap(({ type, event, sessionId }) =>
          type === "@xstate.event" && sessionId === key && event !== undefined ? [event.type] : [],
        );
      const eventsOf = async (key: string) =>
        (await house.engine.history(key, { limit: 1000 })).map(({ event }): string => event.type);
      {
        await using relay = await relayProcess(port);
        const early = receiverOf(relay.port);
        const told = await eventsOf(one);
        await until("all is told", () => eventsIn(early, one).length >= told.length);
        expect(eventsIn(early, one)).toEqual(told);
        expect(early[0]).toMatchObject({ type: "@xstate.actor", sessionId: one });
        const late = receiverOf(port);
        await until("all is told again", () => late.length === early.length);
        expect(late).toEqual(early);
      }
      const { asset: other } = await house.purchase();
      await house.until(other, "active");
      await using relay = await relayProcess(port);
      const received = receiverOf(relay.port);
      const told = await eventsOf(other);
      await until("the rest is told", () => eventsIn(received, other).length >= told.length);
      expect(eventsIn(received, other)).toEqual(told);
      expect(eventsIn(received, one)).toEqual([]);
      ended.abort();
      await relayed;
    },
    timeout,
  );

  test(
    "stays on this machine unless told otherwise",
    async () => {
      await house.start("deaf");
      const { signal } = new AbortController();
      for (const url of ["ws://relay.example:8080", "http://localhost:8080", "nowhere"]) {
        await expect(relayFeed(house.engine, { url, signal })).rejects.toMatchObject({
          code: "options_invalid",
        });
      }
    },
    timeout,
  );
});
