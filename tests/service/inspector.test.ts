import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";

import { createWebSocketInspector } from "@statelyai/inspect";
import type { InspectorUpdate } from "@tenure/inspector";
import { describe, expect, onTestFinished, test } from "vitest";
import { createActor, createMachine } from "xstate";

import { eventually } from "./eventually.ts";
import { secretOf } from "./house.ts";
import { messagesOf } from "./message-reader.ts";
import { bareSocket, inspectUrl, onAPort, type OnAPort } from "./on-a-port.ts";
import { problemIn, type Problem } from "./problem-in.ts";

const door = createMachine({
  id: "door",
  initial: "shut",
  states: { shut: { on: { OPEN: "open" } }, open: {} },
});

/** Runs a machine of another domain, which tells about itself through the unmodified client. */
function inspected(url: string) {
  const inspector = createWebSocketInspector({ url });
  const actor = createActor(door, { inspect: inspector.inspect });
  actor.start();
  onTestFinished(() => inspector.stop());
  return { send: (type: "OPEN") => actor.send({ type }), stop: () => inspector.stop() };
}

/** What is answered to who wants to connect a socket. */
async function upgraded(
  there: OnAPort,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly problem: () => Promise<Problem> }> {
  const asking = request(`${there.url}${path}`, {
    headers: {
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-version": "13",
      "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
      ...headers,
    },
  });
  asking.end();
  return new Promise((resolve, reject) => {
    asking.once("error", reject);
    asking.once("upgrade", (_, socket) => {
      socket.destroy();
      resolve({ status: 101, problem: async () => Promise.reject(new Error("no problem")) });
    });
    asking.once("response", (message) => {
      const status = message.statusCode ?? 0;
      const problem = async () => {
        const chunks: Buffer[] = [];
        for await (const chunk of message) chunks.push(chunk as Buffer);
        const type = message.headers["content-type"] ?? "";
        return problemIn(
          new Response(Buffer.concat(chunks), { status, headers: { "content-type": type } }),
        );
      };
      resolve({ status, problem });
    });
  });
}

const tokens = (["read", "operate"] as const).flatMap((role) =>
  ["*", "acme"].map((tenant) => ({
    name: `${role}-${tenant}`,
    variable: `${role}-${tenant}`,
    role,
    tenant,
  })),
);
const environment = Object.fromEntries(tokens.map(({ name }) => [name, secretOf(name)]));

describe("a machine of anybody's", () => {
  test("is seen live by whoever follows the updates, through the unmodified client", async () => {
    const there = await onAPort();
    const following = await fetch(`${there.url}/api/v1/inspector/updates`);
    expect(following.headers.get("content-type")).toBe("text/event-stream");
    const updates = messagesOf<InspectorUpdate>(following.body);
    expect(await updates.next()).toEqual({ type: "state", clients: [] });
    const machine = inspected(inspectUrl(there));
    expect(await updates.next()).toMatchObject({ type: "opened" });
    machine.send("OPEN");
    const seen: InspectorUpdate[] = [];
    const isOpen = (update: InspectorUpdate | undefined) =>
      JSON.stringify(update ?? null).includes('"value":"open"');
    while (!isOpen(seen.at(-1))) {
      const update = await updates.next();
      if (update === undefined) throw new Error("the updates ended");
      seen.push(update);
    }
    expect(seen.every(({ type }) => type === "message")).toBe(true);
    // Who comes later begins with all of it.
    const late = messagesOf<InspectorUpdate>(
      (await fetch(`${there.url}/api/v1/inspector/updates`)).body,
    );
    const state = await late.next();
    expect(state?.type).toBe("state");
    expect(JSON.stringify(state)).toContain('"value":"open"');
    machine.stop();
    expect(await updates.next()).toMatchObject({ type: "closed" });
    await Promise.all([updates.hangUp(), late.hangUp()]);
  });

  test("connects with a token of every tenant, in the address or the header, which no log tells", async () => {
    const log: string[] = [];
    const write = (...given: unknown[]) => void log.push(JSON.stringify(given));
    const logger = { debug: write, info: write, warn: write, error: write };
    const there = await onAPort({ tokens }, undefined, { environment, logger });
    const outcome = async (query: string, headers = {}) => {
      const answer = await upgraded(there, `/inspect${query}`, headers);
      return answer.status === 101 ? "connected" : (await answer.problem()).code;
    };
    for (const { name, tenant } of tokens) {
      const expected = tenant === "*" ? "connected" : "tenant_forbidden";
      const secret = secretOf(name);
      expect([name, await outcome(`?token=${secret}`)]).toEqual([name, expected]);
      const headers = { authorization: `Bearer ${secret}` };
      expect([name, await outcome("", headers)]).toEqual([name, expected]);
    }
    for (const query of ["", "?token=", "?token=wrong", `?token=${"x".repeat(5000)}`]) {
      expect([query, await outcome(query)]).toEqual([query, "unauthorized"]);
    }
    // The query is for those who can send no header, and nowhere else.
    const path = `/api/v1/caller?token=${secretOf("read-*")}`;
    expect((await fetch(there.url + path)).status).toBe(401);
    await there.stop();
    expect(log.length).toBeGreaterThan(3);
    expect(log.join("\n")).not.toMatch(/secret-of|token=/u);
  });

  test("connects from pages of this machine, of the service and of those named, and of no other", async () => {
    const origins = ["https://app.example"];
    const there = await onAPort({ hosts: ["tenure.example"] }, undefined, {
      inspector: { origins },
    });
    const from = async (headers: Readonly<Record<string, string>>) => {
      const answer = await upgraded(there, "/inspect", headers);
      return answer.status === 101 ? "connected" : (await answer.problem()).code;
    };
    for (const origin of [
      "http://localhost:5173",
      "http://127.0.0.1:3000",
      "http://[::1]:3000",
      "https://app.example",
    ]) {
      expect([origin, await from({ origin })]).toEqual([origin, "connected"]);
    }
    const own = { host: "tenure.example", origin: "https://tenure.example" };
    expect(await from(own)).toBe("connected");
    for (const origin of [
      "http://evil.example",
      "http://app.example",
      "https://app.example:444",
      "http://localhost.evil.example",
      "file://localhost",
      "null",
      "nonsense",
    ]) {
      expect([origin, await from({ origin })]).toEqual([origin, "cross_site"]);
    }
    expect(await from({ host: "evil.example" })).toBe("host_unknown");
  });

  test("is turned away when too many are connected, and let in when one has left", async () => {
    const there = await onAPort();
    const held = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const socket = new WebSocket(inspectUrl(there));
        await once(socket, "open");
        return socket;
      }),
    );
    const answer = await upgraded(there, "/inspect");
    expect(answer.status).toBe(503);
    expect((await answer.problem()).code).toBe("too_many_inspectors");
    held[0]?.close();
    await eventually(async () => (await upgraded(there, "/inspect")).status).toBe(101);
    for (const socket of held) socket.close();
  });

  test("cannot disturb the service, whatever it sends in place of a handshake", async () => {
    const there = await onAPort();
    const start = "GET /inspect HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n";
    for (const rest of [
      "Upgrade: websocket\r\n\r\n",
      "Upgrade: websocket\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 99\r\n\r\n",
      "Upgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\nrubbish after it",
    ]) {
      const { socket, closed } = bareSocket(there.port);
      socket.write(start + rest);
      await closed;
    }
    const gone = connect(there.port, "127.0.0.1");
    gone.write(`${start}Upgrade: websocket\r\n\r\n`);
    gone.resetAndDestroy();
    expect((await fetch(`${there.url}/healthz`)).status).toBe(200);
  });
});

describe("a request that would rather speak another protocol", () => {
  test("is answered in this one wherever no inspector connects", async () => {
    const there = await onAPort();
    const offers = { upgrade: "h2c", connection: "Upgrade, HTTP2-Settings", "http2-settings": "" };
    expect((await upgraded(there, "/healthz", offers)).status).toBe(200);
    expect((await upgraded(there, "/healthz")).status).toBe(200);
    expect((await upgraded(there, "/api/v1/caller", offers)).status).toBe(200);
    const answer = await upgraded(there, "/inspect", offers);
    expect(answer.status).toBe(426);
    expect((await answer.problem()).code).toBe("upgrade_required");
  });
});

describe("the end of the service", () => {
  test("ends inspectors, also one that does not say good-bye, and whoever follows them", async () => {
    const there = await onAPort();
    const updates = messagesOf((await fetch(`${there.url}/api/v1/inspector/updates`)).body);
    await updates.next();
    const polite = new WebSocket(inspectUrl(there));
    await once(polite, "open");
    const { socket, text, closed } = bareSocket(there.port);
    socket.write(
      "GET /inspect HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
    );
    await eventually(text).toContain("101 Switching");
    const left = once(polite, "close");
    await there.stop();
    await Promise.all([left, closed]);
    while ((await updates.next()) !== undefined);
    await expect(fetch(`${there.url}/healthz`)).rejects.toThrow(TypeError);
  });

  test("is not kept by whoever was turned away and does not hang up", async () => {
    const there = await onAPort();
    const port = { port: there.port, host: "127.0.0.1", allowHalfOpen: true };
    const socket = connect(port).on("error", () => undefined);
    onTestFinished(() => void socket.destroy());
    let text = "";
    socket.on("data", (chunk: Buffer) => {
      text += chunk.toString("latin1");
    });
    socket.write(
      "GET /inspect HTTP/1.1\r\nHost: evil.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
    );
    await eventually(() => text).toContain("host_unknown");
    await there.stop();
    await expect(fetch(`${there.url}/healthz`)).rejects.toThrow(TypeError);
  });
});

describe("a service whose inspector is switched off", () => {
  test("says so, and connects nobody", async () => {
    const there = await onAPort({}, undefined, { inspector: { enabled: false } });
    for (const path of ["/inspect", "/api/v1/inspector/updates"]) {
      const problem = await problemIn(await fetch(there.url + path));
      expect([path, problem.status, problem.code]).toEqual([path, 404, "inspector_disabled"]);
    }
    const answer = await upgraded(there, "/inspect");
    expect([answer.status, (await answer.problem()).code]).toEqual([404, "inspector_disabled"]);
    const definition = JSON.stringify({ id: "door" });
    const laidOut = await fetch(`${there.url}/api/v1/charts/layout`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ definition }),
    });
    expect(laidOut.status).toBe(200);
  });
});
