import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { afterEach, beforeEach, expect, test } from "vitest";

import { programWith, runByNode } from "../engine/run-by-node.ts";
import { decidedOtherwise, exported } from "./lived-history.ts";

let folder: string;
beforeEach(async () => {
  // Below this package, where the files find the packages they import, this one included.
  folder = await mkdtemp(fileURLToPath(new URL(".replayed-", import.meta.url)));
  await mkdir(join(folder, "histories"));
});
afterEach(() => rm(folder, { recursive: true }));

test("the README's replay passes by node:test, and fails with a diff once a step is decided otherwise", async () => {
  const program = join(folder, "histories.test.ts");
  const history = join(folder, "histories", "changed-twice.json");
  await writeFile(program, await programWith("replayFolder"));
  const missing = await runByNode(program);
  expect(missing.passed).toBe(false);
  expect(missing.output).toContain("code: 'empty'");

  const document = await exported(true);
  await writeFile(history, JSON.stringify(document));
  const same = await runByNode(program);
  expect(same.passed, same.output).toBe(true);
  expect(same.output).toContain("# pass 1");

  const effects = [{ type: "readRequest", requestId: "PR-7" } as const];
  await writeFile(history, JSON.stringify(decidedOtherwise(document, 0, { effects })));
  const { passed, output } = await runByNode(program);
  expect(passed).toBe(false);
  expect(output).toContain("step 1 of");
  expect(output).toContain('recorded "readRequest", now "fulfillRequest"');
  expect(output).toMatch(/code: 'ERR_ASSERTION'[^]*expected:[^]*PR-7[^]*actual:/u);
});
