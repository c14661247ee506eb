import { redactingLogger, silentLogger, type Logger } from "@tenure/engine";
import { pino } from "pino";

import type { Configuration } from "../configuration/configuration-schema.ts";

/** The service's log: JSON lines on the standard error, without what may be personal. */
export function serviceLogger({ level, logger }: Configuration["logging"]): Logger {
  if (logger !== undefined) return redactingLogger(logger);
  if (level === "silent") return silentLogger;
  const options = {
    level,
    base: null,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  const destination = pino.destination({ fd: 2, sync: true });
  return redactingLogger(pino(options, destination));
}
