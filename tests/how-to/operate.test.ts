import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { createReader, type Engine, type Store } from "@tenure/engine";
import { DEFAULT_PRODUCT_ID } from "@tenure/simulator";
import { sqliteStore } from "@tenure/sqlite";
import { memoryStore } from "@tenure/testing/store";
import { expect, onTestFinished, test } from "vitest";

import { checkConfiguration } from "../../apps/tenure/src/configuration/define-configuration.ts";
import type { ConfigurationInput } from "../../apps/tenure/src/configuration/index.ts";
import { startService } from "../../apps/tenure/src/serve/start-service.ts";
import { commandsOf, type Tried, tryCommand } from "../manual/documented-commands.ts";
import { howTo, surround, timeout } from "./stage.ts";

const page = await howTo("operate");
const { simulator, env, call, program, order } = page;

const tokens = { TENURE_TOKEN: "on-call-0123456789", PROMETHEUS_TOKEN: "prometheus-0123456789" };

/** The service of the page on a store of its own, after this many purchases, which a person has to answer. */
async function service(many: number) {
  const folder = mkdtempSync(join(tmpdir(), "tenure-how-to-"));
  const file = join(folder, "tenure.db");
  surround({ ...env, ...tokens, TENURE_STORE: file, PORT: "0" });
  const orders = await Promise.all(Array.from({ length: many }, () => order()));
  const { default: configuration } = await program<{ default: ConfigurationInput }>(
    "tenure.config.ts",
    `?${file}`,
  );
  const logging = { level: "silent" } as const;
  const running = await startService({
    configuration: checkConfiguration({ ...configuration, logging }),
  });
  onTestFinished(async () => {
    await running.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const keys = orders.map(({ key }) => key);
  await expect
    .poll(() => running.engine.count({ requestState: ["stuck"] }), { timeout })
    .toBeGreaterThanOrEqual(many);
  return { ...running, folder, file, keys };
}

test(
  "how to operate has commands that do what the page says",
  async () => {
    const { url, engine, file, folder, keys } = await service(6);
    const [approved = "", rejected = "", asked = "", scheduled = "", postponed = "", skipped = ""] =
      keys;
    const taken = /taken in at version/u;
    const product = `tenure reconcile --product ${DEFAULT_PRODUCT_ID}`;
    const state = (key: string) => async () => {
      const { status, requestState } = (await engine.get(key)) ?? {};
      return `${status} ${requestState}`;
    };
    const until = (key: string, expected: string) =>
      expect.poll(state(key), { timeout }).toBe(expected);
    const surroundings = {
      env: { ...tokens, TENURE_URL: url },
      named: Object.fromEntries([
        ["tenure.db", file],
        ...["live.db", "copy.db", "whole.json", "other.db"].map((name) => [
          name,
          join(folder, name),
        ]),
      ]),
    };
    const tried = new Set<string>();
    const run = async (line: string, what: Tried) => {
      tried.add(line);
      return tryCommand(line, what, surroundings);
    };

    await run("tenure list --request-state stuck", {
      says: new RegExp(`^${approved} .*stuck`, "mu"),
    });
    await run("tenure show AS-… --unredacted", {
      key: approved,
      says: /held.* by hand/u,
    });
    await run("tenure history AS-… --newest --limit 5", {
      key: approved,
      says: /effect\.failed .* Requests of this type are held for an operator/u,
    });
    await run("tenure waiting --store tenure.db --over 2d", { says: /^(?!.*AS-)/u });
    await run("tenure waiting --store tenure.db --on vendor --limit 10", {
      says: new RegExp(approved, "u"),
    });
    await run("tenure retry AS-…", { key: approved, says: taken });
    await until(approved, "processing stuck");
    await run(`tenure answer AS-… approve --parameters '{"subscription_id": "ACCOUNT-7"}'`, {
      key: approved,
      says: taken,
    });
    await run('tenure answer AS-… reject --reason "The account is closed."', {
      key: rejected,
      says: taken,
    });
    await run(
      `tenure answer AS-… inquire --parameters '{"admin_email": "Please give another address."}'`,
      { key: asked, says: taken },
    );
    await run("tenure answer AS-… schedule --planned-date 2030-01-07T08:00:00.000Z", {
      key: scheduled,
      says: taken,
    });
    await run("tenure answer AS-… postpone --delay 3600000", { key: postponed, says: taken });
    await until(approved, "active none");
    await until(rejected, "terminated none");
    await until(asked, "processing inquiring");
    await until(scheduled, "processing scheduled");
    await until(postponed, "processing pending");
    simulator.control.endRequest((await engine.get(skipped))?.requestId ?? "", "approved");
    await run("tenure skip AS-…", { key: skipped, says: taken });
    await until(skipped, "active none");

    const because = "Maintenance until 6 o'clock.";
    await run(`tenure pause connect --reason "${because}"`, { says: /^connect is paused/u });
    expect(await engine.pauses()).toMatchObject([{ adapter: "connect", reason: because }]);
    await run("tenure resume connect", { says: /^connect goes on\./u });

    simulator.control.setSubscriptionStatus(approved, "suspended");
    simulator.control.setSubscriptionStatus(skipped, "suspended");
    await run(product, { code: 1, says: new RegExp(`^${approved} .*active +suspended`, "mu") });
    await run("tenure reconcile AS-…", { key: approved, code: 1, says: /1 compared, 0 agree/u });
    await run("tenure reconcile AS-… --apply", { key: approved, says: /yes/u });
    await run(`${product} --apply`, { says: new RegExp(`^${skipped} .*yes`, "mu") });
    await tryCommand(product, { says: /6 compared, 6 agree/u }, surroundings);

    const takeOver = `tenure import --product ${DEFAULT_PRODUCT_ID} --store live.db`;
    await run(`${takeOver} --dry-run`, { says: /5/u });
    await run(`${takeOver} --reconcile`, { says: /5/u });
    await run("tenure backup copy.db --store tenure.db", { says: /is copied to/u });
    await run("tenure export AS-… --unredacted --store tenure.db --file whole.json", {
      key: approved,
      says: /whole\.json/u,
    });
    await run("tenure import-history whole.json --outstanding perform --store other.db", {
      says: new RegExp(`^${approved}: imported at version`, "mu"),
    });
    await run("tenure verify --store tenure.db", { says: /6/u });
    await run("tenure verify AS-…", { key: approved, says: /intact/u });
    await run("tenure replay AS-… --to 2", { key: approved, says: /request\.pending/u });
    expect([...tried]).toEqual(commandsOf("docs/how-to/operate.md"));

    const headers = { authorization: `Bearer ${tokens.PROMETHEUS_TOKEN}` };
    const metrics = await (await fetch(`${url}/metrics`, { headers })).text();
    for (const [, name = ""] of page.source.matchAll(/^\| `(tenure_\w+)`/gmu)) {
      expect(metrics).toMatch(new RegExp(`^# TYPE ${name} (gauge|counter)$`, "mu"));
    }
  },
  timeout,
);

test(
  "how to operate has programs for stuck work, pauses, backups and moves",
  async () => {
    const { url, engine, file, folder, keys } = await service(3);
    const [first = "", second = "", third = ""] = keys;
    type Stuck = {
      readonly stuckOf: (engine: Engine) => Promise<readonly string[]>;
      readonly retryAll: (engine: Engine, code: string) => Promise<number>;
    };
    const { stuckOf, retryAll } = await program<Stuck>("stuck.ts");
    expect(await stuckOf(engine)).toContainEqual(
      expect.stringMatching(
        new RegExp(`^${first} PR-\\S+ at fulfillRequest: held, .* by hand$`, "u"),
      ),
    );
    expect(await retryAll(engine, "handler_threw")).toBe(0);
    expect(await retryAll(engine, "held")).toBeGreaterThanOrEqual(3);
    await expect.poll(async () => (await stuckOf(engine)).length, { timeout }).toBeGreaterThan(2);

    type Answer = {
      readonly approveOverHttp: (service: object, request: object) => Promise<number>;
      readonly approveHere: (engine: Engine, key: string) => Promise<string>;
    };
    const { approveOverHttp, approveHere } = await program<Answer>("answer.ts");
    const { requestId } = (await engine.get(second)) ?? {};
    const at = { url, token: tokens.TENURE_TOKEN };
    const { maintenance } = await program<{
      maintenance: (engine: Engine, work: () => Promise<void>) => Promise<void>;
    }>("pause.ts");
    const source = page.source.replaceAll("'\\''", "’");
    const pauses = [...source.matchAll(/-d '(.*)' "\$TENURE_URL(.*)"/gu)];
    const post = async ([, body = "", path = ""]: RegExpMatchArray) => {
      const headers = {
        authorization: `Bearer ${tokens.TENURE_TOKEN}`,
        "content-type": "application/json",
      };
      return (await fetch(`${url}${path}`, { method: "POST", headers, body })).json();
    };
    await maintenance(engine, async () => {
      expect(await approveHere(engine, first)).toBe("moved");
      expect(await approveOverHttp(at, { key: second, requestId })).toBe(200);
      expect((await engine.get(first))?.status).toBe("processing");
    });
    await expect
      .poll(() => engine.count({ status: ["active"] }), { timeout })
      .toBeGreaterThanOrEqual(2);
    expect(await post(pauses[0] as RegExpMatchArray)).toMatchObject({
      adapter: "connect",
      paused: { reason: "Maintenance until 6 o’clock." },
    });
    expect(await post(pauses[1] as RegExpMatchArray)).toEqual({ resumed: true });

    const { backUp } = await program<{
      backUp: (file: string, copy: string) => Promise<void>;
    }>("backup.ts");
    const copy = join(folder, "copy.db");
    await backUp(file, copy);
    const from = sqliteStore({ file: copy });
    await from.open();
    onTestFinished(() => from.close());
    const { move } = await program<{
      move: (from: Store, to: Store) => Promise<number>;
    }>("move.ts");
    const to = memoryStore();
    await to.open();
    expect(await move(from, to)).toBe(await engine.count());
    const moved = createReader({ store: to });
    expect(await moved.get(first)).toEqual(await engine.get(first));
    expect(await moved.verify(third)).toMatchObject({ type: "intact" });
    expect((await call("GET", `/assets/${first}`)).status).toBe("active");
  },
  timeout,
);
