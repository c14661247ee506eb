import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { HistoryFileError } from "./history-file-error.ts";
import { replay, type Replayed, type ReplayOptions } from "./replay.ts";

const named = /\.(?:json|jsonl|ndjson)$/u;

async function filesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => named.test(name)).toSorted();
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new HistoryFileError("file_unreadable", folder, problem, { cause: error });
  }
}

/**
 * Replays every `.json`, `.jsonl` and `.ndjson` file of a folder, by name, as {@link replay} does; folders
 * in it are left out. Rejects at the first that differs or cannot be replayed, and when there is none.
 */
export async function replayFolder(
  folder: string | URL,
  options: ReplayOptions = {},
): Promise<ReadonlyMap<string, Replayed>> {
  const path = typeof folder === "string" ? folder : fileURLToPath(folder);
  const names = await filesIn(path);
  if (names.length === 0) {
    const problem = "no .json, .jsonl or .ndjson file is in it, so nothing can be compared.";
    throw new HistoryFileError("empty", path, problem);
  }
  const replayed = new Map<string, Replayed>();
  for (const name of names) {
    // oxlint-disable-next-line no-await-in-loop -- the first by name that differs is told
    replayed.set(name, await replay(join(path, name), options));
  }
  return replayed;
}
