import type { Json, Parameters } from "@tenure/machine";

import type { ParameterUpdate } from "../client/requests.ts";
import type { FulfillmentRequest } from "../wire/fulfillment-request.ts";

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

/** How a value is written: objects and lists as structured value, everything else as text. */
export function parameterUpdateOf(id: string, value: Json): ParameterUpdate {
  if (typeof value === "object" && value !== null) return { id, structured_value: value };
  return { id, value: value === null ? "" : String(value) };
}

/** The updates that make the request's parameters be as wanted: none for those that are so already. */
export function parameterChanges(
  request: FulfillmentRequest,
  wanted: Parameters,
): readonly ParameterUpdate[] {
  return Object.entries(wanted).flatMap(([id, value]) => {
    const update = parameterUpdateOf(id, value);
    const present = request.asset.params.find((parameter) => parameter.id === id);
    if (present === undefined) return [update];
    const same =
      update.value === undefined
        ? canonical(present.structured_value ?? null) === canonical(value)
        : (present.value ?? "") === update.value;
    return same ? [] : [update];
  });
}
