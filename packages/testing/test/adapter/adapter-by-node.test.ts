import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { adapterPromises } from "@tenure/testing/adapter";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { programWith, runByNode } from "../engine/run-by-node.ts";
import { connectSubject } from "./connect-subject.ts";

// Two processes that try every promise, on a machine that has much else to do.
vi.setConfig({ testTimeout: 240_000 });

let folder: string;
beforeEach(async () => {
  // Below this package, where the files find the packages they import, this one included.
  folder = await mkdtemp(fileURLToPath(new URL(".promises-", import.meta.url)));
});
afterEach(() => rm(folder, { recursive: true }));

test("the README's adapter promises are tried by node:test, and a broken adapter fails them", async () => {
  const program = join(folder, "adapter.test.ts");
  const shop = join(folder, "simulated-shop.ts");
  await writeFile(program, await programWith("adapterPromises(subject)"));
  const imported = 'import { connectSubject } from "../connect-subject.ts";\n';
  await writeFile(shop, `${imported}export const simulatedShop = connectSubject().open;\n`);
  const sound = await runByNode(program);
  expect(sound.passed, sound.output).toBe(true);
  expect(sound.output).toContain(`# pass ${adapterPromises(connectSubject()).length}`);

  const silent =
    'connectSubject((sound) => ({ ...sound, perform: async () => ({ type: "done", events: [] }) }))';
  await writeFile(shop, `${imported}export const simulatedShop = ${silent}.open;\n`);
  const { passed, output } = await runByNode(program);
  expect(passed).toBe(false);
  expect(output).toMatch(/not ok \d+ - repeats: an effect that is done tells the engine/u);
  expect(output).toContain("it changes something on the platform");
});
