import type { SentView } from "../api/command-schemas.ts";
import { stateWords } from "./subscription-table.ts";
import { printable } from "./text.ts";

/** What became of what was sent, in one line. */
export function sentWords({ key, verdict, version, repeated, subscription }: SentView): string {
  const again = repeated ? ", and had been before" : "";
  return printable(
    `${key}: taken in at version ${version} (${verdict.type})${again}; now ${subscription.status}, ` +
      `request ${stateWords(subscription)}, awaiting ${subscription.awaited}`,
  );
}
