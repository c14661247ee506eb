import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { afterEach, beforeEach, expect, test } from "vitest";

let folder: string;
beforeEach(async () => {
  // Below this package, where the files find the packages they import, this one included.
  folder = await mkdtemp(fileURLToPath(new URL(".written-", import.meta.url)));
});
afterEach(() => rm(folder, { recursive: true }));

/** Runs a test file by `node:test`. */
async function runByNode(
  code: string,
): Promise<{ readonly code: number; readonly output: string }> {
  const file = join(folder, "machine.test.ts");
  await writeFile(file, code);
  try {
    const args = ["--conditions=@tenure/source", "--test", "--test-reporter=tap", file];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder });
    return { code: 0, output: stdout };
  } catch (error) {
    const { code: exitCode, stdout } = error as { readonly code: number; readonly stdout: string };
    return { code: exitCode, output: stdout };
  }
}

async function exampleOf(word: string): Promise<string> {
  const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
  const blocks = [...readme.matchAll(/```ts\n(?<code>.*?)```/gsu)];
  return blocks.map(({ groups }) => groups?.["code"] ?? "").find((one) => one.includes(word)) ?? "";
}

test("the README's given, when and then run by node:test as they stand", async () => {
  const { code, output } = await runByNode(await exampleOf("given("));
  expect(code, output).toBe(0);
  expect(output).toContain("# pass 2");
});

test("what does not hold fails by node:test, and its output names the history", async () => {
  const example = await exampleOf("given(");
  const { code, output } = await runByNode(example.replaceAll('"approveRequest"', '"failRequest"'));
  expect(code).toBe(1);
  expect(output).toContain("# fail 1");
  expect(output).toContain("answer.approve did not lead to what is expected.");
  expect(output).toContain('request.pending request {"id":"PR-1","type":"purchase"}');
  expect(output).toContain("-> processing / pending.fulfilling: moved [fulfillRequest]");
  expect(output).toMatch(
    /expected:\s*\n\s+status: 'processing'\s*\n\s+effects:\s*\n\s+0: 'failRequest'/u,
  );
  expect(output).toMatch(
    /actual:\s*\n\s+status: 'processing'\s*\n\s+effects:\s*\n\s+0: 'approveRequest'/u,
  );
});

test("the README's check runs by node:test as it stands, and names what is broken", async () => {
  const example = await exampleOf("verifyMachine(");
  const { code, output } = await runByNode(example);
  expect(code, output).toBe(0);
  expect(output).toContain("# pass 2");
  const broken = example.replace(
    "decide(before, event)",
    'event.type === "answer.approve" ? decide(before, { ...event, type: "answer.reject", reason: "no" }) : decide(before, event)',
  );
  const found = await runByNode(broken);
  expect(found.code).toBe(1);
  expect(found.output).toContain("handler->>engine: answer.approve");
  expect(found.output).toContain("History:");
});
