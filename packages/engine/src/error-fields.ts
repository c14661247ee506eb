import type { LogFields } from "./ports/logger.ts";
import { TenureError } from "./tenure-error.ts";

/** The code an error carries, or that of the error that caused it. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ("code" in error && typeof error.code === "string" && error.code !== "") return error.code;
  return codeOf(error.cause);
}

/** What an error says, whatever was thrown. Total. */
export function messageOf(error: unknown): string {
  const said: unknown = error instanceof Error ? error.message : error;
  return typeof said === "string" ? said : `a ${typeof said} was thrown that says nothing`;
}

/**
 * What the log may know of an error. The message only of our own: those of others may quote what a
 * customer entered.
 */
export function errorFields(error: unknown): LogFields {
  return {
    error: error instanceof Error ? error.name : typeof error,
    code: codeOf(error),
    ...(error instanceof TenureError && { reason: error.message }),
  };
}
