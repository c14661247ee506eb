import type { JsonObject } from "../json-reading.ts";

/** The fields of a payload that the simulator has no rule for; they are shown as they came. */
export function unknownFields(payload: JsonObject, known: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(payload).filter(([name]) => !known.includes(name)));
}
