import { createWebSocketReceiver } from "@statelyai/inspect";
import { expect, test } from "vitest";

import { freePort } from "../inspector/free-port.ts";
import { relayProcess } from "../inspector/relay-process.ts";
import { eventually } from "./eventually.ts";
import { onAPort } from "./on-a-port.ts";

test("subscriptions of every tenant are told to Stately's own relay, redacted, until the service ends", async () => {
  const port = await freePort();
  await using relay = await relayProcess(port);
  const received: unknown[] = [];
  const url = `ws://127.0.0.1:${relay.port}`;
  createWebSocketReceiver({ server: url }).subscribe((message) => void received.push(message));
  const there = await onAPort({}, undefined, { inspector: { relay: { url } } });
  for (const key of ["AS-1", "acme:AS-2"]) {
    const request = {
      id: `PR-${key}`,
      type: "purchase",
      parameters: { email: "jane@example.com" },
    };
    await there.engine.send(key, { type: "request.pending", request } as never);
  }
  const told = () => JSON.stringify(received);
  await eventually(told).toContain('"sessionId":"AS-1"');
  await eventually(told).toContain('"sessionId":"acme:AS-2"');
  expect(told()).toContain("request.pending");
  expect(told()).not.toContain("jane@example.com");
  await there.stop();
});

test("a relay that is not there keeps the service from nothing, not from its end either", async () => {
  const url = `ws://127.0.0.1:${await freePort()}`;
  const there = await onAPort({}, undefined, { inspector: { relay: { url } } });
  expect((await fetch(`${there.url}/readyz`)).status).toBe(200);
  await there.stop();
});
