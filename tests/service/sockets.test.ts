import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";

import { describe, expect, test } from "vitest";

import { EventReader, type ServerEvent } from "./event-reader.ts";
import { eventually } from "./eventually.ts";
import { bareSocket, onAPort, type OnAPort } from "./on-a-port.ts";
import { scriptedPlatform } from "./scripted-platform.ts";

const adopt = async ({ engine }: OnAPort, key: string) =>
  engine.send(key, { type: "subscription.adopted", status: "active", forced: true });

const versionsIn = (events: readonly ServerEvent[]) =>
  events
    .filter(({ event }) => event === "change")
    .map(({ data }) => (JSON.parse(data) as { version: number }).version);

describe("live changes over a socket", () => {
  test("are seen once and in order by a reader whose connection is cut again and again", async () => {
    const there = await onAPort();
    const total = 400;
    const writing = (async () => {
      for (let count = 0; count < total; count += 1) {
        await adopt(there, "AS-1");
        if (count % 40 === 0) await pause(5);
      }
    })();
    const seen: number[] = [];
    let lastId: string | undefined;
    while (seen.length < total) {
      const cut = new AbortController();
      const response = await fetch(`${there.url}/api/v1/changes?from=start`, {
        signal: cut.signal,
        headers: lastId === undefined ? {} : { "last-event-id": lastId },
      });
      const reader = new EventReader(response.body);
      const reads = 1 + Math.floor(Math.random() * 60);
      for (let count = 0; count < reads && seen.length < total; count += 1) {
        const event = await reader.next();
        if (event === undefined) break;
        lastId = event.id;
        seen.push(...versionsIn([event]));
      }
      cut.abort();
    }
    await writing;
    expect(seen).toEqual(Array.from({ length: total }, (_, index) => index + 1));
  });

  test("end the connection of a reader that does not read, which misses nothing when it comes back", async () => {
    const there = await onAPort({ stalledTimeoutMilliseconds: 1000 });
    const total = 9000;
    // Long keys: the operating system takes some megabytes before it takes no more.
    const longKey = "x".repeat(240);
    for (let count = 0; count < total; count += 1) void adopt(there, `${longKey}${count}`);
    await there.engine.idle();
    let loads = 0;
    const get = there.engine.get.bind(there.engine);
    there.engine.get = async (key) => {
      loads += 1;
      return get(key);
    };
    const { socket, text, closed } = bareSocket(there.port);
    socket.write("GET /api/v1/changes?from=start HTTP/1.1\r\nHost: localhost\r\n\r\n");
    await eventually(text).toContain("event: change");
    socket.pause();
    await pause(700);
    // What was read ahead is what the buffers of the operating system took, and no more of it comes.
    const readAhead = loads;
    await pause(300);
    expect(loads).toBe(readAhead);
    expect(loads).toBeLessThan(total);
    await pause(1400);
    socket.resume();
    await closed;
    const whole = text().slice(0, text().lastIndexOf("\n\n"));
    const lastId = [...whole.matchAll(/^id: (?<id>\d+)$/gmu)].at(-1)?.groups?.["id"] ?? "";
    expect(Number(lastId)).toBeGreaterThan(0);
    expect(Number(lastId)).toBeLessThan(total);
    const response = await fetch(`${there.url}/api/v1/changes`, {
      headers: { "last-event-id": lastId },
    });
    const reader = new EventReader(response.body);
    const ids: number[] = [];
    while (ids.at(-1) !== total) {
      const event = await reader.next();
      if (event?.event === "change") ids.push(Number(event.id));
    }
    await reader.hangUp();
    expect(ids).toEqual(
      Array.from({ length: total - Number(lastId) }, (_, index) => Number(lastId) + 1 + index),
    );
  });
});

describe("a client that dawdles or lies", () => {
  test.each([
    [
      "sends its headers drop by drop",
      "GET /api/v1/caller HTTP/1.1\r\nHost: localhost\r\n",
      "X-A: b\r\n",
    ],
    [
      "sends its body drop by drop",
      "POST /api/v1/pause HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n",
      " ",
    ],
  ])("is cut off when it %s", async (_, start, drop) => {
    const there = await onAPort({ arrivalTimeoutMilliseconds: 1000 });
    const { socket, text, closed } = bareSocket(there.port);
    socket.write(start);
    const dripping = setInterval(() => socket.write(drop), 100);
    await closed;
    clearInterval(dripping);
    expect(text()).toMatch(/^(?:HTTP\/1\.1 408 .*)?/u);
    expect((await fetch(`${there.url}/healthz`)).status).toBe(200);
  });

  test.each([
    ["rubbish", "\u0000\u0001\u0002 rubbish\r\n\r\n", "400"],
    ["no host", "GET /api/v1/caller HTTP/1.1\r\n\r\n", "400"],
    ["a host that is none", "GET /api/v1/caller HTTP/1.1\r\nHost: a b\r\n\r\n", "400"],
    [
      "another host in its target",
      "GET http://localhost/api/v1/caller HTTP/1.1\r\nHost: evil.example\r\n\r\n",
      "403",
    ],
    [
      "another target than its host",
      "GET http://evil.example/api/v1/caller HTTP/1.1\r\nHost: localhost\r\n\r\n",
      "403",
    ],
    [
      "two lengths",
      "POST /api/v1/pause HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}",
      "400",
    ],
    [
      "a length and chunks",
      "POST /api/v1/pause HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      "400",
    ],
    [
      "headers without an end",
      `GET / HTTP/1.1\r\nHost: localhost\r\nX-A: ${"x".repeat(40_000)}\r\n\r\n`,
      "431",
    ],
    ["a path that leads out", "GET /../../package.json HTTP/1.1\r\nHost: localhost\r\n\r\n", "404"],
    [
      "an encoded path that leads out",
      "GET /assets/..%2f..%2fpackage.json HTTP/1.1\r\nHost: localhost\r\n\r\n",
      "404",
    ],
  ])("is turned away with %s", async (_, request, status) => {
    const there = await onAPort();
    const { socket, text } = bareSocket(there.port);
    socket.write(request);
    await eventually(text).toMatch(/^HTTP/u);
    expect(text().split(" ")[1]).toBe(status);
    expect(text()).not.toMatch(/\n\s+at |node:internal|\/work\//u);
    expect((await fetch(`${there.url}/healthz`)).status).toBe(200);
  });

  test("is turned away with a body that is larger than allowed, however it is sent", async () => {
    const there = await onAPort({ maximumBodyBytes: 1000 });
    const post = async (body: RequestInit["body"]) =>
      fetch(`${there.url}/api/v1/pause`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: body ?? null,
        duplex: "half",
      });
    const large = JSON.stringify({ reason: "x".repeat(5000) });
    expect((await post(large)).status).toBe(413);
    let sent = 0;
    const stream = new ReadableStream({
      pull(controller) {
        sent += 1;
        if (sent > 200) controller.close();
        else controller.enqueue(new TextEncoder().encode("x".repeat(500)));
      },
    });
    const answer = await post(stream).then(
      ({ status }) => status,
      () => "cut off",
    );
    expect([413, "cut off"]).toContain(answer);
    expect((await post(JSON.stringify({ reason: "small" }))).status).toBe(200);
  });

  test("does not keep others out when it holds more connections than are allowed", async () => {
    const there = await onAPort({ connections: 5, arrivalTimeoutMilliseconds: 1000 });
    const held = Array.from({ length: 20 }, () => bareSocket(there.port));
    for (const { socket } of held) socket.write("GET / HTTP/1.1\r\n");
    await Promise.all(held.map(({ closed }) => closed));
    expect((await fetch(`${there.url}/healthz`)).status).toBe(200);
  });
});

describe("the end of the service", () => {
  test("waits for what is under way, ends streams, and takes nothing more", async () => {
    const platform = scriptedPlatform("connect");
    const asked = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<void>();
    platform.truth = async () => {
      asked.resolve();
      await answer.promise;
      return { facts: [] };
    };
    const there = await onAPort({}, [platform]);
    await adopt(there, "AS-1");
    const streaming = await fetch(`${there.url}/api/v1/changes?from=start`);
    const reader = new EventReader(streaming.body);
    await reader.next();
    const post = (path: string, body: object) =>
      fetch(`${there.url}/api/v1${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", "idempotency-key": randomUUID() },
        body: JSON.stringify(body),
      });
    const working = post("/subscriptions/AS-1/reconcile", {});
    await asked.promise;
    const stopped = there.stop();
    while ((await reader.next()) !== undefined);
    await expect(fetch(`${there.url}/healthz`)).rejects.toThrow(TypeError);
    answer.resolve();
    expect((await working).status).toBe(200);
    await stopped;
    await expect(there.engine.get("AS-1")).rejects.toThrow("stopped");
  });

  test("comes by its deadline even if somebody never finishes", async () => {
    const there = await onAPort();
    const { socket, closed } = bareSocket(there.port);
    socket.write("POST /api/v1/pause HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n{");
    await pause(100);
    await there.stop();
    await closed;
    await expect(fetch(`${there.url}/healthz`)).rejects.toThrow(TypeError);
  });

  test("leaves nothing open when the address was taken", async () => {
    const first = await onAPort();
    await expect(onAPort({ port: first.port })).rejects.toThrow("EADDRINUSE");
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
  });
});
