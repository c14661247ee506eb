import type { LogFields, Logger } from "@tenure/engine";

export interface RecordedLogger extends Logger {
  readonly lines: unknown[];
}

/** Keeps what is logged. */
export function recordedLogger(): RecordedLogger {
  const lines: unknown[] = [];
  const note = (fields: LogFields, message: string) => void lines.push({ fields, message });
  return { lines, debug: note, info: note, warn: note, error: note };
}
