import type { LogFields, Logger } from "@tenure/engine";

interface LogLine {
  readonly level: "debug" | "info" | "warn" | "error";
  readonly fields: LogFields;
  readonly message: string;
}

export interface RecordedLogger extends Logger {
  readonly lines: LogLine[];
}

/** Keeps what is logged. */
export function recordedLogger(): RecordedLogger {
  const lines: LogLine[] = [];
  const at = (level: LogLine["level"]) => (fields: LogFields, message: string) => {
    lines.push({ level, fields, message });
  };
  return { lines, debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}
