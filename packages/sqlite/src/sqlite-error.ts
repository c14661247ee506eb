import { TenureError, type TenureErrorCode } from "@tenure/engine";

/** SQLite's primary result codes, as far as they lead to different ends. */
const codes: Readonly<Record<number, readonly [TenureErrorCode, string]>> = {
  5: ["store_busy", "Another connection is writing to it; try again."],
  6: ["store_busy", "Another connection is writing to it; try again."],
  8: ["store_unavailable", "It cannot be written; see to its permissions."],
  10: ["store_unavailable", "Reading or writing failed; see to the disk."],
  11: ["store_corrupt", "It is damaged; restore it from a backup."],
  13: ["store_unavailable", "The disk is full; make room."],
  14: ["store_unavailable", "It cannot be opened; its folder must exist and be writable."],
  26: ["store_foreign", "It is no SQLite database; name another file."],
};

function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("errcode" in error)) return undefined;
  return typeof error.errcode === "number" ? error.errcode & 0xff : undefined;
}

/** Whether SQLite said that somebody else holds the database. */
export function isBusy(error: unknown): boolean {
  return resultCode(error) === 5;
}

/** Names what went wrong with a store by its consequence; one of our own errors is left as it is. */
export function sqliteError(file: string, error: unknown): TenureError {
  if (error instanceof TenureError) return error;
  const [code, remedy] = codes[resultCode(error) ?? -1] ?? [
    "store_failed",
    "Nothing was written; the cause says why.",
  ];
  const said = error instanceof Error ? error.message : String(error);
  return new TenureError(code, `The store ${file} failed: ${said}. ${remedy}`, { cause: error });
}
