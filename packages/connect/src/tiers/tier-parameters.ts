import { isDeepStrictEqual } from "node:util";

import type { Json, Parameters } from "@tenure/machine";

import type { ParameterUpdate } from "../client/requests.ts";
import type { ConnectParameter } from "../wire/parameter.ts";
import type { TierConfigRequest } from "../wire/tier-config.ts";

/** The parameter's value: the structured one unless it is empty, else the flat one; else undefined. */
export function valueOf({
  structured_value: structured,
  value,
}: ConnectParameter): Json | undefined {
  if (typeof structured === "object" && structured !== null && Object.keys(structured).length > 0) {
    return structured;
  }
  return value ?? undefined;
}

/** How a value is written: objects and lists as structured value, everything else as text. */
function updateOf(id: string, value: Json): ParameterUpdate {
  if (typeof value === "object" && value !== null) return { id, structured_value: value };
  return { id, value: value === null ? "" : String(value) };
}

const isSame = (present: ConnectParameter, update: ParameterUpdate): boolean =>
  update.value === undefined
    ? isDeepStrictEqual(present.structured_value, update.structured_value)
    : (present.value ?? "") === update.value;

/** The updates that make the request's parameters be as wanted: none for those that are so already. */
export function tierParameterChanges(
  { params }: TierConfigRequest,
  wanted: Parameters,
): readonly ParameterUpdate[] {
  return Object.entries(wanted)
    .map(([id, value]) => updateOf(id, value))
    .filter((update) => {
      const present = params.find(({ id }) => id === update.id);
      return present === undefined || !isSame(present, update);
    });
}

/** The updates that mark each of these parameters with its message: none for those marked so already. */
export function tierParameterMarks(
  { params }: TierConfigRequest,
  messages: Readonly<Record<string, string>>,
): readonly ParameterUpdate[] {
  return Object.entries(messages)
    .filter(([id, message]) => !params.some((one) => one.id === id && one.value_error === message))
    .map(([id, message]) => ({ id, value_error: message }));
}
