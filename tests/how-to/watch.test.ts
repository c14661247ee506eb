import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";

import { approve } from "@tenure/connect";
import type { Engine } from "@tenure/engine";
import { inspectorEndpoint } from "@tenure/inspector";
import { memoryStore } from "@tenure/testing/store";
import { expect, onTestFinished, test } from "vitest";

import { checkConfiguration } from "../../apps/tenure/src/configuration/define-configuration.ts";
import { startService } from "../../apps/tenure/src/serve/start-service.ts";
import { commandsOf, tryCommand } from "../manual/documented-commands.ts";
import { howTo, timeout } from "./stage.ts";

const page = await howTo("watch");
const { program, order, untilStatus, connectWith } = page;

/** A service that approves, and the subscription that was bought. */
async function bought() {
  const configuration = checkConfiguration({
    store: memoryStore(),
    adapters: [
      connectWith({
        purchase: () => approve({ parameters: { subscription_id: "A-1" } }),
        otherwise: "held",
      }),
    ],
    http: { port: 0 },
    logging: { level: "silent" },
  });
  const service = await startService({ configuration });
  onTestFinished(() => service.stop());
  const { key, request } = await order();
  await untilStatus(request, "approved");
  await expect
    .poll(async () => (await service.engine.get(key))?.status, { timeout })
    .toBe("active");
  return { ...service, key };
}

test(
  "how to watch follows changes in a program and over HTTP, and goes on behind the last one",
  async () => {
    const { engine, url, key } = await bought();
    interface Bookmark {
      read(): Promise<string | undefined>;
      write(cursor: string): Promise<void>;
    }
    const { follow } = await program<{
      follow: (
        engine: Engine,
        tell: (text: string) => Promise<void>,
        options: { readonly bookmark: Bookmark; readonly signal: AbortSignal },
      ) => Promise<void>;
    }>("follow.ts");
    const cursors: string[] = [];
    const bookmark: Bookmark = {
      read: async () => cursors.at(-1),
      write: async (cursor) => void cursors.push(cursor),
    };
    const told: string[] = [];
    for (const more of [false, true]) {
      if (more) await order();
      const ending = new AbortController();
      const tell = async (text: string) => {
        told.push(text);
        ending.abort();
      };
      await follow(engine, tell, { bookmark, signal: ending.signal });
    }
    expect(told).toEqual([
      `${key}: purchase approved`,
      expect.stringMatching(/^AS-\S+: purchase approved$/u),
    ]);
    expect(told[1]).not.toBe(told[0]);

    interface Listened {
      readonly id: string;
      readonly change: { readonly key: string; readonly type: string };
    }
    const { changesOf } = await program<{
      changesOf: (
        service: string,
        options: { readonly lastId?: string; readonly signal: AbortSignal },
      ) => AsyncIterable<Listened>;
    }>("listen.ts");
    const heard = async (many: number, lastId?: string) => {
      const ending = new AbortController();
      const changes: Listened[] = [];
      const from = { signal: ending.signal, ...(lastId !== undefined && { lastId }) };
      for await (const change of changesOf(url, from)) {
        changes.push(change);
        if (changes.length === many) break;
      }
      ending.abort();
      return changes;
    };
    const first = await heard(2);
    const rest = await heard(2, first[1]?.id);
    expect([...first, ...rest].map(({ change }) => change.type)).toEqual([
      "capabilities.changed",
      "request.pending",
      "answer.approve",
      "request.approved",
    ]);

    const { firstMessages } = await program<{
      firstMessages: (engine: Engine, key: string, many: number) => Promise<readonly string[]>;
    }>("relay.ts");
    expect(await firstMessages(engine, key, 1)).toEqual(["@xstate.actor"]);
  },
  timeout,
);

test(
  "how to watch shows any machine, and subscriptions in Stately's protocol",
  async () => {
    const { engine, url } = await bought();
    const { watchedDoor } = await program<{
      watchedDoor: (service: string) => { readonly stop: () => void };
    }>("inspected.ts");
    const endpoint = inspectorEndpoint({ path: "/" });
    const server = createServer().listen(0, "127.0.0.1");
    endpoint.attach(server);
    onTestFinished(async () => {
      await endpoint.close();
      server.close();
    });
    await expect.poll(() => server.listening).toBe(true);
    const { relay } = await program<{
      relay: (engine: Engine, url: string, signal: AbortSignal) => Promise<void>;
    }>("relay.ts");
    const ending = new AbortController();
    const { port } = server.address() as AddressInfo;
    const relayed = relay(engine, `ws://127.0.0.1:${port}/`, ending.signal);
    await expect.poll(() => endpoint.clients().length, { timeout }).toBe(1);
    const { key } = await order();
    await expect.poll(() => JSON.stringify(endpoint.clients()), { timeout }).toContain(key);
    ending.abort();
    await relayed;

    const door = watchedDoor(url);
    onTestFinished(door.stop);
    const updates = await fetch(`${url}/api/v1/inspector/updates`);
    let text = "";
    for await (const chunk of updates.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk;
      if (text.includes("ajar")) break;
    }
    expect(text).toContain("door");
  },
  timeout,
);

test(
  "how to watch tries what follows changes, and finds what is careless",
  async () => {
    const file = join(page.folder, "access.test.ts");
    const run = async () =>
      promisify(execFile)(process.execPath, ["--conditions=@tenure/source", "--test", file], {
        env: { ...process.env, NODE_TEST_CONTEXT: undefined },
      }).then(
        () => "it passed",
        (error: unknown) => String((error as { readonly stdout: unknown }).stdout),
      );
    expect(await run()).toBe("it passed");
    const code = await readFile(file, "utf8");
    const careless = code.replace('status === "active" ||', 'status !== "terminated" ||');
    expect(careless).not.toBe(code);
    await writeFile(file, careless);
    expect(await run()).toContain("it is not locked");
  },
  timeout,
);

test("how to watch draws charts, ours and others", async () => {
  const commands = commandsOf("docs/how-to/watch.md").filter((line) => line !== "tenure serve");
  expect(commands).toHaveLength(3);
  const shapes = [/^<svg/u, /^stateDiagram-v2/u, /^\|/mu];
  for (const [index, says] of shapes.entries()) {
    // oxlint-disable-next-line no-await-in-loop -- one command at a time, as a reader does
    await tryCommand(commands[index] ?? "", { says }, { env: {} });
  }
  const { ours, ofTiers, pictureOf } = await program<{
    ours: () => string;
    ofTiers: () => string;
    pictureOf: (definition: unknown) => Promise<string>;
  }>("draw.ts");
  expect(ours()).toContain("terminating");
  expect(ofTiers()).not.toContain("terminating");
  const definition = {
    id: "door",
    initial: "shut",
    states: { shut: { on: { open: "ajar" } }, ajar: {} },
  };
  expect(await pictureOf(definition)).toContain("ajar");
  await expect(pictureOf("no JSON")).rejects.toThrow(RangeError);
});
