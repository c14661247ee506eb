import type { LogFields, Logger } from "../ports/logger.ts";
import { redact } from "./redact.ts";

/**
 * Writes to another logger, a pino logger for example, only what is known to be harmless: keys, ids, types,
 * states, codes, counts and times. Every other field keeps its name and loses its value, at any depth, so
 * that an adapter or a handler that logs too much gives nothing away. Messages are written as they are:
 * they have to be fixed texts.
 */
export function redactingLogger(logger: Logger): Logger {
  return {
    debug(fields: LogFields, message: string) {
      logger.debug(redact(fields), message);
    },
    info(fields: LogFields, message: string) {
      logger.info(redact(fields), message);
    },
    warn(fields: LogFields, message: string) {
      logger.warn(redact(fields), message);
    },
    error(fields: LogFields, message: string) {
      logger.error(redact(fields), message);
    },
  };
}
