import { codeOf } from "../error-fields.ts";
import { TenureError } from "../tenure-error.ts";

/** What OpenTelemetry calls an error that has no name fit to be shown. */
const other = "_OTHER";

/** Codes come from handlers and platforms too, who may have put anything there. */
const fit = /^[A-Za-z][\w.-]{0,63}$/u;

/** An error code as far as a trace may know it. */
export function errorType(code: string | undefined): string {
  return code !== undefined && fit.test(code) ? code : other;
}

/** What a trace may know of an error: its code, never its message, which may quote a customer. */
export function errorTypeOf(error: unknown): string {
  return errorType(codeOf(error));
}

/** As {@link errorTypeOf}, out of a closed set, for metrics: our own codes, and `_OTHER`. */
export function boundedErrorTypeOf(error: unknown): string {
  return error instanceof TenureError ? error.code : other;
}
