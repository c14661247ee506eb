import {
  beforeHistory,
  parseHistoryExport,
  verifyHistoryExport,
  type HistoryExport,
} from "@tenure/engine";

import { plainJson } from "../plain-json.ts";
import { needNames } from "./hidden-names.ts";
import { HistoryFileError } from "./history-file-error.ts";
import type { RecordedHistory } from "./recorded-history.ts";
import { toldVerdict } from "./told.ts";

function parse(value: unknown, source: string): HistoryExport {
  try {
    return parseHistoryExport(value);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new HistoryFileError("not_a_history", source, problem, { cause: error });
  }
}

/**
 * Whether its record is where it leads. That it leads elsewhere by now is for the replay to show, so only
 * what the hashes tell is refused here.
 */
function leadsToRecord(document: HistoryExport, source: string): boolean {
  const found = verifyHistoryExport(document);
  if (found.type === "intact") return true;
  if (found.reason === "replay") return false;
  throw new HistoryFileError(
    found.reason === "gap" ? "incomplete" : "damaged",
    source,
    `it is not what was exported of subscription ${document.key}, at version ${found.version} ` +
      `(${found.reason}). Export it again.`,
  );
}

const isWithoutSteps = (value: unknown): boolean =>
  typeof value === "object" &&
  value !== null &&
  "entries" in value &&
  Array.isArray(value.entries) &&
  value.entries.length === 0;

/**
 * The history in a document that the engine's `export` gave. Every step tells its verdict, effects and
 * timers, and the last one the whole record.
 */
export function exportedHistory(value: unknown, source: string): RecordedHistory {
  if (isWithoutSteps(value)) {
    throw new HistoryFileError("empty", source, "it has no entries, so nothing can be compared.");
  }
  const document = parse(value, source);
  const fits = leadsToRecord(document, source);
  const { key, redacted, record, entries } = document;
  if (redacted) needNames({ record, entries }, source);
  const { snapshot, status, requestState, awaited } = record;
  const ending = { snapshot, status, requestState, awaited };
  return {
    source,
    kind: "export",
    key,
    redacted,
    leadsToRecord: fits,
    before: beforeHistory(record),
    steps: entries.map(({ version, event, verdict, effects, drift }, index) => ({
      version,
      event,
      told: plainJson({
        verdict: toldVerdict(verdict),
        drift,
        effects,
        ...(index === entries.length - 1 && ending),
      }),
    })),
  };
}
