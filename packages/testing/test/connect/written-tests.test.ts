import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { verifyHandlers, writeTest } from "@tenure/testing/connect";
import { afterEach, beforeEach, expect, test } from "vitest";

import { brokenVendors, forAll, soundVendors, vendorWith } from "./licence-vendor.ts";

let folder: string;
beforeEach(async () => {
  // Below this package, where the files find the packages they import, this one included.
  folder = await mkdtemp(fileURLToPath(new URL(".written-", import.meta.url)));
});
afterEach(() => rm(folder, { recursive: true }));

/** Runs a test file by `node:test`. */
async function runByNode(
  file: string,
): Promise<{ readonly passed: boolean; readonly output: string }> {
  try {
    const args = ["--conditions=@tenure/source", "--test", "--test-reporter=tap", file];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder });
    return { passed: true, output: stdout };
  } catch (error) {
    return { passed: false, output: String((error as { readonly stdout: unknown }).stdout) };
  }
}

const fault = "makes a licence at each call";

async function brokenReport() {
  const vendor = brokenVendors.find((one) => one.fault === fault)?.vendor;
  if (vendor === undefined) throw new Error("there is no such vendor");
  return verifyHandlers(vendor, { seed: 1, runs: 10, only: "not_idempotent" });
}

test("a written test fails by node:test until the handlers are mended", async () => {
  const file = join(folder, "handlers.replay.test.ts");
  await writeTest(await brokenReport(), file);
  const vendors = `import { brokenVendors, forAll, soundVendors, vendorWith } from "../licence-vendor.ts";\n`;
  const broken = `export const vendor = brokenVendors.find(({ fault }) => fault === "${fault}").vendor;\n`;
  await writeFile(join(folder, "vendor.ts"), vendors + broken);
  const before = await runByNode(file);
  expect(before.passed).toBe(false);
  expect(before.output).toContain("not_idempotent (purchase)");
  const [name] = Object.keys(soundVendors);
  const mended = `export const vendor = soundVendors["${name}"];\n`;
  await writeFile(join(folder, "vendor.ts"), vendors + mended);
  const after = await runByNode(file);
  expect(after.output).toContain("# pass 1");
  expect(after.passed).toBe(true);
});

test("a written test names the framework and the factory it is told", async () => {
  const file = join(folder, "replay.test.ts");
  const report = await brokenReport();
  await writeTest(report, file, { module: "../house.ts", name: "house", runner: "vitest" });
  const text = await readFile(file, "utf8");
  expect(text).toContain('import { test } from "vitest";');
  expect(text).toContain('import { house as vendor } from "../house.ts";');
  expect(text).toContain("// sequenceDiagram");
});

test("whatever an error says, the diagram and the written file can be read", async () => {
  const vendor = vendorWith(() =>
    forAll(() => {
      throw new Error("one; two\n#three\u2028*/ `four`");
    }),
  );
  const report = await verifyHandlers(vendor, { seed: 1, runs: 1 });
  expect(report.broken[0]?.diagram).toContain("Error: one, two #35;three */ `four`");
  const file = join(folder, "odd.test.ts");
  await writeTest(report, file);
  await writeFile(
    join(folder, "vendor.ts"),
    'import { soundVendors } from "../licence-vendor.ts";\n' +
      'export const vendor = soundVendors["that answers at once"];\n',
  );
  const { passed, output } = await runByNode(file);
  expect(passed, output).toBe(true);
});

test("a report without a broken promise gives no test", async () => {
  const [vendor] = Object.values(soundVendors);
  if (vendor === undefined) throw new Error("there is no vendor");
  const report = await verifyHandlers(vendor, { runs: 1 });
  await expect(writeTest(report, join(folder, "none.test.ts"))).rejects.toThrow(RangeError);
});

test("the README's example runs by node:test as it stands", async () => {
  const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
  const blocks = [...readme.matchAll(/```ts\n(?<code>.*?)```/gsu)].map(
    ({ groups }) => groups?.["code"],
  );
  const code = blocks.find((block) => block?.includes("verifyHandlers") === true) ?? "";
  const file = join(folder, "example.test.ts");
  await writeFile(file, code);
  const { passed, output } = await runByNode(file);
  expect(passed, output).toBe(true);
  expect(output).toContain("# pass 1");
  const careless = code
    .replace("accounts.set(idempotencyKey,", "accounts.set(String(accounts.size),")
    .replace("runs: 20", "runs: 10");
  await writeFile(file, careless);
  expect((await runByNode(file)).output).toContain("not_idempotent");
});
