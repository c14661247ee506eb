import { awaits, type AdapterEffect, type Snapshot, type TimerName } from "@tenure/machine";

import type { NewEffect, TimerRow } from "../ports/store.ts";
import type { EntryCommit } from "./rebuild.ts";

/** Work that a history asked for and that, by all it tells, may not be done yet. */
export interface Outstanding {
  /** In the order they were asked for, under the ids they were given then. */
  readonly effects: readonly NewEffect[];
  readonly timers: readonly TimerRow[];
}

/** What an effect is about: of several about the same thing, the newest took the others' place. */
function subjectOf(effect: AdapterEffect): string {
  if ("requestId" in effect) return `${effect.type} ${effect.requestId}`;
  if (effect.type === "createBillingRequest") return `${effect.type} ${effect.from} ${effect.to}`;
  return effect.type;
}

/**
 * A history does not tell of every effect whether it was performed. So each one that the snapshot still
 * waits for counts, and as one that was tried before: whoever performs it looks at the platform first.
 */
function outstandingEffects(
  commits: readonly EntryCommit[],
  snapshot: Snapshot,
): readonly NewEffect[] {
  const newest = new Map<string, NewEffect>();
  for (const one of commits.flatMap(({ effects }) => effects)) {
    const subject = subjectOf(one.effect);
    // Taken out first, so that the map's order is that of the newest.
    newest.delete(subject);
    if (awaits(snapshot, one.effect)) newest.set(subject, { ...one, claims: 1 });
  }
  return [...newest.values()];
}

function runningTimers(commits: readonly EntryCommit[]): readonly TimerRow[] {
  const running = new Map<TimerName, TimerRow>();
  for (const { change, cancelTimers, startTimers } of commits) {
    const { event } = change.entry;
    if (event.type === "timer.due") running.delete(event.timer);
    for (const timer of cancelTimers) running.delete(timer);
    for (const row of startTimers) running.set(row.timer, row);
  }
  return [...running.values()];
}

/** The work that was left when the history ended. */
export function outstandingOf(commits: readonly EntryCommit[]): Outstanding {
  const snapshot = commits.at(-1)?.change.record.snapshot;
  return {
    effects: snapshot === undefined ? [] : outstandingEffects(commits, snapshot),
    timers: runningTimers(commits),
  };
}
