import {
  beforeHistory,
  parseHistoryExport,
  TenureError,
  verifyHistoryExport,
  type ExportVerification,
} from "@tenure/engine";

import type { EntryView } from "../api/history-schemas.ts";
import { entryViews, failedIn } from "../api/history-view.ts";

/** An exported history, lived again. */
export function replayExport(
  value: unknown,
  { redacted }: { readonly redacted: boolean },
): { readonly entries: readonly EntryView[]; readonly verification: ExportVerification } {
  const document = parseHistoryExport(value);
  if (document.redacted) {
    throw new TenureError(
      "import_invalid",
      "The history was exported redacted: what it says is not enough to live it again. Export it unredacted.",
    );
  }
  const { entries, record } = document;
  const known = { outstanding: new Map(), failed: failedIn(entries), redacted, now: 0 };
  return {
    entries: entryViews(entries, beforeHistory(record), known),
    verification: verifyHistoryExport(document),
  };
}
