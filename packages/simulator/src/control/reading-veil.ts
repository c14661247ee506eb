import type { JsonObject } from "../json-reading.ts";

/** A subscription and its requests as they were shown at some moment. */
interface HeldReading {
  readonly asset: JsonObject;
  readonly requests: ReadonlyMap<string, JsonObject>;
}

/** What reads show otherwise than it is. Kept in memory only. */
export interface ReadingVeil {
  /** Ids of requests that lists leave out. */
  readonly hidden: Set<string>;
  /** By id of the subscription. */
  readonly held: Map<string, HeldReading>;
}

export function readingVeil(): ReadingVeil {
  return { hidden: new Set(), held: new Map() };
}
