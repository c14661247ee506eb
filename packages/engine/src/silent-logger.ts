import type { Logger } from "./ports/logger.ts";

function drop(): void {
  // Silence is what this logger is for.
}

/** Writes nothing. */
export const silentLogger: Logger = { debug: drop, info: drop, warn: drop, error: drop };
