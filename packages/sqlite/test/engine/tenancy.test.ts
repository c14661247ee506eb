import type { Adapter, EffectCall, Intake } from "@tenure/engine";
import { memoryStore } from "@tenure/testing/store";
import { expect, test } from "vitest";

import { approving, build, open, purchase } from "./house.ts";

const tenants = ["acme", "beta"];

test("nothing is read across tenants without being asked for", async () => {
  const { engine } = await open({ tenants });
  for (const key of ["AS-1", "acme:AS-1", "beta:AS-2"]) await engine.send(key, purchase("PR-1"));
  await engine.idle();
  const keys = async (tenant?: string): Promise<readonly string[]> =>
    (await engine.list(tenant === undefined ? {} : { tenant })).rows.map(({ key }) => key);
  expect(await keys()).toEqual(["AS-1"]);
  expect(await keys("acme")).toEqual(["acme:AS-1"]);
  expect(await keys("*")).toEqual(["AS-1", "acme:AS-1", "beta:AS-2"]);
  expect(await engine.count()).toBe(1);
  expect(await engine.count({ tenant: "*" })).toBe(3);
  expect(await engine.get("acme:AS-1")).toMatchObject({ tenant: "acme", status: "active" });
  expect((await engine.get("AS-1"))?.tenant).toBe("default");
});

test("a key that is none, or of a tenant nobody serves, writes nothing and asks the store nothing", async () => {
  const store = memoryStore();
  const { engine } = await open({ store, tenants });
  const asked: string[] = [];
  for (const verb of ["load", "commit", "history"] as const) {
    const original = store[verb].bind(store) as (...given: unknown[]) => never;
    store[verb] = (...given: unknown[]) => {
      asked.push(verb);
      return original(...given);
    };
  }
  const tries = [
    ["", "key_invalid"],
    ["a:b:c", "key_invalid"],
    ["default:AS-1", "key_invalid"],
    ["other:AS-1", "tenant_unknown"],
  ] as const;
  for (const [key, code] of tries) {
    const known = { code, consequence: "Refused" };
    await expect(engine.send(key, purchase("PR-1"))).rejects.toMatchObject(known);
    await expect(engine.get(key)).rejects.toMatchObject(known);
    await expect(engine.history(key)).rejects.toMatchObject(known);
    await expect(engine.retry(key)).rejects.toMatchObject(known);
    await expect(engine.skip(key)).rejects.toMatchObject(known);
    await expect(engine.verify(key)).rejects.toMatchObject(known);
  }
  await expect(engine.list({ tenant: "other" })).rejects.toMatchObject({ code: "tenant_unknown" });
  expect(asked).toEqual([]);
});

test("an adapter speaks of its tenant's subscriptions by the platform's ids", async () => {
  const calls: EffectCall[] = [];
  const intakes: Intake[] = [];
  const adapter = (name: string, tenant?: string): Adapter => ({
    name,
    ...(tenant !== undefined && { tenant }),
    async perform(call) {
      calls.push(call);
      return approving(call);
    },
    async run(intake) {
      intakes.push(intake);
    },
  });
  const { engine } = await open({
    tenants,
    adapters: [adapter("connect"), adapter("connect-acme", "acme")],
  });
  const [plain, acme] = intakes;
  await plain?.send("AS-1", purchase("PR-1"));
  const sent = await acme?.send("AS-1", purchase("PR-1"));
  expect(sent?.key).toBe("AS-1");
  await engine.idle();
  expect(await engine.get("acme:AS-1")).toMatchObject({
    adapter: "connect-acme",
    status: "active",
  });
  expect(await acme?.get("AS-1")).toMatchObject({ key: "AS-1", tenant: "acme" });
  expect((await acme?.list({}, { limit: 9 }))?.rows.map(({ key }) => key)).toEqual(["AS-1"]);
  const own = calls.filter(({ tenant }) => tenant === "acme");
  expect(own.map(({ key }) => key)).toEqual(["AS-1", "AS-1"]);
  // One platform may number like another: what makes an attempt the same names the tenant too.
  expect(new Set(calls.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(4);
  await expect(plain?.send("acme:AS-1", purchase("PR-2"))).rejects.toMatchObject({
    code: "key_invalid",
  });
  await expect(plain?.get("acme:AS-1")).rejects.toMatchObject({ code: "key_invalid" });
});

test("an adapter of a tenant nobody serves is told before anything starts", () => {
  const perform: Adapter["perform"] = async () => ({ type: "done", events: [] });
  const adapters = [{ name: "connect", tenant: "other", perform }];
  expect(() => build({ adapters })).toThrow(expect.objectContaining({ code: "tenant_unknown" }));
});

test("one tenant's flood does not keep another's effect waiting", async () => {
  const { engine, clock, calls } = await open({
    tenants,
    concurrency: 2,
    perform: async (call) => {
      await clock.sleep(1000);
      return approving(call);
    },
  });
  const flood = Array.from({ length: 100 }, (_, index) => `acme:AS-${index}`);
  await Promise.all(flood.map((key) => engine.send(key, purchase("PR-1"))));
  await engine.send("beta:AS-1", purchase("PR-1"));
  await clock.advance(2500);
  expect(calls.some(({ tenant }) => tenant === "beta")).toBe(true);
  expect(calls.length).toBeLessThan(10);
});
