import type { ReadingVeil } from "./control/reading-veil.ts";
import { formatInstant, parseInstant } from "./instants.ts";
import type { DocumentStore } from "./store/document-store.ts";
import type { Clock } from "./system-clock.ts";

/** What every rule works with: the documents, the time, the seed of all identifiers, and what
 * reads show otherwise. */
export interface Platform {
  readonly store: DocumentStore;
  readonly clock: Clock;
  readonly seed: number;
  readonly veil: ReadingVeil;
}

/** The time of the call in microseconds. */
export function nowOf(platform: Platform): number {
  return Math.floor(platform.clock.now()) * 1000;
}

/**
 * The time of a write as the platform shows it: now, or a microsecond after the write before when the
 * clock has not moved on, so that every write changes `updated` and a later one always sorts later.
 */
export function stampAfter(platform: Platform, previous: string | undefined): string {
  const before = previous === undefined ? undefined : parseInstant(previous);
  const now = nowOf(platform);
  return formatInstant(before === undefined ? now : Math.max(now, before + 1));
}

export function stamp(platform: Platform): string {
  return formatInstant(nowOf(platform));
}
