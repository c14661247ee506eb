import { redactedMarker } from "@tenure/engine";

import { HistoryFileError } from "./history-file-error.ts";

const ids: ReadonlySet<string> = new Set(["id", "requestId"]);

/** Whether a name or an id was replaced, so that two things may have become one. */
function hidesNames(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hidesNames);
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(
    ([name, inner]) =>
      name.startsWith(redactedMarker) ||
      (ids.has(name) && inner === redactedMarker) ||
      hidesNames(inner),
  );
}

/**
 * Redaction leaves ids and the names of parameters, unless they are no plain words. Without them a history
 * cannot be decided again: what were two items would be one.
 *
 * @throws HistoryFileError `hidden`
 */
export function needNames(value: unknown, source: string): void {
  if (!hidesNames(value)) return;
  const problem =
    "ids of items or names of parameters are no plain words, so redaction has hidden them and they cannot " +
    "be told apart. Export it whole.";
  throw new HistoryFileError("hidden", source, problem);
}
