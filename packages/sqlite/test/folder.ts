import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { onTestFinished } from "vitest";

/** A file path in a folder of its own, which goes when the test ends. */
export function freshFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "tenure-sqlite-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return join(folder, "tenure.db");
}
