import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { backup, DatabaseSync } from "node:sqlite";

import { TenureError } from "@tenure/engine";

import { realFile } from "./open-database.ts";

/** All pages in one step, which runs on another thread. */
const allPages = 2 ** 31 - 1;

function assertFree(source: string, target: string): void {
  if (target === source) {
    const message = `A backup cannot replace the store ${source} itself. Name another file.`;
    throw new TenureError("options_invalid", message);
  }
  // SQLite would take an older log for that of the copy.
  if (existsSync(`${target}-wal`)) {
    const message = `${target} is in use, or was left in the middle of work. Name another file for the backup.`;
    throw new TenureError("options_invalid", message);
  }
}

/** A renamed file is there for good once its folder is on the disk. */
async function syncFolder(file: string): Promise<void> {
  const folder = await open(dirname(file), "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function copy(source: string, memory: DatabaseSync, partial: string): Promise<void> {
  if (source === ":memory:") {
    // It has this one connection only, and a copy made on another thread would meet it in the middle of a commit.
    memory.prepare("VACUUM INTO ?").run(partial);
    return;
  }
  // With a connection of its own it reads one state of the file, and holds up no commit.
  const reader = new DatabaseSync(source, { readOnly: true });
  try {
    await backup(reader, partial, { rate: allPages });
  } finally {
    reader.close();
  }
}

/** Copies a database that is being worked on; the copy appears under its name once it is whole. */
export async function backUp(source: string, database: DatabaseSync, file: string): Promise<void> {
  const target = realFile(file);
  assertFree(source, target);
  const partial = `${target}.${randomUUID()}.partial`;
  try {
    await copy(source, database, partial);
    await rename(partial, target);
    await syncFolder(target);
  } finally {
    await rm(partial, { force: true });
  }
}
