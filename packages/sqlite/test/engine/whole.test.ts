import type { Adapter, PlatformTruth, Reconciliation } from "@tenure/engine";
import { expect, test } from "vitest";

import { approving, open, purchase, type HouseOptions } from "./house.ts";

async function active(options: HouseOptions = {}) {
  const house = await open(options);
  await house.engine.send("AS-1", purchase("PR-1"));
  await house.engine.idle();
  return house;
}

const terminated: PlatformTruth = {
  adopted: { type: "subscription.adopted", status: "terminated" },
  facts: [],
};

function truthful(told: () => PlatformTruth): readonly Adapter[] {
  return [{ name: "connect", perform: async (call) => approving(call), truth: async () => told() }];
}

test("a subscription moves to another store with its whole history, and goes on there", async () => {
  const from = await active();
  const document = await from.engine.export("AS-1", { redacted: false });
  const to = await open();
  const imported = await to.engine.import(JSON.parse(JSON.stringify(document)), {
    outstanding: "perform",
  });
  expect(imported).toMatchObject({ key: "AS-1", version: 3 });
  expect(await to.engine.verify("AS-1")).toMatchObject({ type: "intact", entries: 3 });
  expect((await to.engine.send("AS-1", { type: "command.suspend" })).version).toBe(4);
  const again = to.engine.import(document, { outstanding: "perform" });
  await expect(again).rejects.toMatchObject({ code: "subscription_exists" });
});

test("the work an imported history left is done at once", async () => {
  const from = await open({ perform: () => new Promise(() => undefined) });
  await from.engine.send("AS-1", purchase("PR-1"));
  const document = await from.engine.export("AS-1", { redacted: false });
  const to = await open();
  await to.engine.import(document, { outstanding: "perform" });
  await to.engine.idle();
  expect(to.calls[0]).toMatchObject({ uncertain: true, idempotencyKey: "AS-1/PR-1" });
  expect((await to.engine.get("AS-1"))?.status).toBe("active");
});

test("a record that differs from its platform is told of first, and healed when asked to", async () => {
  const { engine, clock } = await active({ adapters: truthful(() => terminated) });
  const run = async (apply: boolean) => {
    const results: Reconciliation[] = [];
    const reading = (async () => {
      for await (const result of engine.reconcile({ apply })) results.push(result);
    })();
    await clock.advance(10_000);
    await reading;
    return results;
  };
  expect(await run(false)).toMatchObject([{ key: "AS-1", applied: false }]);
  expect((await engine.get("AS-1"))?.status).toBe("active");
  expect(await run(true)).toMatchObject([{ key: "AS-1", applied: true }]);
  expect((await engine.get("AS-1"))?.status).toBe("terminated");
  expect(await run(true)).toMatchObject([{ class: "agrees" }]);
});

test("a fact that contradicts the record has it reconciled by itself, where the engine is told to", async () => {
  for (const onDrift of ["keep", "reconcile"] as const) {
    const { engine, clock } = await active({ adapters: truthful(() => terminated), onDrift });
    const drift = { type: "subscription.adopted", status: "terminated" } as const;
    expect((await engine.send("AS-1", drift)).verdict).toMatchObject({ type: "refused" });
    await clock.advance(60_000);
    expect((await engine.get("AS-1"))?.status).toBe(onDrift === "keep" ? "active" : "terminated");
    await engine.stop();
  }
});

test("a reconciliation under way ends when the engine stops", async () => {
  const never = new Promise<PlatformTruth>(() => undefined);
  const adapters: readonly Adapter[] = [
    { name: "connect", perform: async (call) => approving(call), truth: () => never },
  ];
  const { engine } = await active({ adapters });
  const reading = engine.reconcile().next();
  await engine.stop();
  expect((await reading).done).toBe(true);
});
