import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { execPath } from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { sqliteStore } from "@tenure/sqlite";
import { expect, onTestFinished, test } from "vitest";

import { recordOf } from "./commits.ts";
import { freshFile } from "./folder.ts";

const script = fileURLToPath(new URL("writer.ts", import.meta.url));

function startWriter(file: string): ChildProcess {
  const writer = spawn(execPath, ["--conditions=@tenure/source", script, file], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => {
    writer.kill("SIGKILL");
  });
  return writer;
}

/** Waits until the writer has kept so many versions, kills it, and tells the last it told of. */
async function killAfter(writer: ChildProcess, versions: number): Promise<number> {
  if (writer.stdout === null) throw new TypeError("the writer has no output");
  let last = 0;
  for await (const line of createInterface({ input: writer.stdout })) {
    last = Number(line);
    if (last === versions) writer.kill("SIGKILL");
  }
  return last;
}

test("a process that is killed loses no acknowledged commit, and its lock goes with it", async () => {
  const file = freshFile();
  const writer = startWriter(file);
  const gone = once(writer, "exit");
  const acknowledged = await killAfter(writer, 50);
  await gone;
  const store = sqliteStore({ file });
  await store.open();
  const record = await recordOf(store, "A");
  expect(acknowledged).toBeGreaterThanOrEqual(50);
  expect(record?.version).toBeGreaterThanOrEqual(acknowledged);
  const history = await store.history("A", { after: 0, limit: 10_000 });
  expect(history).toHaveLength(record?.version ?? 0);
  expect(await store.backlog()).toBe(record?.version);
  await store.close();
});

test("a second process is told at once that another works on the file", async () => {
  const file = freshFile();
  const writer = startWriter(file);
  if (writer.stdout === null) throw new TypeError("the writer has no output");
  await once(writer.stdout, "data");
  const store = sqliteStore({ file });
  await expect(store.open()).rejects.toMatchObject({
    code: "store_locked",
    consequence: "Conflict",
  });
});
