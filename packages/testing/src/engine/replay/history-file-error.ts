/**
 * Why a file cannot be replayed. Closed.
 *
 * - `file_unreadable`: there is no such file or folder, or it may not be read.
 * - `empty`: nothing is in it, no step of a history, or no file in the folder. Nothing was compared.
 * - `not_json`: it was cut off, or spoiled, or never was JSON.
 * - `not_a_history`: it is JSON, and no history that this release can read.
 * - `hidden`: it is redacted, and ids or names are hidden that its steps are decided by.
 * - `incomplete`: steps are missing at the beginning or in between.
 * - `damaged`: the chain of hashes does not hold: it is not what was recorded.
 */
export type HistoryFileErrorCode =
  | "file_unreadable"
  | "empty"
  | "not_json"
  | "not_a_history"
  | "hidden"
  | "incomplete"
  | "damaged";

/** A recorded history cannot be replayed at all. A step that differs is an `AssertionError` instead. */
export class HistoryFileError extends Error {
  override readonly name = "HistoryFileError";
  readonly code: HistoryFileErrorCode;

  /** @param source names the file */
  constructor(
    code: HistoryFileErrorCode,
    source: string,
    problem: string,
    options?: { readonly cause?: unknown },
  ) {
    super(`${source} cannot be replayed: ${problem}`, options);
    this.code = code;
  }
}
