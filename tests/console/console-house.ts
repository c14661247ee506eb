import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Adapter } from "@tenure/engine";
import { sqliteStore } from "@tenure/sqlite";
import type { BrowserContextOptions } from "playwright-core";

import { checkConfiguration } from "../../apps/tenure/src/configuration/define-configuration.ts";
import type { ConfigurationInput } from "../../apps/tenure/src/configuration/index.ts";
import { startService } from "../../apps/tenure/src/serve/start-service.ts";
import { startBrowser } from "../inspector/browser.ts";
import { takeTime } from "../service/eventually.ts";
import { scriptedPlatform } from "../service/scripted-platform.ts";
import { builtConsole } from "./built-console.ts";
import { seePage, type SeenPage } from "./seen-page.ts";

takeTime();

export interface ConsoleHouseOptions {
  /** Default: `connect`, and `bridge` of the tenant acme, both scripted. */
  readonly adapters?: readonly Adapter[];
  readonly configuration?: Partial<ConfigurationInput>;
  readonly environment?: Readonly<Record<string, string>>;
}

/** The whole service on a port with the built console, on a store in a file, and a browser to look at it. */
export async function consoleHouse({
  adapters = [scriptedPlatform("connect"), scriptedPlatform("bridge", "acme")],
  configuration = {},
  environment = {},
}: ConsoleHouseOptions = {}) {
  await builtConsole();
  const folder = mkdtempSync(join(tmpdir(), "tenure-console-"));
  const store = sqliteStore({ file: join(folder, "tenure.db") });
  const service = await startService({
    configuration: checkConfiguration({
      store,
      adapters: [...adapters],
      tenants: ["acme"],
      http: { port: 0 },
      logging: { level: "silent" },
      engine: { retry: { base: 5, attempts: 2 } },
      stopDeadlineMilliseconds: 3000,
      ...configuration,
    }),
    environment,
  });
  const browser = await startBrowser();
  const { url, engine } = service;

  return {
    url,
    engine,
    store,
    browser,
    stopService: async () => service.stop(),
    /** Opens a path of the console in a window of its own. */
    see: async (path: string, options?: BrowserContextOptions): Promise<SeenPage> =>
      seePage(browser, `${url.replace(/\/$/u, "")}${path}`, options),
    /** A purchase that came in from the platform. */
    purchase: async (key: string, adapter = "connect"): Promise<void> => {
      const id = `PR-${key.replace(/^.*:/u, "")}`;
      const request = { id, type: "purchase", parameters: { email: "jane@example.com" } };
      await engine.send(key, { type: "request.pending", request }, { adapter });
    },
    [Symbol.asyncDispose]: async (): Promise<void> => {
      await browser.close();
      await service.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type ConsoleHouse = Awaited<ReturnType<typeof consoleHouse>>;
