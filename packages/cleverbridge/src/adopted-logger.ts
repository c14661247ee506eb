import { type Logger, silentLogger } from "@tenure/engine";

/** A logger that passes on to another, which becomes known only when the engine starts. */
export interface AdoptedLogger extends Logger {
  /** Writes to this one from now on, unless one was given from the beginning. */
  adopt(logger: Logger): void;
}

/** Writes to the given logger; without one to nothing, until one is adopted. */
export function adoptedLogger(given: Logger | undefined): AdoptedLogger {
  let target = given ?? silentLogger;
  return {
    adopt(logger) {
      if (given === undefined) target = logger;
    },
    debug: (fields, message) => target.debug(fields, message),
    info: (fields, message) => target.info(fields, message),
    warn: (fields, message) => target.warn(fields, message),
    error: (fields, message) => target.error(fields, message),
  };
}
