import { existsSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

import { createConnectSimulator, VENDOR_KEY } from "@tenure/simulator";
import { describe, expect, onTestFinished, test } from "vitest";

import { runHere } from "../run-here.ts";
import { serviceFolder, type ServiceFolder } from "./service-folder.ts";

const configuration = `
import { connect } from "@tenure/connect";
import { sqliteStore } from "@tenure/sqlite";
import { defineConfiguration, variable } from "tenure/configuration";

export default defineConfiguration({
  store: sqliteStore({ file: import.meta.dirname + "/tenure.db" }),
  adapters: [
    connect({
      baseUrl: variable("CONNECT_URL"),
      apiKey: variable("CONNECT_KEY"),
      products: (process.env.PRODUCTS ?? "PRD-100-000-001").split(","),
      handlers: { otherwise: "held" },
    }),
  ],
  http: { tokens: [{ name: "ops", variable: "OPS_TOKEN", role: "operate" }] },
});
`;

async function simulated(options: Parameters<typeof createConnectSimulator>[0] = {}) {
  const platform = await createConnectSimulator(options).listen();
  onTestFinished(async () => platform.close());
  return { CONNECT_URL: platform.url, CONNECT_KEY: VENDOR_KEY, OPS_TOKEN: "0123456789abcdef" };
}

async function doctor(
  env: Readonly<Record<string, string>>,
  parameters: readonly string[] = [],
  folder: ServiceFolder = serviceFolder(configuration),
) {
  const config = join(folder.path, "tenure.config.ts");
  return runHere(["doctor", "--config", config, ...parameters], {
    CONNECT_URL: "",
    CONNECT_KEY: "",
    OPS_TOKEN: "",
    ...env,
  });
}

describe("tenure doctor", () => {
  test("finds nothing wrong where nothing is, and leaves the store unmade", async () => {
    const folder = serviceFolder(configuration);
    const ran = folder.run(["doctor"], await simulated());
    expect(await ran.ended, ran.output()).toBe(0);
    const output = ran.output();
    expect(output).toMatch(/^✓ runtime, Node: /mu);
    expect(output).toMatch(/^✓ configuration, file: tenure\.config\.ts is in order\.$/mu);
    expect(output).toMatch(/^✓ configuration, tokens: ops \(operate, default\)\.$/mu);
    expect(output).toMatch(/^✓ store, schema: \S*tenure\.db is made when the engine starts\.$/mu);
    expect(output).toMatch(
      /^✓ connect, platform: The platform answers, and accepts the API key\.$/mu,
    );
    expect(output).toMatch(
      /^✓ connect, product: The platform shows the product PRD-100-000-001\.$/mu,
    );
    expect(output).toMatch(/^✓ connect, clock: /mu);
    expect(output).not.toContain(VENDOR_KEY);
    expect(existsSync(join(folder.path, "tenure.db"))).toBe(false);
  });

  test("names each thing that is wrong: the key, a product, the platform", async () => {
    const env = await simulated();
    const [key, product, none] = await Promise.all([
      doctor({ ...env, CONNECT_KEY: "SU-000-000-000:0000000000000000000000000000000000000000" }),
      doctor({ ...env, PRODUCTS: "PRD-100-000-001,PRD-999-999-999" }, ["--json"]),
      doctor({ ...env, CONNECT_URL: "http://127.0.0.1:9/public/v1" }, ["--patience", "5"]),
    ]);
    expect(key.code, key.output).toBe(1);
    expect(key.output).toMatch(/^✗ connect, credentials: The API key is not accepted/mu);
    expect(product.code, product.output).toBe(1);
    const findings = product.output
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(findings).toContainEqual(
      expect.objectContaining({ part: "connect", about: "product", state: "bad" }),
    );
    expect(findings).toContainEqual(
      expect.objectContaining({ part: "connect", about: "platform", state: "good" }),
    );
    expect(none.code, none.output).toBe(1);
    expect(none.output).toMatch(/^✗ connect, platform: /mu);
  });

  test("says what the configuration lacks, and looks at a store that somebody works on", async () => {
    const env = await simulated();
    const { OPS_TOKEN: _, ...without } = env;
    const [unset, noToken] = await Promise.all([
      doctor({ OPS_TOKEN: env.OPS_TOKEN }),
      doctor({ ...without, OPS_TOKEN: "" }),
    ]);
    expect(unset.code).toBe(1);
    expect(unset.output).toMatch(/^✗ configuration, file: .*CONNECT_URL is not set/mu);
    expect(noToken.code).toBe(1);
    expect(noToken.output).toMatch(/^✗ configuration, tokens: .*OPS_TOKEN is not set/mu);

    const folder = serviceFolder(configuration);
    const { run } = await folder.serve(env);
    const beside = await doctor(env, [], folder);
    expect(beside.code, beside.output).toBe(0);
    expect(beside.output).toMatch(
      /^✓ store, schema: \S*tenure\.db has the schema of this release\.$/mu,
    );
    run.child.kill("SIGTERM");
    await run.ended;
    const database = new DatabaseSync(join(folder.path, "tenure.db"));
    database.exec("PRAGMA user_version = 99");
    database.close();
    const newer = await doctor(env, [], folder);
    expect(newer.code).toBe(1);
    expect(newer.output).toMatch(/^✗ store, schema: \S*tenure\.db has schema 99/mu);
  });
});
