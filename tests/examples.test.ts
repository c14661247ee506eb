// Needs npm and the registry for what the examples need of others. The packages are compiled and packed here.
import { globSync, mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { CONTROL_PATH, createConnectSimulator, DEFAULT_PRODUCT_ID } from "@tenure/simulator";
import { DISTRIBUTOR_KEY, VENDOR_KEY } from "@tenure/simulator";
import {
  CLEVERBRIDGE_PASSWORD,
  CLEVERBRIDGE_PRODUCT_ID,
  CLEVERBRIDGE_USER,
  createCleverbridgeSimulator,
} from "@tenure/simulator/cleverbridge";
import { SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";

import { startServer } from "../packages/postgres/test/server.ts";
import { startPlainProgram } from "./manual/running-program.ts";
import { repository } from "./published/entries.ts";
import { installExamples, typeErrors } from "./published/example-project.ts";
import { packPackages } from "./published/packed-packages.ts";
import {
  mappedSources,
  targetsOf,
  unpack,
  type UnpackedPackage,
} from "./published/unpacked-package.ts";
import { purchaseBody } from "./purchase-body.ts";

const examples = ["example-fastify", "example-express", "example-hono"] as const;
/** Compilers, npm and whole processes on a machine that has much else to do. */
const timeout = 300_000;
/** A page that is looked at asks the platform, which blocks for a minute whoever asks too often. */
const patience = { timeout: 60_000, interval: 700 };

const folder = mkdtempSync(join(tmpdir(), "tenure-examples-"));
const project = join(folder, "project");
const compilers = ["typescript", "typescript-5.9"] as const;
let packages: readonly UnpackedPackage[];
/** What each compiler says. They work while the examples run. */
let checks: ReadonlyMap<string, Promise<readonly string[]>>;
beforeAll(async () => {
  mkdirSync(project);
  const packed = await packPackages(folder);
  packages = packed.map((one) => unpack(one, join(folder, "unpacked")));
  await installExamples(project, examples, packed);
  checks = new Map(compilers.map((compiler) => [compiler, typeErrors(project, compiler)]));
}, timeout);
afterAll(() => rm(folder, { recursive: true, force: true }), timeout);

/** Starts an example on any free port, with state of its own; gives where it listens. */
async function startExample(name: (typeof examples)[number], env: Record<string, string>) {
  const example = startPlainProgram(join(project, name), ["src/main.ts"], { ...env, PORT: "0" });
  const [, port] = await example.says(/listening at (?:http:\/\/127\.0\.0\.1:|[^}]*port: )(\d+)/u);
  return { ...example, url: `http://127.0.0.1:${port}` };
}

/** A simulated Connect, what an example has to know of it, and what its two parties ask of it. */
async function connectPlatform() {
  const simulator = createConnectSimulator({ webhookDelayMs: 1 });
  const platform = await simulator.listen();
  onTestFinished(() => platform.close());
  async function call(method: string, path: string, body?: object, key = DISTRIBUTOR_KEY) {
    const response = await fetch(`${platform.url}${path}`, {
      method,
      headers: { authorization: `ApiKey ${key}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return (await response.json()) as {
      readonly id: string;
      readonly status: string;
      readonly asset: {
        readonly id: string;
        readonly params: readonly { readonly id: string; readonly value_error?: string }[];
      };
    };
  }
  return {
    call,
    env: {
      CONNECT_URL: platform.url,
      CONNECT_KEY: VENDOR_KEY,
      CONNECT_PRODUCT: DEFAULT_PRODUCT_ID,
      CONNECT_WEBHOOK_SECRET: "a secret between the platform and the vendor",
    },
    /** As the vendor does once, in the platform's portal. */
    register: (type: "event" | "validator", url: string) =>
      call(
        "POST",
        "/notifications/webhooks",
        {
          type,
          object_class: "fulfillment_request",
          label: type,
          product_id: DEFAULT_PRODUCT_ID,
          external_url: url,
          jwt_secret: "a secret between the platform and the vendor",
          active: true,
          http_method: "POST",
        },
        VENDOR_KEY,
      ),
    untilStatus: (path: string, status: string) =>
      expect.poll(async () => (await call("GET", path)).status, patience).toBe(status),
  };
}

describe.each(examples)("%s", (example) => {
  const textOf = (path: string): string =>
    readFileSync(join(repository, "apps", example, path), "utf8");
  const sources = globSync("src/*.ts", { cwd: join(repository, "apps", example) }).map(textOf);

  test("is less than a hundred lines of TypeScript", () => {
    expect(sources.length).toBeGreaterThan(0);
    expect(sources.join("").trimEnd().split("\n").length).toBeLessThan(100);
  });

  test("tells in its README of each variable that it reads, and of no other", () => {
    const read = sources.join("").matchAll(/(?:variable\(|process\.env\[)"(\w+)"/gu);
    const table = textOf("README.md").matchAll(/^\| (`[A-Z_`, ]+?) *\|/gmu);
    const told = [...table].flatMap(([, cell = ""]) => cell.match(/\w+/gu) ?? []);
    expect(told.toSorted()).toEqual([...read].map(([, name = ""]) => name).toSorted());
  });
});

describe("each packed package", () => {
  test("has its manual and its license, and beyond them only code, what it is made of, and maps between", () => {
    for (const { manifest, files } of packages) {
      const others = files.filter((path) => !/^(?:dist|src)\//u.test(path));
      expect(others, manifest.name).toEqual(["LICENSE", "README.md", "package.json"]);
      const strange = files.filter(
        (path) =>
          /[./]test[-./]|__|fixture/u.test(path) ||
          !/(?:^LICENSE|\.md|\.json|\.ts|\.js|\.map)$/u.test(path),
      );
      expect(strange, manifest.name).toEqual([]);
    }
  });

  test("has what its manifest leads to, and maps that lead to sources within it", () => {
    for (const each of packages) {
      const { manifest, files } = each;
      const maps = files.filter((path) => path.endsWith(".map"));
      expect(maps.length, manifest.name).toBeGreaterThan(0);
      const led = [...targetsOf(manifest), ...maps.flatMap((map) => mappedSources(each, map))];
      expect(
        led.filter((path) => !files.includes(path)),
        manifest.name,
      ).toEqual([]);
    }
  });

  test("has nothing in dist whose source is gone; if it has, remove the dist folders", () => {
    for (const { manifest, files } of packages) {
      const left = files
        .filter((path) => /^dist\/.*\.[jt]s(?:\.map)?$/u.test(path))
        .filter((path) => {
          const source = path
            .replace("dist/", "src/")
            .replace(/(?:\.d)?\.[jt]s(?:\.map)?$/u, ".ts");
          return !files.includes(source);
        });
      expect(left, manifest.name).toEqual([]);
    }
  });

  test("names no place of the machine it was built on", () => {
    for (const { manifest, files, textOf } of packages) {
      const telling = files.filter((path) => {
        const text = textOf(path);
        return text.includes(repository) || text.includes(folder) || text.includes("file://");
      });
      expect(telling, manifest.name).toEqual([]);
    }
  });

  test("tells the registry and bundlers what they need, in the words of a registry", () => {
    for (const { manifest } of packages) {
      expect(manifest).toMatchObject({
        type: "module",
        license: "MIT",
        description: expect.stringMatching(/./u),
        sideEffects: false,
        engines: { node: ">=24.12" },
        publishConfig: { access: "public", provenance: true },
      });
      expect(manifest.keywords, manifest.name).toContain("subscription");
      const ranges = Object.values({ ...manifest.dependencies, ...manifest.peerDependencies });
      expect(
        ranges.filter((range) => !/^[\^~]?\d/u.test(range)),
        manifest.name,
      ).toEqual([]);
      expect(JSON.stringify(manifest.exports)).not.toContain("@tenure/source");
    }
  });
});

describe("run by plain Node on the packed packages", () => {
  test("every entry of every package can be imported", async () => {
    const entries = startPlainProgram(join(project, "entries"), ["src/main.ts"], {});
    expect(await entries.ended, entries.output()).toBe(0);
    expect(Number(entries.output())).toBeGreaterThanOrEqual(packages.length);
  });

  test("the processor on Fastify judges a draft, opens its account, closes it, and ends in good order", async () => {
    const { env, call, register, untilStatus } = await connectPlatform();
    const fastify = await startExample("example-fastify", { ...env, STATE_FOLDER: project });
    await register("validator", `${fastify.url}/connect/validation`);
    await register("event", `${fastify.url}/connect/events`);
    const body = purchaseBody({ params: [{ id: "admin_email", value: "nobody" }] });
    const { id, asset } = await call("POST", "/requests", { ...body, status: "draft" });
    const validated = async (value: string) => {
      const params = [{ id: "admin_email", value }];
      const judged = await call("POST", `/requests/${id}/validate`, { asset: { params } });
      return judged.asset.params.find((one) => one.id === "admin_email")?.value_error;
    };
    expect(await validated("nobody")).toMatch(/^Enter the e-mail address/u);
    expect(await validated("admin@example.com")).toBe("");
    await call("POST", `/requests/${id}/purchase`, {});
    await untilStatus(`/assets/${asset.id}`, "active");
    await call("POST", "/requests", { type: "cancel", asset: { id: asset.id } });
    await untilStatus(`/assets/${asset.id}`, "terminated");
    const forged = await fetch(`${fastify.url}/connect/events`, { method: "POST", body: "{}" });
    expect(forged.status).toBe(401);
    expect(await (await fetch(`${fastify.url}/health`)).json()).toEqual({ stuck: 0 });
    expect(await fastify.end("SIGTERM")).toBe(0);
  });

  test("the button on Express cancels a customer's own subscription, once, and nobody else's", async () => {
    // The platform itself tells again after ten minutes, should a notification find nobody.
    const simulator = createCleverbridgeSimulator({ notificationRetryMs: 500 });
    const platform = await simulator.listen();
    onTestFinished(() => platform.close());
    const server = await startServer();
    onTestFinished(() => server.stop());
    const express = await startExample("example-express", {
      CLEVERBRIDGE_URL: platform.url,
      CLEVERBRIDGE_USER,
      CLEVERBRIDGE_PASSWORD,
      CLEVERBRIDGE_PATH_SECRET: "a-secret-of-sixteen-or-more",
      DATABASE_URL: await server.createDatabase(),
      SESSION_SECRET: "a secret of the sign-in and the page",
    });
    const control = async (method: string, path: string, body: object) => {
      const answer = await fetch(`${platform.url}${CONTROL_PATH}${path}`, {
        method,
        body: JSON.stringify(body),
      });
      return JSON.parse((await answer.text()) || "{}") as { readonly id: string };
    };
    const notified = `${express.url}/cleverbridge/a-secret-of-sixteen-or-more`;
    await control("PUT", "/notifications", { url: notified });
    const buy = (customerReferenceId: string) =>
      control("POST", "/subscriptions", {
        customerReferenceId,
        items: [{ productId: CLEVERBRIDGE_PRODUCT_ID }],
      });
    const [{ id }, foreign] = [await buy("customer-7"), await buy("customer-8")];
    const session = await new SignJWT({ sub: "customer-7" })
      .setProtectedHeader({ alg: "HS256" })
      .setExpirationTime("1h")
      .sign(new TextEncoder().encode("a secret of the sign-in and the page"));
    const headers = { cookie: `theme=dark; session=${session}`, "sec-fetch-site": "same-origin" };
    const page = async () => (await fetch(express.url, { headers })).text();
    const cancel = async (subscription: string, once: string, more: object = {}) => {
      const answer = await fetch(`${express.url}/subscriptions/${subscription}/cancel`, {
        method: "POST",
        headers: { ...headers, ...more },
        body: new URLSearchParams({ once }),
        redirect: "manual",
      });
      return answer.status;
    };

    await expect.poll(page, patience).toContain(`Subscription ${id}: active`);
    expect(await page()).not.toContain(foreign.id);
    expect((await fetch(express.url)).status).toBe(401);
    expect(await cancel(id, "once", { cookie: `session=${session}x` })).toBe(401);
    expect(await cancel(id, "once", { "sec-fetch-site": "cross-site" })).toBe(403);
    expect(await cancel(foreign.id, "once")).toBe(404);
    expect(await cancel(id, "once")).toBe(303);
    expect(await cancel(id, "once")).toBe(409);
    await expect.poll(page, patience).toContain(`Subscription ${id}: terminating`);
    expect(await express.end("SIGTERM")).toBe(0);
  });

  test("the engine on Hono follows a subscription to active, live, and ends with a reader on the line", async () => {
    const { env, call, register, untilStatus } = await connectPlatform();
    const hono = await startExample("example-hono", { ...env, READ_TOKEN: "read-me" });
    await register("event", `${hono.url}/connect/events`);
    const { asset } = await call("POST", "/requests", purchaseBody());
    const state = `${hono.url}/subscriptions/${asset.id}`;
    const headers = { authorization: "Bearer read-me" };
    const live = await fetch(`${state}/changes`, { headers });
    const told = live.text().catch(String);
    await untilStatus(`/assets/${asset.id}`, "active");
    const seen = async () => (await fetch(state, { headers })).json();
    await expect.poll(seen, patience).toMatchObject({ status: "active", requestState: "none" });
    expect((await fetch(state)).status).toBe(401);
    expect((await fetch(`${hono.url}/subscriptions/AS-0`, { headers })).status).toBe(404);
    expect(await hono.end("SIGTERM")).toBe(0);
    expect((await told).trim().split("\n\n").at(-1)).toMatch(/^data: .*"status":"active"/u);
  });
});

describe.each(compilers)("checked with %s", (compiler) => {
  test("the examples and the declarations of every entry are free of type errors", async () => {
    expect(await checks.get(compiler)).toEqual([]);
  });
});
