import { DatabaseSync } from "node:sqlite";

/** A hold on a path that ends with the process, however it ends. */
export interface SoleUse {
  release(): void;
}

/**
 * Makes this process the only one that works with a path. The hold is an exclusive transaction on a
 * small file beside it, which the operating system ends when the process is killed.
 *
 * Throws when another process holds it.
 */
export function soleUserOf(path: string): SoleUse {
  const lock = new DatabaseSync(`${path}.lock`, { timeout: 0 });
  try {
    lock.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    lock.close();
    throw new Error(`Another process works with ${path}. Stop it first, or name another path.`, {
      cause: error,
    });
  }
  return { release: () => lock.close() };
}
