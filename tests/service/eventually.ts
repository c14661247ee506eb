import { expect, vi } from "vitest";

const patience = 120_000;

/** Others may have the machine at the same time, so no test of a file that says so has to be quick. */
export function takeTime(): void {
  vi.setConfig({ testTimeout: 4 * patience, hookTimeout: patience });
}

/** Expects of what is looked up again and again, for as long as it may take on a busy machine. */
export function eventually<Value>(look: () => Value) {
  return expect.poll(look, { timeout: patience, interval: 50 });
}
