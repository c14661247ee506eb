import { questionInvalid } from "./question-invalid.ts";

const defaultLimit = 100;
const largestLimit = 1000;
/** No cursor of a store is longer. */
const longestCursor = 1024;

/** How many rows are asked for: from 1 to 1000, and 100 unless told. */
export function checkLimit(limit: number = defaultLimit): number {
  if (Number.isInteger(limit) && limit >= 1 && limit <= largestLimit) return limit;
  throw questionInvalid(`A limit is a whole number from 1 to ${largestLimit}.`);
}

/** Behind which version a stretch of history begins: 0 unless told. */
export function checkVersion(version: number = 0): number {
  if (Number.isSafeInteger(version) && version >= 0) return version;
  throw questionInvalid("A version is a whole number from 0 on.");
}

/** A cursor as an earlier answer gave it. What is in it, only the store knows. */
export function checkCursor(cursor: string): string {
  if (typeof cursor === "string" && cursor !== "" && cursor.length <= longestCursor) return cursor;
  throw questionInvalid(
    "The cursor is none. Give it as an earlier answer gave it, or leave it out.",
  );
}
