import { NO_OBJECT_IDS } from "../accounts.ts";
import { parseInstant } from "../instants.ts";
import { isObject, valueAt } from "../json-reading.ts";
import type { Comparison, Expression, Operand } from "./expression.ts";

/** Whether a document passes a filter. */
export function matches(document: unknown, expression: Expression): boolean {
  switch (expression.kind) {
    case "and":
      return expression.inner.every((inner) => matches(document, inner));
    case "or":
      return expression.inner.some((inner) => matches(document, inner));
    case "not":
      return !matches(document, expression.inner);
    case "search":
      return isFoundIn(document, `*${expression.text}*`);
    case "member": {
      const { by, path, operands } = expression;
      // Read once: lists of ids are long, and so are lists of documents.
      const values = valuesAt(document, path);
      const isMember = operands.some((operand) => compares(values, "eq", operand));
      return isMember === (by === "in");
    }
    case "compare":
      return compares(valuesAt(document, expression.path), expression.by, expression.operand);
  }
}

/**
 * The values at a dotted path. A list on the way stands for all its entries, so `asset.params.id` has as
 * many values as there are parameters; an object at the end stands for its `id`.
 */
export function valuesAt(document: unknown, path: string): readonly unknown[] {
  return path
    .split(".")
    .reduce<readonly unknown[]>(
      (holders, key) => holders.flatMap((holder) => entriesOf(valueAt(holder, key))),
      [document],
    )
    .map((value) => (isObject(value) ? valueAt(value, "id") : value));
}

/** Any text anywhere in the document, the names of its fields left out. */
function isFoundIn(value: unknown, pattern: string): boolean {
  if (typeof value === "string") return isLike(value, pattern, true);
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some((inner) => isFoundIn(inner, pattern));
}

function entriesOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function compares(values: readonly unknown[], by: Comparison, operand: Operand): boolean {
  if (by === "ne") return !values.some((value) => holds(value, "eq", operand));
  if (values.length === 0) return holds(undefined, by, operand);
  return values.some((value) => holds(value, by, operand));
}

function holds(value: unknown, by: Exclude<Comparison, "ne">, operand: Operand): boolean {
  if ("special" in operand) {
    return operand.special === "empty" ? value === "" : isNone(value);
  }
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
    return false;
  }
  const text = String(value);
  if (by === "like" || by === "ilike") return isLike(text, operand.text, by === "ilike");
  return by === "eq" ? isSame(value, operand.text) : standsIn(by, order(text, operand.text));
}

/** Nothing at all, or the id the platform shows in its place. */
function isNone(value: unknown): boolean {
  return value === undefined || value === null || NO_OBJECT_IDS.has(value);
}

/** Text by its characters (`007` is not `7`), numbers by size, dates by the instant they name. */
function isSame(value: string | number | boolean, text: string): boolean {
  if (typeof value === "number") return text.trim() !== "" && value === Number(text);
  if (typeof value === "boolean") return String(value) === text.toLowerCase();
  if (value === text) return true;
  const instant = parseInstant(value);
  return instant !== undefined && instant === parseInstant(text);
}

function standsIn(by: "gt" | "ge" | "lt" | "le", sign: number): boolean {
  switch (by) {
    case "gt":
      return sign > 0;
    case "ge":
      return sign >= 0;
    case "lt":
      return sign < 0;
    case "le":
      return sign <= 0;
  }
}

/** Dates by the instant they name, numbers by size, everything else by its characters. */
export function order(left: string, right: string): number {
  const [first, second] = [parseInstant(left), parseInstant(right)];
  if (first !== undefined && second !== undefined) return first - second;
  if (isNumber(left) && isNumber(right)) return Number(left) - Number(right);
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function isNumber(text: string): boolean {
  return /^-?\d{1,15}(?:\.\d{1,9})?$/u.test(text);
}

/**
 * `*` stands for any characters, after a backslash for itself. Compared piece by piece, so no pattern can make it slow.
 */
function isLike(text: string, pattern: string, ignoreCase: boolean): boolean {
  const subject = ignoreCase ? text.toLowerCase() : text;
  const pieces = piecesOf(ignoreCase ? pattern.toLowerCase() : pattern);
  const first = pieces[0] ?? "";
  const last = pieces.at(-1) ?? "";
  if (pieces.length === 1) return subject === first;
  if (!subject.startsWith(first)) return false;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = subject.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return subject.length - last.length >= at && subject.endsWith(last);
}

/** What stands between the `*` of a pattern. */
function piecesOf(pattern: string): readonly string[] {
  const pieces = [""];
  for (const [sign] of pattern.matchAll(/\\[*\\]|[\s\S]/gu)) {
    if (sign === "*") pieces.push("");
    else
      pieces.push(
        `${pieces.pop() ?? ""}${sign.length === 2 && sign.startsWith("\\") ? sign.slice(1) : sign}`,
      );
  }
  return pieces;
}
