import { approve, connect, createConnectClient } from "@tenure/connect";
import { createEngine, type Engine, type Reconciliation } from "@tenure/engine";
import {
  createConnectSimulator,
  DEFAULT_PRODUCT_ID,
  DISTRIBUTOR_KEY,
  VENDOR_KEY,
} from "@tenure/simulator";
import { memoryDatabase, memoryStore } from "@tenure/testing/store";
import { describe, expect, test } from "vitest";

import { adopt, type AdoptionProgress } from "../packages/connect/src/adoption/adopt.ts";
import { purchaseBody } from "./purchase-body.ts";

const platform = "http://platform.invalid/public/v1";

/** A platform with subscriptions of every status and requests of every open status. */
async function populated(count: number) {
  const simulator = createConnectSimulator();
  const caller = (key: string) => async (path: string, body: object) => {
    const answer = await simulator.fetch(
      new Request(`${platform}${path}`, {
        method: "POST",
        headers: { authorization: `ApiKey ${key}`, "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    );
    return (await answer.json()) as { id: string; asset: { id: string } };
  };
  const buy = caller(DISTRIBUTOR_KEY);
  const assets: string[] = [];
  const kinds = [
    "active",
    "suspended",
    "terminated",
    "pending",
    "inquiring",
    "scheduled",
    "revoking",
    "change",
    "suspend",
    "cancel",
    "resume",
  ] as const;
  for (let index = 0; index < count; index += 1) {
    const kind = kinds[index % kinds.length] ?? "active";
    const { id, asset } = await buy("/requests", purchaseBody());
    assets.push(asset.id);
    if (["pending", "inquiring", "scheduled", "revoking"].includes(kind)) {
      simulator.control.setRequestStatus(id, kind);
      continue;
    }
    simulator.control.endRequest(id, "approved");
    if (kind === "change") {
      const items = [{ id: `${DEFAULT_PRODUCT_ID}-0001`, quantity: 5 }];
      await buy("/requests", { type: "change", asset: { id: asset.id, items } });
    } else if (kind === "suspended" || kind === "resume") {
      const suspend = await buy("/requests", { type: "suspend", asset: { id: asset.id } });
      simulator.control.endRequest(suspend.id, "approved");
      if (kind === "resume") await buy("/requests", { type: "resume", asset: { id: asset.id } });
    } else if (kind === "terminated") {
      const cancel = await buy("/requests", { type: "cancel", asset: { id: asset.id } });
      simulator.control.endRequest(cancel.id, "approved");
    } else if (kind !== "active") {
      await buy("/requests", { type: kind, asset: { id: asset.id } });
    }
  }
  return { simulator, assets };
}

type Populated = Awaited<ReturnType<typeof populated>>;

function house({ simulator }: Populated) {
  const database = memoryDatabase();
  const client = createConnectClient({
    baseUrl: platform,
    apiKey: VENDOR_KEY,
    retries: 0,
    fetch: async (input, init) => simulator.fetch(new Request(input, init)),
  });
  const adapter = connect({
    baseUrl: platform,
    apiKey: VENDOR_KEY,
    client,
    products: [DEFAULT_PRODUCT_ID],
    handlers: { purchase: () => approve() },
  });
  const start = async (): Promise<Engine> => {
    const engine = createEngine({
      store: memoryStore({ database, endLeases: true }),
      adapters: [
        {
          name: adapter.name,
          truth: async (question) => {
            if (adapter.truth === undefined) throw new Error("the adapter tells no truth");
            return adapter.truth(question);
          },
          perform: async () => ({
            type: "retry",
            blame: "nobody",
            error: { code: "waits", message: "nothing is answered here" },
            after: 60_000,
          }),
        },
      ],
    });
    await engine.start();
    return engine;
  };
  return { client, start };
}

async function collect<Row>(rows: AsyncIterable<Row>): Promise<readonly Row[]> {
  const all: Row[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

const countBy = (rows: readonly AdoptionProgress[]) =>
  Object.fromEntries(
    [...Map.groupBy(rows, ({ result }) => result.type)].map(([type, of]) => [type, of.length]),
  );

const options = { products: [DEFAULT_PRODUCT_ID] };

describe("adoption", () => {
  test("takes every living subscription over as it stands, and reconciling finds nothing to do", async () => {
    const count = 330;
    const world = await populated(count);
    const { client, start } = house(world);
    await using engine = await start();
    const rows = await collect(adopt(engine, client, options));
    expect(rows.at(-1)).toMatchObject({ done: count, total: count });
    expect(countBy(rows)).toEqual({ adopted: count - 30, ended: 30 });
    const results: readonly Reconciliation[] = await collect(engine.reconcile());
    expect(results).toHaveLength(count - 30);
    expect(results.filter((row) => row.class !== "agrees").slice(0, 3)).toEqual([]);
    expect(await engine.count({ requestState: ["none"] })).toBe(60);
  });

  test("twice adopts nothing twice, and a run that was cut off is made whole", async () => {
    const world = await populated(66);
    const { client, start } = house(world);
    {
      await using engine = await start();
      let sent = 0;
      const failing: Pick<Engine, "get" | "send"> = {
        get: (key) => engine.get(key),
        send: async (...given) => {
          sent += 1;
          if (sent > 43) throw new Error("killed");
          return engine.send(...given);
        },
      };
      await expect(collect(adopt(failing, client, options))).rejects.toThrow("killed");
    }
    await using engine = await start();
    expect(countBy(await collect(adopt(engine, client, options)))["ended"]).toBe(6);
    const results = await collect(engine.reconcile());
    expect(results).toHaveLength(60);
    expect(results.filter((row) => row.class !== "agrees")).toEqual([]);
    expect(countBy(await collect(adopt(engine, client, options)))).toEqual({ known: 60, ended: 6 });
  });

  test("in a dry run writes nothing", async () => {
    const world = await populated(11);
    const { client, start } = house(world);
    await using engine = await start();
    const rows = await collect(adopt(engine, client, { ...options, dryRun: true }));
    expect(countBy(rows)).toEqual({ adopted: 10, ended: 1 });
    expect(await engine.count()).toBe(0);
  });

  test("tells what cannot be read, and goes on", async () => {
    const world = await populated(11);
    world.simulator.control.setSubscriptionStatus(world.assets[0] ?? "", "rejected");
    const { client, start } = house(world);
    await using engine = await start();
    const rows = await collect(adopt(engine, client, options));
    expect(countBy(rows)).toEqual({ adopted: 9, ended: 1, unreadable: 1 });
    expect(rows.find(({ result }) => result.type === "unreadable")?.result.key).toBe(
      world.assets[0],
    );
  });
});
