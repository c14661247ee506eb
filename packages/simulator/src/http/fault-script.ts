import { isObject, listAt, type JsonObject } from "../json-reading.ts";
import { CALL_FAULTS, EVENT_FAULTS, type Fault, type FaultKind } from "./faults.ts";
import type { Caller } from "./roles.ts";

const KINDS: readonly FaultKind[] = [...CALL_FAULTS, ...EVENT_FAULTS];
const ROLES: readonly Caller[] = ["vendor", "distributor", "client", "anonymous"];

type Reading<T> = (value: unknown) => T | undefined;

const count: Reading<number> = (value) =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
const text: Reading<string> = (value) => (typeof value === "string" ? value : undefined);

/** How each field of a fault stands in JSON, and what it must be. */
const FIELDS: { readonly [K in keyof Fault]-?: readonly [Reading<Fault[K]>, string] } = {
  kind: [(value) => KINDS.find((kind) => kind === value), `one of ${KINDS.join(", ")}`],
  method: [text, "a string"],
  path: [expression, "a regular expression as a string"],
  role: [(value) => ROLES.find((role) => role === value), `one of ${ROLES.join(", ")}`],
  times: [(value) => (value === "always" ? Infinity : count(value)), 'a whole number or "always"'],
  after: [count, "a whole number"],
  probability: [probability, "a number from 0 to 1"],
  status: [between(200, 599), "a whole number from 200 to 599"],
  retryAfterSeconds: [count, "a whole number"],
  delayMs: [delay, "a whole number, or a list of the least and the most"],
  behind: [between(1, 64), "a whole number from 1 to 64"],
  error: [errorBody, "an object with error_code and errors, or with ResultMessage"],
};

/**
 * Reads faults from JSON: a list of them, or an object with the list at `faults`. The fields are those of
 * `Fault`, with `path` as the text of a regular expression and `times` also as `"always"`. Throws an `Error` that
 * names the place of the first field that is unknown or wrong.
 */
export function readFaultScript(json: unknown): readonly Fault[] {
  const list = Array.isArray(json) ? (json as readonly unknown[]) : listAt(json, "faults");
  if (list === undefined) throw new Error("A fault script is a list of faults.");
  return list.map((entry, index) => {
    if (!isObject(entry)) throw new Error(`Fault ${index + 1} is not an object.`);
    return readFault(entry, index + 1);
  });
}

function readFault(entry: JsonObject, number: number): Fault {
  const read: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(entry)) {
    if (!isField(name)) {
      const known = Object.keys(FIELDS).join(", ");
      throw new Error(`Fault ${number} has no field "${name}". There are ${known}.`);
    }
    const [reading, expected] = FIELDS[name];
    read[name] = reading(value);
    if (read[name] === undefined) throw new Error(`Fault ${number}: ${name} must be ${expected}.`);
  }
  if (read["kind"] === undefined) throw new Error(`Fault ${number}: kind is missing.`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every field was read by its own reading
  return read as unknown as Fault;
}

function isField(name: string): name is keyof Fault {
  return Object.hasOwn(FIELDS, name);
}

function expression(value: unknown): RegExp | undefined {
  if (typeof value !== "string") return undefined;
  try {
    return new RegExp(value, "u");
  } catch {
    return undefined;
  }
}

function probability(value: unknown): number | undefined {
  return typeof value === "number" && value >= 0 && value <= 1 ? value : undefined;
}

function between(least: number, most: number): Reading<number> {
  return (value) => {
    const number = count(value);
    return number !== undefined && number >= least && number <= most ? number : undefined;
  };
}

function delay(value: unknown): Fault["delayMs"] {
  if (!Array.isArray(value)) return count(value);
  const [least, most] = value.map((entry) => count(entry));
  if (value.length !== 2 || least === undefined || most === undefined || least > most) {
    return undefined;
  }
  return [least, most];
}

function errorBody(value: unknown): Fault["error"] {
  const ResultMessage = isObject(value) ? text(value["ResultMessage"]) : undefined;
  if (ResultMessage !== undefined) return { ResultMessage };
  const error_code = isObject(value) ? text(value["error_code"]) : undefined;
  const errors = listAt(value, "errors")?.filter((entry) => typeof entry === "string");
  return error_code === undefined || errors === undefined ? undefined : { error_code, errors };
}
