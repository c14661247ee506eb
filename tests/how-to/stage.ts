import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { connect, type Handlers } from "@tenure/connect";
import { type Adapter, createEngine, type Engine, type Store } from "@tenure/engine";
import { DEFAULT_PRODUCT_ID } from "@tenure/simulator";
import { memoryStore } from "@tenure/testing/store";
import { afterAll, onTestFinished, vi } from "vitest";

import { sourceOf } from "../manual/documented-codes.ts";
import { manualFolder, writePrograms } from "../manual/page-programs.ts";
import { simulatedConnect } from "../manual/simulated-connect.ts";
import { purchaseBody } from "../purchase-body.ts";

/** Processes on a machine that has much else to do. */
export const timeout = 240_000;

/** Sets variables as a reader would, until the test ends. */
export function surround(variables: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
}

/** The programs of a how-to page, and a simulated Connect for them; gone after the file's tests. */
export async function howTo(page: string) {
  const manual = manualFolder();
  const file = `docs/how-to/${page}.md`;
  const [folder = ""] = writePrograms(manual.path, [file]);
  const platform = await simulatedConnect({ webhookDelayMs: 1 });
  afterAll(async () => {
    await platform.close();
    manual.remove();
  });
  const account = {
    baseUrl: platform.env.CONNECT_URL,
    apiKey: platform.env.CONNECT_KEY,
    products: [DEFAULT_PRODUCT_ID],
    pollEvery: 20,
    pollEveryIdle: 50,
  };
  return {
    ...platform,
    folder,
    account,
    source: sourceOf(file),
    /** What a program exports, in this process, where its packages are loaded already; run anew under another name. */
    program: async <Exports>(name: string, run = ""): Promise<Exports> => {
      const { href } = pathToFileURL(join(folder, name));
      return (await import(/* @vite-ignore */ `${href}${run}`)) as Exports;
    },
    connectWith: (handlers: Handlers) => connect({ ...account, handlers }),
    /** A purchase with this note of the buyer, and the subscription it is of. */
    order: async (note = "") => {
      const params = [
        { id: "admin_email", value: "admin@example.com" },
        { id: "company_note", value: note },
      ];
      const { id, asset } = await platform.call("POST", "/requests", purchaseBody({ params }));
      return { id, request: `/requests/${id}`, key: asset.id };
    },
  };
}

/** An engine that works until the test ends. */
export async function started(
  adapters: readonly Adapter[],
  store: Store = memoryStore(),
): Promise<Engine> {
  const engine = createEngine({ store, adapters, retry: { base: 5, attempts: 2 } });
  await engine.start();
  onTestFinished(() => engine.stop());
  return engine;
}
