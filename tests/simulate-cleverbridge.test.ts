import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { CLEVERBRIDGE_PASSWORD, CLEVERBRIDGE_USER } from "@tenure/simulator/cleverbridge";
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";

import { startTenure } from "./run-tenure.ts";

// On a busy machine a process takes its time to start.
vi.setConfig({ testTimeout: 240_000 });

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tenure-test-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Starts a simulator; gives where its API is, where it is controlled, and how it is ended. */
async function simulate(flags: readonly string[]) {
  const run = startTenure(["simulate", "cleverbridge", ...flags]);
  const end = async () => {
    run.child.kill("SIGTERM");
    return run.ended;
  };
  onTestFinished(async () => {
    await end();
  });
  await expect.poll(run.output, { timeout: 110_000 }).toMatch(/control +http/u);
  const api = /at (?<url>http:\S+)/u.exec(run.output())?.groups?.["url"] ?? "";
  const control = /control +(?<url>http:\S+)/u.exec(run.output())?.groups?.["url"] ?? "";
  return { api, control, run, end };
}

const credentials = Buffer.from(`${CLEVERBRIDGE_USER}:${CLEVERBRIDGE_PASSWORD}`).toString("base64");
const headers = {
  authorization: `Basic ${credentials}`,
  accept: "application/json",
  "content-type": "application/json",
};

async function read(api: string, id: string) {
  const url = `${api}/subscription/getsubscription?subscriptionId=S${id}`;
  const response = await fetch(url, { headers });
  return { status: response.status, text: await response.text() };
}

async function post(url: string, body: unknown, extra = {}) {
  const init = { method: "POST", headers: extra, body: JSON.stringify(body) };
  return (await fetch(url, init)).json() as Promise<Record<string, unknown>>;
}

/** A receiver of notifications, and what it was told. */
async function receiver() {
  const told: { type: string; authorization: string | undefined }[] = [];
  const server: Server = createServer((incoming, outgoing) => {
    let text = "";
    incoming.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
    incoming.on("end", () => {
      const { meta } = JSON.parse(text) as { meta: { type: string } };
      told.push({ type: meta.type, authorization: incoming.headers.authorization });
      outgoing.end();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/told`, told };
}

const ORDER = {
  items: [
    { productId: 100_001, quantity: 2 },
    { productId: 5, price: 3 },
  ],
};

describe("tenure simulate cleverbridge", () => {
  test("sells, lets a month pass when told, remembers in a file, and ends when told", async () => {
    const state = join(folder, "cleverbridge.jsonl");
    const flags = ["--state", state, "--virtual-time", "2026-03-01T12:00:00Z", "--seed", "7"];
    const first = await simulate(flags);
    const id = String((await post(`${first.control}/subscriptions`, ORDER))["id"]);
    const deactivate = `${first.api}/subscription/deactivatesubscriptionitems`;
    const call = { SubscriptionId: `S${id}`, Items: [2], AllowReinstate: true, GenerateMail: true };
    expect(await post(deactivate, call, headers)).toEqual({ ResultMessage: "OK" });
    await post(`${first.control}/time/advance`, { ms: 31 * 86_400_000 });
    const before = await read(first.api, id);
    const { Subscription } = JSON.parse(before.text) as { Subscription: Record<string, unknown> };
    expect(Subscription).toMatchObject({ LastIntervalNo: 1, Subscriptionstatus: 1 });
    expect(await first.end()).toBe(0);

    const second = await simulate([...flags.slice(0, 3), "2026-04-01T12:00:00Z"]);
    expect(await read(second.api, id)).toEqual(before);
    const calls = (await (await fetch(`${second.control}/calls`)).json()) as unknown[];
    expect(calls).toHaveLength(3);
    const other = startTenure(["simulate", "cleverbridge", "--state", state]);
    expect(await other.ended).not.toBe(0);
    expect(other.output()).toContain("Another process works with");
  });

  test("plays customers, and posts what they do to a receiver of yours", async () => {
    const { url, told } = await receiver();
    const flags = ["--robot", "1", "--declined", "0.5", "--notify", url, "--virtual-time"];
    const { control } = await simulate(flags);
    await post(`${control}/time/advance`, { ms: 30_000 });
    const robot = (await (await fetch(`${control}/robot`)).json()) as { isRunning: boolean };
    expect(robot.isRunning).toBe(true);
    expect(told.length).toBeGreaterThan(20);
    expect(new Set(told.map(({ type }) => type)).has("SubscriptionPaidNotification")).toBe(true);
  });

  test("lets go wrong what a file says, limits rates, and is controlled with the token only", async () => {
    const faults = join(folder, "faults.json");
    const script = [{ kind: "status", status: 503, path: "/getsubscription$" }];
    writeFileSync(faults, JSON.stringify(script));
    const limits = ["--rate-limit", "2", "--control-token", "open-up", "--virtual-time"];
    const { api, control } = await simulate(["--faults", faults, ...limits]);
    const codes = [];
    for (let call = 0; call < 3; call += 1) codes.push((await read(api, "1")).status);
    expect(codes).toEqual([503, 404, 429]);
    expect((await fetch(`${control}/calls`)).status).toBe(403);
    const bearer = { authorization: "Bearer open-up" };
    expect(await (await fetch(`${control}/calls`, { headers: bearer })).json()).toHaveLength(3);
  });

  test("shows the numbers of the older guide when asked", async () => {
    const { api, control } = await simulate(["--old-status-numbers", "--no-rate-limit"]);
    const id = String((await post(`${control}/subscriptions`, ORDER))["id"]);
    await post(`${control}/subscriptions/${id}/cancel-items`, {});
    expect((await read(api, id)).text).toContain('"Subscriptionstatus":3');
  });

  test.each([
    ["--declined", "2", "number from 0 to 1"],
    ["--notify", "http://me:secret@127.0.0.1/", "without credentials"],
  ])("says what is wrong with %s %s", async (flag, value, message) => {
    const run = startTenure(["simulate", "cleverbridge", flag, value]);
    expect(await run.ended).not.toBe(0);
    expect(run.output()).toContain(message);
  });

  test("has a help with examples that can be read as they stand", async () => {
    const run = startTenure(["simulate", "cleverbridge", "--help"]);
    expect(await run.ended).toBe(0);
    const script = /^ {2}\[\n[^\]]*(?:\][^\]]+)*\]/mu.exec(run.output())?.[0] ?? "";
    const faults = join(folder, "faults.json");
    writeFileSync(faults, script);
    const order = /-d '(?<json>\{"items".*?\})' http/u.exec(run.output())?.groups?.["json"] ?? "";
    const { control } = await simulate(["--faults", faults]);
    const bought = await post(`${control}/subscriptions`, JSON.parse(order));
    expect(bought["id"]).toMatch(/^\d{8}$/u);
  });
});
