import { existsSync } from "node:fs";

import { createEngine, createReader } from "@tenure/engine";
import { VENDOR_KEY } from "@tenure/simulator";
import { sqliteStore } from "@tenure/sqlite";
import { describe, expect, test } from "vitest";

import { isLiving } from "./adopting/expect-adopted.ts";
import { importStage, objectsIn, products } from "./adopting/import-stage.ts";

describe("an import", () => {
  test("takes over what lives, compares it with the platform, and finds it known the next time", async () => {
    const { run, placed, file } = await importStage(60);
    const living = placed.filter(isLiving).length;
    const { code, output } = await run({ reconcile: true });
    expect([code, output]).toEqual([0, expect.anything()]);
    expect(output).toContain(`Looked at ${placed.length} subscriptions`);
    expect(output).toMatch(new RegExp(`${living} taken over .*active`, "u"));
    expect(output).toContain(`${placed.length - living} terminated, and left out`);
    expect(output).toContain(`Compared ${living} subscriptions with Connect: ${living} agree`);
    expect((await run()).output).toContain(`${living} known already`);
    const store = sqliteStore({ file, readOnly: true });
    await store.open();
    expect(await createReader({ store }).count()).toBe(living);
    // Nothing is held back from the service that starts next.
    expect(await store.pauses()).toEqual([]);
    await store.close();
  });

  test("becomes the tenant's, of the adapter that is named", async () => {
    const { run, placed, file } = await importStage(10);
    expect((await run({ tenant: "acme", adapter: "bridge", reconcile: true })).code).toBe(0);
    const store = sqliteStore({ file, readOnly: true });
    await store.open();
    const reader = createReader({ store, tenants: ["acme"] });
    const filter = { tenant: "acme", adapter: "bridge" };
    expect(await reader.count(filter)).toBe(placed.filter(isLiving).length);
    await store.close();
  });

  test("lists what could not be taken over with the reason, and ends with code 1", async () => {
    const { run, placed, simulator } = await importStage(20);
    const strange = placed.find(isLiving)?.id ?? "";
    simulator.control.setSubscriptionStatus(strange, "rejected");
    const { code, output } = await run();
    expect(code).toBe(1);
    expect(output).toContain("1 that could not be taken over:");
    expect(output).toContain(`${strange}  its status is "rejected"`);
  });

  test("ends with code 1 when what it took over does not agree with the platform", async () => {
    const { run, placed, simulator } = await importStage(10);
    expect((await run()).code).toBe(0);
    const held = placed.find(({ life }) => life.name === "active, once held")?.id ?? "";
    simulator.control.setSubscriptionStatus(held, "suspended");
    const { code, output } = await run({ reconcile: true });
    expect(code).toBe(1);
    expect(output).toMatch(new RegExp(`${held} {2}\\w+ {2}would be told`, "u"));
  });

  test("says what is wrong with the key or a product, makes no store, and ends with code 2", async () => {
    const { run, file, url } = await importStage(5);
    const wrong = { baseUrl: url, apiKey: "SU-000-000-000:abcdef0123", retries: 0 };
    const wrongKey = await run({ platform: wrong });
    expect(wrongKey).toMatchObject({ code: 2, output: expect.stringContaining("CONNECT_KEY") });
    expect(wrongKey.output).not.toContain("abcdef0123");
    const noKey = await run({ platform: { ...wrong, apiKey: "two words or more" } });
    expect(noKey).toMatchObject({ code: 2, output: expect.stringContaining("apiKey") });
    const noProduct = await run({ products: ["PRD-999-999-999"] });
    expect(noProduct.code).toBe(2);
    expect(noProduct.output).toContain("neither a product PRD-999-999-999 nor subscriptions of it");
    expect(existsSync(file)).toBe(false);
  });

  test("says that a service works on the file, what to do, and ends with code 3", async () => {
    const { run, file } = await importStage(5);
    const store = sqliteStore({ file });
    await store.open();
    const { code, output } = await run();
    expect(code).toBe(3);
    expect(output).toContain("Stop the service, run the import, and start the service again");
    await store.close();
    expect((await run()).code).toBe(0);
  });

  test("asks a platform that does not answer again and again, then ends with code 3", async () => {
    const { run } = await importStage(1);
    const nobody = { baseUrl: "http://127.0.0.1:9/public/v1", apiKey: "SU-1:0123456", retries: 2 };
    const { code, output } = await run({ platform: nobody });
    expect(code).toBe(3);
    expect(output).toContain("asking again");
    expect(output).toContain("Connect does not answer");
  });

  test("outlasts a platform that is in trouble for a while", async () => {
    const { run, placed, simulator } = await importStage(20);
    simulator.faults.add({ kind: "status", status: 503, times: 2 });
    simulator.faults.add({ kind: "drop-before", after: 4, times: 2 });
    simulator.faults.add({ kind: "status", status: 429, retryAfterSeconds: 1, after: 6 });
    const { code, output } = await run();
    expect(code).toBe(0);
    expect(output).toContain(`Looked at ${placed.length} subscriptions`);
  });

  test("that breaks off in the middle keeps what it took over, and is gone on with", async () => {
    const { run, placed, simulator, url } = await importStage(250);
    simulator.faults.add({ kind: "status", status: 500, after: 14, times: Infinity });
    const platform = { baseUrl: url, apiKey: VENDOR_KEY, retries: 1 };
    const first = await run({ platform, json: true });
    expect(first.code).toBe(3);
    expect(first.output).toContain("run the same command again to go on");
    const before = objectsIn(first.output).at(-1);
    expect(before).toMatchObject({ type: "summary", end: expect.stringContaining("in trouble") });
    expect(Number(before?.["adopted"])).toBeGreaterThan(0);
    simulator.faults.clear();
    expect((await run()).code).toBe(0);
    expect(objectsIn((await run({ json: true })).output).at(-1)).toMatchObject({
      known: placed.filter(isLiving).length,
    });
  });

  test("in a dry run looks at a store beside the engine that works on it", async () => {
    const { run, placed, file } = await importStage(20);
    const engine = createEngine({
      store: sqliteStore({ file }),
      adapters: [{ name: "connect", perform: async () => ({ type: "done", events: [] }) }],
    });
    await engine.start();
    await using _ = engine;
    const known = placed.find(({ life }) => life.name === "active")?.id ?? "";
    await engine.send(known, { type: "subscription.adopted", status: "active" });
    const target = { store: sqliteStore({ file, readOnly: true }), name: file };
    const { code, output } = await run({ dryRun: true, target });
    expect(code).toBe(0);
    expect(output).toContain(`${placed.filter(isLiving).length - 1} would be taken over`);
    expect(output).toContain("1 known already");
    expect(await engine.count()).toBe(1);
    expect(products).toHaveLength(2);
  });
});
