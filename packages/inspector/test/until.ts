import { setTimeout } from "node:timers/promises";

/** Waits until it is so, for as long as a busy machine may need. */
export async function until(what: string, isSo: () => boolean): Promise<void> {
  const attempts = 6000;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (isSo()) return;
    await setTimeout(10);
  }
  throw new Error(`Never came about: ${what}`);
}
