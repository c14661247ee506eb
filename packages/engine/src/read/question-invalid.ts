import { TenureError } from "../tenure-error.ts";

/** The refusal of a question whose terms make no sense. */
export function questionInvalid(message: string): TenureError {
  return new TenureError("query_invalid", message);
}
