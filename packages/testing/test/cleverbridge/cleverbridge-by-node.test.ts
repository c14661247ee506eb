import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { verifyHandlers, writeTest } from "@tenure/testing/cleverbridge";
import { afterEach, beforeEach, expect, test } from "vitest";

import { programWith, runByNode } from "../engine/run-by-node.ts";
import { brokenVendors, soundVendors } from "./access-vendor.ts";

let folder: string;
beforeEach(async () => {
  // Below this package, where the files find the packages they import, this one included.
  folder = await mkdtemp(fileURLToPath(new URL(".follower-", import.meta.url)));
});
afterEach(() => rm(folder, { recursive: true }));

const fault = "notes in memory what it has handled";

async function brokenReport() {
  const vendor = brokenVendors.find((one) => one.fault === fault)?.vendor;
  if (vendor === undefined) throw new Error("there is no such vendor");
  return verifyHandlers(vendor, { seed: 1, runs: 30, only: "not_idempotent" });
}

test("the README's test passes by node:test, and fails with a follower that is careless", async () => {
  const program = join(folder, "follower.test.ts");
  const code = await programWith("followerOf");
  await writeFile(program, code);
  const right = await runByNode(program);
  expect(right.passed, right.output).toBe(true);
  expect(right.output).toContain("# pass 1");

  const careless = code.replace("access.set(key,", "access.set(`${key}${access.size}`,");
  expect(careless).not.toBe(code);
  await writeFile(program, careless);
  const { passed, output } = await runByNode(program);
  expect(passed).toBe(false);
  expect(output).toContain("not_idempotent");
  expect(output).toContain("sequenceDiagram");
});

test("a written test fails by node:test until the handlers are mended", async () => {
  const file = join(folder, "follower.replay.test.ts");
  await writeTest(await brokenReport(), file);
  const vendors = `import { brokenVendors, soundVendors } from "../access-vendor.ts";\n`;
  const broken = `export const vendor = brokenVendors.find(({ fault }) => fault === "${fault}").vendor;\n`;
  await writeFile(join(folder, "vendor.ts"), vendors + broken);
  const before = await runByNode(file);
  expect(before.passed).toBe(false);
  expect(before.output).toContain("not_idempotent");
  const [name = ""] = Object.keys(soundVendors);
  const mended = `export const vendor = soundVendors["${name}"];\n`;
  await writeFile(join(folder, "vendor.ts"), vendors + mended);
  const after = await runByNode(file);
  expect(after.output).toContain("# pass 1");
  expect(after.passed).toBe(true);
});

test("a written test names the framework, the entry and the factory it is told", async () => {
  const file = join(folder, "replay.test.ts");
  const report = await brokenReport();
  await writeTest(report, file, { module: "../house.ts", name: "house", runner: "vitest" });
  const text = await readFile(file, "utf8");
  expect(text).toContain('import { test } from "vitest";');
  expect(text).toContain('import { verifyHandlers } from "@tenure/testing/cleverbridge";');
  expect(text).toContain('import { house as vendor } from "../house.ts";');
  expect(text).toContain("// sequenceDiagram");
  const [first] = Object.values(soundVendors);
  if (first === undefined) throw new Error("there is no vendor");
  const sound = await verifyHandlers(first, { runs: 1 });
  await expect(writeTest(sound, file)).rejects.toThrow(RangeError);
});
