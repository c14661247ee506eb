import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";

import type { InspectorUpdate } from "@tenure/inspector";
import { describe, expect, test } from "vitest";

import { eventually } from "./eventually.ts";
import { house } from "./house.ts";
import { messagesOf } from "./message-reader.ts";
import { bareSocket, inspectUrl, onAPort } from "./on-a-port.ts";
import { problemIn } from "./problem-in.ts";

describe("the updates of the inspector", () => {
  test("write a heartbeat while nothing happens, and give back their slot when the reader leaves", async () => {
    const { ask, slots } = await house({ heartbeatMilliseconds: 10, streams: 1 });
    expect((await ask("/inspector/updates", { method: "HEAD" })).status).toBe(200);
    const updates = messagesOf((await ask("/inspector/updates")).body);
    await updates.next();
    expect((await problemIn(await ask("/inspector/updates"))).code).toBe("too_many_streams");
    await updates.comment();
    expect(slots.taken).toBe(1);
    await updates.hangUp();
    expect(slots.taken).toBe(0);
  });

  test("hold little for a reader that does not read, which gets the whole state when it comes back", async () => {
    const there = await onAPort({ stalledTimeoutMilliseconds: 600 });
    const { socket, text, closed } = bareSocket(there.port);
    socket.write("GET /api/v1/inspector/updates HTTP/1.1\r\nHost: localhost\r\n\r\n");
    await eventually(text).toContain('"state"');
    socket.pause();
    const sender = new WebSocket(inspectUrl(there));
    await once(sender, "open");
    const event = { type: "FILL", text: "x".repeat(100_000) };
    const message = { type: "@xstate.event", sessionId: "x:0", event, createdAt: "0" };
    const streams = async () => {
      const metrics = await (await fetch(`${there.url}/metrics`)).text();
      return /^tenure_http_streams (?<count>\d+)$/mu.exec(metrics)?.groups?.["count"];
    };
    expect(await streams()).toBe("1");
    let sent = 0;
    // The operating systems' buffers take some of it before anything stalls.
    while ((await streams()) === "1" && sent < 2000) {
      for (let count = 0; count < 100; count += 1) sender.send(JSON.stringify(message));
      sent += 100;
      await eventually(() => sender.bufferedAmount).toBe(0);
      await pause(800);
    }
    expect(await streams()).toBe("0");
    socket.resume();
    await closed;
    const messages = async () => {
      const again = messagesOf<InspectorUpdate>(
        (await fetch(`${there.url}/api/v1/inspector/updates`)).body,
      );
      const state = await again.next();
      await again.hangUp();
      return state?.type === "state" ? state.clients[0]?.session.messages : state;
    };
    await eventually(messages).toBe(sent);
    expect(text().length).toBeLessThan(sent * 100_000);
    sender.close();
  });
});
