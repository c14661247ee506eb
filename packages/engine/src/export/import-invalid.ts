import { TenureError } from "../tenure-error.ts";

/** The refusal of a document that is not imported. Nothing was written. */
export function importInvalid(problem: string, cause?: unknown): TenureError {
  return new TenureError("import_invalid", `The history cannot be imported: ${problem}`, { cause });
}
