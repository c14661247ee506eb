/** Structured fields of a log line. Never holds credentials or the personal data of customers. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Where the engine writes its log. A pino logger fits as it is. */
export interface Logger {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}
