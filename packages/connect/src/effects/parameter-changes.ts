import type { Json, Parameters } from "@tenure/machine";

import type { ParameterUpdate } from "../client/requests.ts";
import { textOf } from "../handlers/parameter-text.ts";
import type { ConnectParameter } from "../wire/parameter.ts";
import { isStructured, saidBy, structureOf } from "./parameter-structure.ts";

/** An update that writes a value. */
interface ValueUpdate extends ParameterUpdate {
  readonly structured_value?: Json;
}

/** JSON with its keys in order, so that equal values are equal texts. */
function canonical(value: Json): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(
          Object.entries(part).toSorted(([left], [right]) => (left < right ? -1 : 1)),
        )
      : part,
  );
}

/**
 * How a value is written: as structured value where the parameter's type has one, else as text. Of a
 * parameter nobody knows the type of, objects and lists are structured.
 */
export function parameterUpdateOf(
  id: string,
  value: Json,
  known: ConnectParameter = { id },
): ValueUpdate {
  if (value === null) {
    return isStructured(known) ? { id, value: "", structured_value: null } : { id, value: "" };
  }
  const structure = structureOf(known, value);
  return structure === undefined
    ? { id, value: textOf(value) }
    : { id, structured_value: structure };
}

function isSo(known: ConnectParameter, update: ValueUpdate): boolean {
  if (update.value !== undefined && textOf(known.value) !== update.value) return false;
  if (update.structured_value === undefined) return true;
  const present = known.structured_value ?? null;
  return canonical(saidBy(known, present)) === canonical(saidBy(known, update.structured_value));
}

/** The updates that make the parameters be as wanted: none for those that are so already. */
export function parameterChanges(
  params: readonly ConnectParameter[],
  wanted: Parameters,
): readonly ParameterUpdate[] {
  return Object.entries(wanted).flatMap(([id, value]) => {
    const known = params.find((parameter) => parameter.id === id);
    const update = parameterUpdateOf(id, value, known);
    return known !== undefined && isSo(known, update) ? [] : [update];
  });
}

/** The updates that mark each of these parameters with its message: none for those marked so already. */
export function parameterMarks(
  params: readonly ConnectParameter[],
  messages: Readonly<Record<string, string>>,
): readonly ParameterUpdate[] {
  return Object.entries(messages)
    .filter(([id, message]) => !isMarked(params, id, message))
    .map(([id, message]) => ({ id, value_error: message }));
}

/** The parameter carries this message already. */
export function isMarked(
  params: readonly ConnectParameter[],
  id: string,
  message: string,
): boolean {
  return params.some((one) => one.id === id && one.value_error === message);
}
