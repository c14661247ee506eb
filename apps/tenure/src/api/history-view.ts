import type { z } from "@hono/zod-openapi";
import { redactedMarker, type HistoryEntry } from "@tenure/engine";
import { decide, type Snapshot, type SubscriptionEvent } from "@tenure/machine";

import { authorOf, reasonOf, refusalMessageOf } from "./author.ts";
import { differences } from "./differences.ts";
import { effectsOf, type EffectsKnown } from "./effect-view.ts";
import type { entrySchema } from "./history-schemas.ts";
import { shownError } from "./shown-error.ts";
import { placeOf, shown } from "./subscription-view.ts";

type EntryView = z.infer<typeof entrySchema>;

/** The subscription after an entry. What was refused or moved nothing changes nothing. */
export function after(before: Snapshot, { event, verdict }: HistoryEntry): Snapshot {
  return verdict.type === "moved" ? decide(before, event).snapshot : before;
}

/** The reason that was given. Of an error that may quote somebody only the code is shown. */
function whyOf(event: SubscriptionEvent, redacted: boolean): string | null {
  const reason = reasonOf(event);
  if (reason === undefined) return null;
  if (!redacted) return reason;
  if (!("error" in event)) return redactedMarker;
  const { code, message } = shownError(event.error);
  return message === redactedMarker ? `${code}: ${message}` : message;
}

function entryView(
  entry: HistoryEntry,
  [before, next]: readonly [Snapshot, Snapshot],
  known: EffectsKnown,
): EntryView {
  const { redacted } = known;
  const { version, at, event, verdict, drift, previousHash, hash } = entry;
  const hidden = <Text>(text: Text) => (redacted && text !== null ? redactedMarker : text);
  const { party, identity } = authorOf(event);
  return {
    version,
    at,
    type: event.type,
    by: { party, identity: hidden(identity) },
    why: refusalMessageOf(entry) ?? whyOf(event, redacted),
    verdict,
    drift,
    event: shown(event, redacted),
    from: placeOf(before),
    to: placeOf(next),
    differences: differences(
      { real: before, shown: shown(before, redacted) },
      { real: next, shown: shown(next, redacted) },
    ),
    effects: effectsOf(entry, known),
    previousHash,
    hash,
  };
}

/** Entries with what each of them changed; `before` is the subscription ahead of the first. */
export function entryViews(
  entries: readonly HistoryEntry[],
  before: Snapshot,
  known: EffectsKnown,
): readonly EntryView[] {
  let snapshot = before;
  return entries.map((entry) => {
    const pair = [snapshot, after(snapshot, entry)] as const;
    [, snapshot] = pair;
    return entryView(entry, pair, known);
  });
}

/** The effects that entries tell were given up. */
export function failedIn(entries: readonly HistoryEntry[]): EffectsKnown["failed"] {
  return new Map(
    entries.flatMap(({ event }) =>
      event.type === "effect.failed"
        ? [
            [
              event.effectId,
              { attempts: event.attempts, error: `${event.error.code}: ${event.error.message}` },
            ],
          ]
        : [],
    ),
  );
}
