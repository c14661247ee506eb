import { statSync } from "node:fs";

import { TenureError, type Finding } from "@tenure/engine";

import { openForReading } from "./open-database.ts";
import { sqliteError } from "./sqlite-error.ts";

/** Looks at a store's file as it is, and changes nothing of it. */
export function examineFile(file: string): Finding {
  const about = "schema";
  if (file === ":memory:") {
    return { about, state: "doubtful", message: "The store is in memory: it forgets everything." };
  }
  if (statSync(file, { throwIfNoEntry: false }) === undefined) {
    return { about, state: "good", message: `${file} is made when the engine starts.` };
  }
  try {
    openForReading(file).close();
    return { about, state: "good", message: `${file} has the schema of this release.` };
  } catch (error) {
    const failure = sqliteError(file, error);
    const isOlder = error instanceof TenureError && error.code === "store_unavailable";
    return { about, state: isOlder ? "doubtful" : "bad", message: failure.message };
  }
}
