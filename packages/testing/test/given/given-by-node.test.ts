import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { afterEach, beforeEach, expect, test } from "vitest";

import { programWith, runByNode } from "../engine/run-by-node.ts";

let folder: string;
beforeEach(async () => {
  // Below this package, where the files find the packages they import, this one included.
  folder = await mkdtemp(fileURLToPath(new URL(".given-", import.meta.url)));
});
afterEach(() => rm(folder, { recursive: true }));

test("the README's tests pass by node:test, and a wrong one fails with a diff", async () => {
  const program = join(folder, "lifecycle.test.ts");
  const code = await programWith("const bought = given(");
  await writeFile(program, code);
  const right = await runByNode(program);
  expect(right.passed, right.output).toBe(true);
  expect(right.output).toContain("# pass 4");

  const wrong = code.replace('.then("processing"', '.then("active"');
  expect(wrong).not.toBe(code);
  await writeFile(program, wrong);
  const { passed, output } = await runByNode(program);
  expect(passed).toBe(false);
  expect(output).toContain("# fail 1");
  expect(output).toContain('status: stated "active", is "processing"');
  expect(output).toMatch(/code: 'ERR_ASSERTION'[^]*expected:[^]*active[^]*actual:[^]*processing/u);
});
