import type { Parameter } from "../documents/parameter.ts";
import type { ProductParameter } from "../documents/product.ts";
import { isObject, textAt, valueAt, type JsonObject } from "../json-reading.ts";
import { invalid } from "../refusal.ts";

/** The fields of a parameter that a request may change. */
const WRITABLE = ["value", "value_error", "structured_value", "structured_error"] as const;

/** A parameter without a value, as its product defines it, with whatever else it is to show. */
export function emptyParameter(definition: ProductParameter, rest: JsonObject = {}): Parameter {
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
    ...rest,
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
  /** Where the list stands in the body. Default `asset.params`. */
  readonly path?: string;
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
  const { phases, path = "asset.params" } = right;
  if (!Array.isArray(wanted)) throw invalid(`${path}: Expected a list of items.`);
  const writes = new Map<string, JsonObject>();
  for (const entry of wanted) {
    const known = parameterNamed(parameters, entry);
    if (known === undefined || !phases.includes(known.phase)) {
      const id = textAt(entry, "id") ?? textAt(entry, "name") ?? "";
      throw invalid(`${path}: Parameter "${id}" does not exist or may not be set here.`);
    }
    if (isObject(entry)) writes.set(known.id, entry);
  }
  return parameters.map((parameter) => {
    const write = writes.get(parameter.id);
    return write === undefined
      ? parameter
      : { ...parameter, ...writtenFields(path, parameter.id, write) };
  });
}

/** The parameter an entry is about. Definitions, as a product lists them, have an id of their own beside the name. */
export function parameterNamed(
  parameters: readonly Parameter[],
  entry: unknown,
): Parameter | undefined {
  const byId = parameters.find(({ id }) => id === textAt(entry, "id"));
  return byId ?? parameters.find(({ id }) => id === textAt(entry, "name"));
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

function writtenFields(path: string, id: string, write: JsonObject): Partial<Parameter> {
  const fields: Record<string, unknown> = {};
  for (const field of WRITABLE) {
    const value = valueAt(write, field);
    if (value !== undefined) fields[field] = checked(`${path}: ${field} of "${id}"`, field, value);
  }
  return fields;
}

function checked(what: string, field: (typeof WRITABLE)[number], value: unknown): unknown {
  if (field === "value" || field === "value_error") {
    if (value === null) return "";
    if (typeof value === "string") return value;
    if (field === "value" && (typeof value === "number" || typeof value === "boolean")) {
      return String(value);
    }
    throw invalid(`${what} is not a valid string.`);
  }
  if (value === null || isObject(value)) return value;
  throw invalid(`${what} is not an object.`);
}

/** What a vendor's validator may change about a parameter. */
const ANSWERABLE = [...WRITABLE, "constraints", "value_choices"] as const;

/** The parameters with what a validator said about them; what it left out or got wrong stays as it is. */
export function withAnswers(
  parameters: readonly Parameter[],
  answers: readonly unknown[],
): readonly Parameter[] {
  return parameters.map((parameter) => {
    const answer = answers.find((one) => textAt(one, "id") === parameter.id);
    const fields = ANSWERABLE.flatMap((field) => {
      const value = valueAt(answer, field);
      return isSuitable(field, value) ? [[field, value ?? ""]] : [];
    });
    return { ...parameter, ...Object.fromEntries(fields) };
  });
}

function isSuitable(field: (typeof ANSWERABLE)[number], value: unknown): boolean {
  if (field === "value" || field === "value_error")
    return value === null || typeof value === "string";
  return field === "value_choices" ? Array.isArray(value) : isObject(value);
}
