import { execFile, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { subscriptionMachine } from "@tenure/machine";
import { createConnectSimulator, DISTRIBUTOR_KEY, VENDOR_KEY } from "@tenure/simulator";
import { describe, expect, test } from "vitest";

import { startServer } from "../packages/postgres/test/server.ts";
import { purchaseBody } from "./purchase-body.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

function block(language: string, containing: string): string {
  const blocks = [...readme.matchAll(/```(\w+)\n(.*?)```/gsu)];
  const found = blocks.find(([, name, text]) => name === language && text?.includes(containing));
  return found?.[2] ?? "";
}

/** What the example's `vendor.ts` is at a vendor's: the client of their own API. */
const vendorModule = `
interface Call {
  readonly idempotencyKey: string;
  readonly signal: AbortSignal;
}
export const vendor = {
  provision: async (email: string, { idempotencyKey }: Call) => {
    console.log("provisioned", email, idempotencyKey);
    return { id: "V-1" };
  },
  close: async (id: string, { idempotencyKey }: Call) => console.log("closed", id, idempotencyKey),
};
`;

/** What the example's `adapter` is where nothing else is shown: one that has nothing to do. */
const adapterOfTheHouse = `
const adapter = { name: "connect", perform: async () => ({ type: "done", events: [] }) };
`;

describe("the README", () => {
  test("has a program that takes a purchase and a cancel to their ends, as it stands", async () => {
    // Below this package, where the example finds the packages it imports.
    const folder = mkdtempSync(fileURLToPath(new URL(".readme-", import.meta.url)));
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    writeFileSync(join(folder, "vendor.ts"), vendorModule);
    writeFileSync(join(folder, "service.ts"), block("ts", "createEngine"));

    const simulator = createConnectSimulator();
    const platform = await simulator.listen();
    const call = async (method: string, path: string, body?: object) => {
      const response = await fetch(`${platform.url}${path}`, {
        method,
        headers: { authorization: `ApiKey ${DISTRIBUTOR_KEY}`, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return (await response.json()) as { id: string; status: string; asset: { id: string } };
    };
    const purchase = await call("POST", "/requests", purchaseBody());
    const service = spawn(process.execPath, ["--conditions=@tenure/source", "service.ts"], {
      cwd: folder,
      env: { ...process.env, CONNECT_URL: platform.url, CONNECT_KEY: VENDOR_KEY },
    });
    let output = "";
    service.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    service.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
    const ended = new Promise((resolve) => {
      service.once("close", resolve);
    });

    const untilStatus = async (status: string) => {
      while ((await call("GET", `/assets/${purchase.asset.id}`)).status !== status) {
        expect(service.exitCode, output).toBeNull();
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    };
    try {
      await untilStatus("active");
      await call("POST", "/requests", { type: "cancel", asset: { id: purchase.asset.id } });
      await untilStatus("terminated");
      service.kill("SIGTERM");
      expect(await ended).toBe(0);
      expect(output).toContain("provisioned admin@example.com");
      expect(output).toContain("closed V-1");
    } finally {
      service.kill("SIGKILL");
      await platform.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test("has an engine for many processes that starts on PostgreSQL, as it stands", async () => {
    const folder = mkdtempSync(fileURLToPath(new URL(".readme-", import.meta.url)));
    const server = await startServer();
    try {
      const program = [
        block("ts", "postgresStore").replace("const engine", `${adapterOfTheHouse}\nconst engine`),
        "await engine.start();",
        "console.log((await engine.adapters()).map(({ adapter }) => adapter).join());",
        "await engine.stop();",
      ];
      writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
      writeFileSync(join(folder, "service.ts"), program.join("\n"));
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ["--conditions=@tenure/source", "service.ts"],
        { cwd: folder, env: { ...process.env, DATABASE_URL: await server.createDatabase() } },
      );
      expect(stdout).toBe("connect\n");
    } finally {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test("draws exactly the transitions of status that the chart has", () => {
    const drawn = [...block("mermaid", "stateDiagram").matchAll(/^ {2}(\w+) --> (\w+):/gmu)].map(
      ([, from, to]) => `${from} --> ${to}`,
    );
    const nodes = Object.values(
      subscriptionMachine.getStateNodeById("subscription.lifecycle").states,
    );
    const charted = nodes
      .filter(({ key }) => key !== "new")
      .flatMap((node) =>
        [...node.transitions.values()]
          .flat()
          .flatMap(({ target }) => (target ?? []).map((to) => `${node.key} --> ${to.key}`)),
      );
    expect(new Set(drawn)).toEqual(new Set(charted));
    expect(drawn).toHaveLength(new Set(charted).size);
  });

  test("links only to files that are there", () => {
    const links = [...readme.matchAll(/\]\(([^)#]+)\)/gu)].map(([, link]) => link ?? "");
    expect(links.length).toBeGreaterThan(10);
    for (const link of links) {
      expect(existsSync(new URL(`../${link}`, import.meta.url)), link).toBe(true);
    }
  });
});
