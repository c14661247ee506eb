import { isObject, valueAt, type JsonObject } from "../../json-reading.ts";
import { invalid, malformed, missing } from "../result-refusal.ts";

const LARGEST_INT32 = 2 ** 31 - 1;

/** Members of a body. `null` counts as missing; a wrong type is a body that cannot be read. */
export function flagAt(body: JsonObject, field: string, fallback: boolean): boolean {
  const value = givenAt(body, field);
  if (value === undefined) return fallback;
  if (typeof value === "boolean") return value;
  throw malformed(`${field} must be true or false.`);
}

export function optionalText(body: JsonObject, field: string): string | undefined {
  const value = givenAt(body, field);
  if (value === undefined || typeof value === "string") return value;
  throw malformed(`${field} must be a string.`);
}

export function requiredText(body: JsonObject, field: string): string {
  const value = optionalText(body, field);
  if (value === undefined || value.trim() === "") throw missing(field);
  return value;
}

/** The id of a subscription: with or without its S, as a string or a number. */
export function subscriptionIdIn(body: JsonObject): string {
  const value = givenAt(body, "SubscriptionId");
  return typeof value === "number" ? String(value) : requiredText(body, "SubscriptionId");
}

/** A whole number above 0. */
export function optionalCount(body: JsonObject, field: string): number | undefined {
  const value = givenAt(body, field);
  if (value === undefined) return undefined;
  const number = int32(value, field);
  if (number < 1) throw invalid(`${field} must be above 0.`);
  return number;
}

export function requiredCount(body: JsonObject, field: string): number {
  const number = optionalCount(body, field);
  if (number === undefined) throw missing(field);
  return number;
}

/** A list of different whole numbers above 0, with at least one in it. */
export function requiredCounts(body: JsonObject, field: string): readonly number[] {
  const value = givenAt(body, field);
  if (value === undefined) throw missing(field);
  if (!Array.isArray(value)) throw malformed(`${field} must be a list of numbers.`);
  const numbers = value.map((entry: unknown) => int32(entry, field));
  if (numbers.length === 0) throw missing(field);
  if (new Set(numbers).size < numbers.length) throw invalid(`${field} names a number twice.`);
  return numbers;
}

export function optionalObject(body: JsonObject, field: string): JsonObject | undefined {
  const value = givenAt(body, field);
  if (value === undefined || isObject(value)) return value;
  throw malformed(`${field} must be an object.`);
}

function givenAt(body: JsonObject, field: string): unknown {
  return valueAt(body, field) ?? undefined;
}

function int32(value: unknown, field: string): number {
  if (typeof value === "number" && Number.isInteger(value) && Math.abs(value) <= LARGEST_INT32) {
    return value;
  }
  throw malformed(`${field} must be a whole number of 32 bits.`);
}
