import { cleverbridge } from "@tenure/cleverbridge";
import { approve } from "@tenure/connect";
import {
  createEngine,
  type Engine,
  type SendResult,
  type SubscriptionRecord,
} from "@tenure/engine";
import { postgresStore } from "@tenure/postgres";
import { DEFAULT_PRODUCT_ID, PREVIEW_CONNECTION_ID } from "@tenure/simulator";
import {
  CLEVERBRIDGE_PASSWORD,
  CLEVERBRIDGE_PRODUCT_ID,
  CLEVERBRIDGE_USER,
  createCleverbridgeSimulator,
} from "@tenure/simulator/cleverbridge";
import { memoryStore } from "@tenure/testing/store";
import { expect, onTestFinished, test } from "vitest";

import { checkConfiguration } from "../../apps/tenure/src/configuration/define-configuration.ts";
import { startService } from "../../apps/tenure/src/serve/start-service.ts";
import { testDatabase } from "../../packages/postgres/test/database.ts";
import { commandsOf, type Tried, tryCommand } from "../manual/documented-commands.ts";
import { purchaseBody } from "../purchase-body.ts";
import { howTo, started, timeout } from "./stage.ts";

const page = await howTo("act-on-subscriptions");
const { program, order, call, untilStatus, connectWith } = page;
const database = testDatabase();

/** What a program exports under a name, to be called with an engine first. */
type Programs<Name extends string, Result, Parameters extends readonly unknown[]> = Readonly<
  Record<Name, (engine: Engine, ...parameters: Parameters) => Result>
>;

const handlers = {
  purchase: () => approve({ parameters: { subscription_id: "A-1" } }),
  adjustment: () => approve(),
  otherwise: "held",
} as const;

test(
  "how to act on subscriptions has programs and commands that do what the page says",
  async () => {
    const configuration = checkConfiguration({
      store: memoryStore(),
      adapters: [connectWith(handlers)],
      http: { port: 0 },
      logging: { level: "silent" },
    });
    const service = await startService({ configuration });
    onTestFinished(() => service.stop());
    const { engine, url } = service;
    const { key, request } = await order();
    await untilStatus(request, "approved");
    await expect.poll(async () => (await engine.get(key))?.status, { timeout }).toBe("active");

    const { activeOf } =
      await program<Programs<"activeOf", AsyncIterable<SubscriptionRecord>, [string]>>("find.ts");
    const { counts } = await program<Programs<"counts", Promise<string>, []>>("find.ts");
    const active: string[] = [];
    for await (const record of activeOf(engine, DEFAULT_PRODUCT_ID)) active.push(record.key);
    expect(active).toEqual([key]);
    expect(JSON.parse(await counts(engine))).toEqual({
      product: { [DEFAULT_PRODUCT_ID]: 1 },
      status: { active: 1 },
    });

    type Asks = Programs<"mayBeSuspended", Promise<string>, [string]>;
    const { mayBeSuspended } = await program<Asks>("ask-before.ts");
    expect(await mayBeSuspended(engine, key)).toBe("yes");
    const untilIdle = (type: string) =>
      expect
        .poll(
          async () => {
            const { requestState, snapshot } = (await engine.get(key)) ?? {};
            const { ordered, ended = [] } = snapshot?.context ?? {};
            return { requestState, ordered, last: ended.at(-1)?.type };
          },
          { timeout },
        )
        .toEqual({ requestState: "none", ordered: null, last: type });
    const adjusted = async (id: string) => {
      await untilIdle("adjustment");
      expect((await engine.get(key))?.snapshot.context.parameters["subscription_id"]).toBe(id);
    };
    const { correctId } =
      await program<Programs<"correctId", Promise<SendResult>, [string, string]>>("adjust.ts");
    expect((await correctId(engine, key, "A-2")).verdict.type).toBe("moved");
    expect((await correctId(engine, key, "A-2")).repeated).toBe(true);
    await adjusted("A-2");
    const { version = 0 } = (await engine.get(key)) ?? {};
    type Careful = Programs<"correctIfUnchanged", Promise<boolean>, [object]>;
    const { correctIfUnchanged } = await program<Careful>("careful.ts");
    expect(await correctIfUnchanged(engine, { key, version: version - 1 })).toBe(false);
    expect(await correctIfUnchanged(engine, { key, version })).toBe(true);
    await adjusted("A-3");
    const { adjust } = await program<{
      adjust: (service: string, key: string, once: string) => Promise<string>;
    }>("over-http.ts");
    expect(await adjust(url, key, "once")).toMatch(/^version \d+$/u);
    expect(await adjust(url, "AS-0", "once")).toMatch(/^subscription_unknown: /u);
    await adjusted("A-4");

    const tried: string[] = [];
    const run = async (line: string, what: Tried) => {
      tried.push(line);
      return tryCommand(line, { key, ...what }, { env: { TENURE_URL: url, TENURE_TOKEN: "" } });
    };
    await run("tenure list --product PRD-100-000-001 --status active,suspended", {
      says: new RegExp(key, "u"),
    });
    await run("tenure list --awaited vendor --request-type purchase,change --json", {
      says: /no such subscription/u,
    });
    await run("tenure list AS-1000 --limit 20", { says: /\S/u });
    await run("tenure explain AS-…", { says: /suspend/u });
    await run("tenure explain AS-… resume", { says: /buyer/u, code: 1 });
    await run(`tenure send AS-… adjust --parameters '{"subscription_id": "A-2"}' --preview`, {
      says: /createRequest/u,
    });
    await run(
      `tenure send AS-… adjust --parameters '{"subscription_id": "A-2"}' --idempotency-key 'ticket 4711'`,
      { says: /taken in/u },
    );
    expect(tried).toEqual(commandsOf("docs/how-to/act-on-subscriptions.md"));
    await adjusted("A-2");

    const wish = { key, customer: "customer-7", formId: "form-1", givenAt: new Date(0) };
    const { suspend } = await program<Programs<"suspend", Promise<string>, [object]>>("suspend.ts");
    expect(await suspend(engine, { ...wish, customer: "" })).toMatch(/^invalid_event: /u);
    expect(await suspend(engine, wish)).toBe("on record");
    expect(await suspend(engine, wish)).toBe("sent before");
    expect(await suspend(engine, { ...wish, givenAt: new Date(1) })).toBe(
      "idempotency_conflict (Conflict)",
    );
    // The connection is no preview: the platform lets no vendor's key suspend there.
    await expect
      .poll(async () => (await engine.history(key)).at(-1)?.event, { timeout })
      .toMatchObject({ type: "effect.failed", effect: "createRequest" });
    expect(await mayBeSuspended(engine, key)).toBe("yes");

    const bought = await call(
      "POST",
      "/requests",
      purchaseBody({ connection: { id: PREVIEW_CONNECTION_ID } }),
    );
    const previewed = bought.asset.id;
    await expect
      .poll(async () => (await engine.get(previewed))?.status, { timeout })
      .toBe("active");
    const { setSeats } =
      await program<Programs<"setSeats", Promise<SendResult>, [string, object]>>("change.ts");
    const seats = { itemId: "PRD_100_000_001_0001", seats: 5, customer: "customer-7" };
    expect((await setSeats(engine, previewed, seats)).verdict.type).toBe("moved");
    expect(await mayBeSuspended(engine, previewed)).toMatch(/^request_in_progress/u);
    await expect
      .poll(async () => (await engine.get(previewed))?.requestType, { timeout })
      .toBe("change");
  },
  timeout,
);

test(
  "how to act on subscriptions goes together with the application's own tables, or not at all",
  async () => {
    const { connectionString } = database;
    const engine = await started([connectWith(handlers)], postgresStore({ connectionString }));
    const { key } = await order();
    await expect.poll(async () => (await engine.get(key))?.status, { timeout }).toBe("active");
    const client = await database.client();
    await client.query("CREATE TABLE credit (subscription text PRIMARY KEY)");
    const pool = { connect: async () => Object.assign(client, { release: () => undefined }) };
    type Credit = Programs<"credit", Promise<void>, [object, string]>;
    const { credit } = await program<Credit>("with-my-tables.ts");
    await credit(engine, pool, key);
    await expect
      .poll(async () => (await engine.get(key))?.snapshot.context.parameters["subscription_id"], {
        timeout,
      })
      .toBe("A-5");
    const before = await engine.history(key);
    await expect(credit(engine, pool, key)).rejects.toThrow("duplicate key");
    await expect(credit(engine, pool, "AS-0")).rejects.toThrow("AS-0");
    expect(await engine.history(key)).toEqual(before);
    const { rows } = await client.query("SELECT subscription FROM credit");
    expect(rows).toEqual([{ subscription: key }]);
  },
  timeout,
);

test(
  "how to act on subscriptions changes, puts off, cancels and keeps one on cleverbridge",
  async () => {
    const simulator = createCleverbridgeSimulator();
    const platform = await simulator.listen();
    onTestFinished(() => platform.close());
    const id = simulator.buy({
      customerReferenceId: "customer-7",
      items: [{ productId: CLEVERBRIDGE_PRODUCT_ID }],
    });
    const engine = createEngine({
      store: memoryStore(),
      adapters: [
        cleverbridge({
          baseUrl: platform.url,
          username: CLEVERBRIDGE_USER,
          password: CLEVERBRIDGE_PASSWORD,
          managementModel: "2.0",
          customers: [{ customerReferenceId: "customer-7" }],
          graveAgainAfter: 1,
        }),
      ],
    });
    await engine.start();
    onTestFinished(() => engine.stop());
    const until = (status: string) =>
      expect
        .poll(
          async () => {
            const record = await engine.get(id);
            return { status: record?.status, ordered: record?.snapshot.context.ordered };
          },
          { timeout },
        )
        .toEqual({ status, ordered: null });
    await until("active");
    type Wishes = Programs<"sixSeats" | "keep", Promise<string>, [string]> &
      Programs<"pauseBilling", Promise<string>, [string, string]> &
      Programs<"cancel", Promise<string>, [string, number]>;
    const wishes = await program<Wishes>("on-cleverbridge.ts");
    const done = /^on record as/u;
    expect(await wishes.sixSeats(engine, id)).toMatch(done);
    await until("active");
    const settled = (wish: () => Promise<string>) => expect.poll(wish, { timeout }).toMatch(done);
    await settled(() => wishes.pauseBilling(engine, id, "2040-01-01T00:00:00Z"));
    await settled(() => wishes.cancel(engine, id, 1));
    await expect.poll(async () => (await engine.get(id))?.status, { timeout }).toBe("terminating");
    await settled(() => wishes.keep(engine, id));
    await until("active");
  },
  timeout,
);
