import { execFile } from "node:child_process";
import { globSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { CONTROL_PATH, DEFAULT_PRODUCT_ID } from "@tenure/simulator";
import {
  CLEVERBRIDGE_PASSWORD,
  CLEVERBRIDGE_PRODUCT_ID,
  CLEVERBRIDGE_USER,
  createCleverbridgeSimulator,
} from "@tenure/simulator/cleverbridge";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";

import { startServer } from "../packages/postgres/test/server.ts";
import {
  decisionNumbers,
  decisionRecords,
  recordedDecisions,
  switches,
} from "./manual/decision-records.ts";
import {
  commandCodes,
  engineCodes,
  errorCatalog,
  refusalCodes,
  serviceCodes,
  stuckCodes,
} from "./manual/error-catalog.ts";
import { brokenLinks, linksOf, targetOf } from "./manual/page-links.ts";
import { manualFolder, programsOf, writePrograms } from "./manual/page-programs.ts";
import { reliefs, refusalReliefs, serviceMeanings, stuckMeanings } from "./manual/remedies.ts";
import { startProgram } from "./manual/running-program.ts";
import { simulatedConnect } from "./manual/simulated-connect.ts";
import { purchaseBody } from "./purchase-body.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const find = (...patterns: readonly string[]) => globSync([...patterns], { cwd: root }).toSorted();
const pages = find("docs/**/*.md");
const practical = find("docs/tutorials/*.md", "docs/how-to/*.md");
/** Processes on a machine that has much else to do. */
const timeout = 240_000;

const folder = manualFolder();
const folders = writePrograms(folder.path, pages);
afterAll(folder.remove);
const folderOf = (tutorial: string) =>
  folders[pages.indexOf(`docs/tutorials/${tutorial}.md`)] ?? "";

describe("every link", () => {
  test.each([...pages, ...find("README.md", "packages/*/README.md", "apps/*/README.md")])(
    "of %s leads to a file, and to a heading, that is there",
    (page) => {
      expect(brokenLinks(page)).toEqual([]);
    },
  );

  test("of the index together leads to every page", () => {
    const listed = new Set(
      linksOf("docs/README.md").map((link) => targetOf("docs/README.md", link)?.file),
    );
    expect(pages.filter((page) => !listed.has(page))).toEqual(["docs/README.md"]);
  });
});

describe("the catalog of error codes", () => {
  const sorted = (codes: readonly { readonly code: string }[]) =>
    codes.map(({ code }) => code).toSorted();

  test("is of the code as it is; if not, run `vitest run tests/manual.test.ts -u`", async () => {
    await expect(errorCatalog()).toMatchFileSnapshot("../docs/errors.md");
  });

  test("has every code there is, and no other", () => {
    expect(sorted(engineCodes())).toEqual(Object.keys(reliefs).toSorted());
    expect(sorted(refusalCodes())).toEqual(Object.keys(refusalReliefs).toSorted());
    expect(serviceCodes().toSorted()).toEqual(Object.keys(serviceMeanings).toSorted());
    expect(stuckCodes()).toEqual(Object.keys(stuckMeanings).toSorted());
    expect(commandCodes().length).toBeGreaterThan(10);
  });
});

describe("the decision records", () => {
  test("are of the machine's file as it is; if not, run `vitest run tests/manual.test.ts -u`", async () => {
    await expect(decisionRecords()).toMatchFileSnapshot("../docs/decisions.md");
  });

  test("leave out no decision and no switch", () => {
    const recorded = recordedDecisions();
    expect(recorded.map(({ number }) => number)).toEqual(decisionNumbers());
    expect(recorded.flatMap(({ option }) => option ?? []).toSorted()).toEqual(switches.toSorted());
  });
});

describe("every program", () => {
  test(
    "of a page is free of type errors",
    async () => {
      expect(practical.filter((page) => programsOf(page).length === 0)).toEqual([]);
      const configuration = {
        extends: "../../tsconfig.base.json",
        compilerOptions: { noEmit: true },
      };
      writeFileSync(join(folder.path, "tsconfig.json"), JSON.stringify(configuration));
      const tsc = join(root, "node_modules/.bin/tsc");
      const checked = promisify(execFile)(tsc, ["-p", folder.path, "--pretty", "false"]);
      const said = await checked.then(
        () => "",
        (error: unknown) => (error as { readonly stdout: string }).stdout,
      );
      expect(said).toBe("");
    },
    timeout,
  );
});

async function connectPlatform() {
  const platform = await simulatedConnect();
  onTestFinished(() => platform.close());
  return platform;
}

describe("the tutorial", () => {
  test(
    "of embedding sells a subscription, and goes on when its service is killed",
    async () => {
      const { env, untilStatus } = await connectPlatform();
      const cwd = folderOf("embed");
      const service = startProgram(cwd, ["service.ts"], env);
      const first = await startProgram(cwd, ["buy.ts"], env).says(/bought with (PR-\S+)\n/u);
      await service.says(/: request\.pending\n[^]*: answer\.approve\n[^]*: request\.approved\n/u);
      await untilStatus(`/requests/${first[1]}`, "approved");
      expect(await service.end("SIGKILL")).toBe("SIGKILL");

      const second = await startProgram(cwd, ["buy.ts"], env).says(/bought with (PR-\S+)\n/u);
      const again = startProgram(cwd, ["service.ts"], env);
      await untilStatus(`/requests/${second[1]}`, "approved");
      expect(await again.end("SIGTERM")).toBe(0);
    },
    timeout,
  );

  test(
    "of several workers has two of them work on one database, also when one is killed",
    async () => {
      const server = await startServer();
      onTestFinished(() => server.stop());
      const { env, call, untilStatus } = await connectPlatform();
      const more = { ...env, DATABASE_URL: await server.createDatabase() };
      const cwd = folderOf("several-workers");
      const workers = ["one", "two"].map((name) => startProgram(cwd, ["worker.ts", name], more));
      await Promise.all(workers.map((worker) => worker.says(/works\n/u)));
      const { id } = await call("POST", "/requests", purchaseBody());
      await untilStatus(`/requests/${id}`, "approved");
      expect(await workers[0]?.end("SIGKILL")).toBe("SIGKILL");
      const { id: next } = await call("POST", "/requests", purchaseBody());
      await workers[1]?.says(new RegExp(`two handles ${next} with \\S+\\n`, "u"));
      await untilStatus(`/requests/${next}`, "approved");
      expect(await workers[1]?.end("SIGTERM")).toBe(0);
    },
    timeout,
  );

  test(
    "from the processor script purchases, changes, asks, rejects and cancels",
    async () => {
      const { env, call, untilStatus } = await connectPlatform();
      const service = startProgram(folderOf("from-the-processor-script"), ["service.ts"], env);
      const order = (value: string) =>
        call("POST", "/requests", purchaseBody({ params: [{ id: "admin_email", value }] }));
      const { id, asset } = await order("admin@example.com");
      await untilStatus(`/requests/${id}`, "approved");
      const items = [{ id: `${DEFAULT_PRODUCT_ID}-0001`, quantity: 5 }];
      const change = await call("POST", "/requests", {
        type: "change",
        asset: { id: asset.id, items },
      });
      await untilStatus(`/requests/${change.id}`, "approved");
      await call("POST", "/requests", { type: "cancel", asset: { id: asset.id } });
      await untilStatus(`/assets/${asset.id}`, "terminated");
      await untilStatus(`/requests/${(await order("admin@example.invalid")).id}`, "failed");
      expect(await service.end("SIGTERM")).toBe(0);
      expect(service.output()).toMatch(
        /^open admin@example\.com 1\n(ACCOUNT-\S+): 5\n\1 is closed$/mu,
      );
    },
    timeout,
  );

  test(
    "of the cancellation page lets a customer do what it says, and nobody else",
    async () => {
      const simulator = createCleverbridgeSimulator();
      const platform = await simulator.listen();
      onTestFinished(() => platform.close());
      const secret = "a-secret-of-sixteen-or-more";
      const page = startProgram(folderOf("cancellation-page"), ["page.ts"], {
        CLEVERBRIDGE_URL: platform.url,
        CLEVERBRIDGE_USER,
        CLEVERBRIDGE_PASSWORD,
        CLEVERBRIDGE_PATH_SECRET: secret,
        PORT: "0",
      });
      const address = (await page.says(/^(http:\S+)$/mu))[1] ?? "";
      const control = async (method: string, path: string, body: object) => {
        const url = `${platform.url}${CONTROL_PATH}${path}`;
        const answer = await fetch(url, { method, body: JSON.stringify(body) });
        return JSON.parse((await answer.text()) || "{}") as { readonly id: string };
      };
      await control("PUT", "/notifications", { url: `${address}cleverbridge/${secret}` });
      const items = [
        { productId: CLEVERBRIDGE_PRODUCT_ID },
        { productId: CLEVERBRIDGE_PRODUCT_ID },
      ];
      const order = { customerReferenceId: "customer-7", items };
      const { id } = await control("POST", "/subscriptions", order);
      const foreign = await control("POST", "/subscriptions", {
        ...order,
        customerReferenceId: "8",
      });

      const shows = (text: RegExp) =>
        expect.poll(async () => (await fetch(address)).text(), { timeout: 60_000 }).toMatch(text);
      const wish = async (name: string, item: string, once: string, subscription = id) => {
        const body = new URLSearchParams({ wish: name, item, once, subscription });
        const answer = await fetch(`${address}wish`, { method: "POST", body });
        return `${answer.status} ${await answer.text()}`;
      };
      await shows(new RegExp(`Subscription ${id}: active`, "u"));
      expect(await wish("cancel-item", "2", "a")).toMatch(/^200 .*On record as/u);
      expect(await wish("cancel-item", "2", "a")).toMatch(/^409 .*sent before/u);
      await shows(/Item 2: deactivated/u);
      // Until the first change has ended, another one is refused for that.
      const last = async () => wish("cancel-item", "1", crypto.randomUUID());
      await expect.poll(last, { timeout: 60_000 }).toMatch(/^409 .*cancel the whole subscription/u);
      expect(await wish("cancel-all", "", "c")).toMatch(/^200/u);
      await shows(/: terminating/u);
      const back = async () => wish("withdraw", "", crypto.randomUUID());
      await expect.poll(back, { timeout: 60_000 }).toMatch(/^200/u);
      await shows(/: active/u);
      expect(await wish("cancel-all", "", "e", foreign.id)).toMatch(/^404/u);
      expect(await wish("toString", "", "f")).toMatch(/^404/u);
      expect(await page.end("SIGTERM")).toBe(0);
    },
    timeout,
  );
});
