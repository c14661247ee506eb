import type { Parameter } from "../documents/parameter.ts";
import type { ProductParameter } from "../documents/product.ts";
import { isObject, textAt, valueAt, type JsonObject } from "../json-reading.ts";
import { invalid } from "../refusal.ts";

/** The fields of a parameter that a request may change. */
const WRITABLE = ["value", "value_error", "structured_value", "structured_error"] as const;

/** A parameter without a value, as its product defines it. */
export function emptyParameter(definition: ProductParameter): Parameter {
  const choices = valueAt(definition.constraints, "choices");
  return {
    id: definition.name,
    name: definition.name,
    type: definition.type,
    phase: definition.phase,
    description: definition.description,
    value: textAt(definition.constraints, "default") ?? "",
    value_error: "",
    title: definition.title,
    constraints: definition.constraints,
    ...(Array.isArray(choices) ? { value_choices: choices } : {}),
  };
}

/** Whether a parameter has a value, plain or structured; a checkbox needs one box that is checked. */
function isFilled(parameter: Parameter): boolean {
  if (parameter.value.trim() !== "") return true;
  const structured = parameter["structured_value"];
  return (
    isObject(structured) &&
    Object.values(structured).some((value) => value !== false && value !== "" && value !== null)
  );
}

/** The ids of the required parameters of a phase that have no value. */
export function missingRequired(
  parameters: readonly Parameter[],
  phase: string,
): readonly string[] {
  return parameters
    .filter(
      (parameter) =>
        parameter.phase === phase && valueAt(parameter.constraints, "required") === true,
    )
    .filter((parameter) => !isFilled(parameter))
    .map((parameter) => parameter.id);
}

/** Which parameters a write may touch, and whether it may mark them as wrong. */
export interface WriteRight {
  readonly phases: readonly string[];
}

/**
 * The parameters with the values of a body's `asset.params` written into them. The list may be partial;
 * only value, structured_value, value_error and structured_error are taken. Refuses unknown parameters.
 */
export function withValues(
  parameters: readonly Parameter[],
  wanted: unknown,
  right: WriteRight,
): readonly Parameter[] {
  if (!Array.isArray(wanted)) throw invalid("asset.params: Expected a list of items.");
  const writes = new Map<string, JsonObject>();
  for (const entry of wanted) {
    const id = textAt(entry, "id") ?? textAt(entry, "name");
    const known = parameters.find((parameter) => parameter.id === id);
    if (id === undefined || known === undefined || !right.phases.includes(known.phase)) {
      throw invalid(`asset.params: Parameter "${id ?? ""}" does not exist or may not be set here.`);
    }
    if (isObject(entry)) writes.set(id, entry);
  }
  return parameters.map((parameter) => {
    const write = writes.get(parameter.id);
    return write === undefined
      ? parameter
      : { ...parameter, ...writtenFields(parameter.id, write) };
  });
}

/** Whether any value differs. */
export function valuesDiffer(before: readonly Parameter[], after: readonly Parameter[]): boolean {
  return after.some((parameter, index) => {
    const old = before[index];
    return (
      old?.value !== parameter.value ||
      JSON.stringify(old["structured_value"]) !== JSON.stringify(parameter["structured_value"])
    );
  });
}

/** The parameters with nothing marked as wrong. */
export function withoutErrors(parameters: readonly Parameter[]): readonly Parameter[] {
  return parameters.map(withoutError);
}

/** The parameter, not marked as wrong. */
export function withoutError(parameter: Parameter): Parameter {
  return { ...parameter, value_error: "" };
}

function writtenFields(id: string, write: JsonObject): Partial<Parameter> {
  const fields: Record<string, unknown> = {};
  for (const field of WRITABLE) {
    const value = valueAt(write, field);
    if (value !== undefined) fields[field] = checked(id, field, value);
  }
  return fields;
}

function checked(id: string, field: (typeof WRITABLE)[number], value: unknown): unknown {
  if (field === "value" || field === "value_error") {
    if (value === null) return "";
    if (typeof value === "string") return value;
    if (field === "value" && (typeof value === "number" || typeof value === "boolean")) {
      return String(value);
    }
    throw invalid(`asset.params: ${field} of "${id}" is not a valid string.`);
  }
  if (value === null || isObject(value)) return value;
  throw invalid(`asset.params: ${field} of "${id}" is not an object.`);
}
