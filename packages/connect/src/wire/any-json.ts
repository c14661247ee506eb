import { z } from "zod";

type Json = z.core.util.JSONType;

/** What `JSON.parse` makes of this name is a property like any other, until somebody assigns it. */
const unwanted = "__proto__";

function isPlain(value: object): value is Readonly<Record<string, unknown>> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function isJson(value: unknown): value is Json {
  if (typeof value === "string" || typeof value === "boolean" || value === null) return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object") return false;
  if (Array.isArray(value)) return value.every(isJson);
  if (!isPlain(value)) return false;
  return Object.keys(value).every((name) => name === unwanted || isJson(value[name]));
}

function holdsUnwanted(value: Json): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.hasOwn(value, unwanted) || Object.values(value).some(holdsUnwanted);
}

function without(value: Json): Json {
  if (Array.isArray(value)) return value.map(without);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([name]) => name !== unwanted);
  return Object.fromEntries(entries.map(([name, inner]) => [name, without(inner)]));
}

/**
 * Accepts what `z.json()` accepts and reads it the same, properties named `__proto__` left out. That one is a
 * schema that holds itself, and zod then keeps account of every object of the payload around it, in case it were a
 * circle; what was parsed from text is none.
 */
export const anyJson = z
  .custom<Json>(isJson)
  .overwrite((value) => (holdsUnwanted(value) ? without(value) : value));
