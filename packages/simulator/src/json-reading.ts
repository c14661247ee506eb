/** A JSON object of unknown shape. Read it with the functions of this file, which never trust a type. */
export interface JsonObject {
  readonly [key: string]: unknown;
}

/** True for objects; false for arrays and null. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An own property, so that `constructor` or `__proto__` in hostile input finds nothing. */
export function valueAt(holder: unknown, key: string): unknown {
  return isObject(holder) && Object.hasOwn(holder, key) ? holder[key] : undefined;
}

export function objectAt(holder: unknown, key: string): JsonObject | undefined {
  const value = valueAt(holder, key);
  return isObject(value) ? value : undefined;
}

export function listAt(holder: unknown, key: string): readonly unknown[] | undefined {
  const value = valueAt(holder, key);
  return Array.isArray(value) ? value : undefined;
}

/** Strings as they are, numbers as their text (older payloads number external ids); else undefined. */
export function textAt(holder: unknown, key: string): string | undefined {
  const value = valueAt(holder, key);
  if (typeof value === "string") return value;
  return typeof value === "number" && Number.isFinite(value) ? String(value) : undefined;
}

/** A text with something in it. Older payloads leave a field out by leaving it empty. */
export function filledTextAt(holder: unknown, key: string): string | undefined {
  const text = textAt(holder, key);
  return text === undefined || text.trim() === "" ? undefined : text;
}

/** A text that may be missing. */
export function textOr(holder: unknown, key: string, fallback: string): string {
  return textAt(holder, key) ?? fallback;
}

/** An object that may be missing. */
export function objectOr(holder: unknown, key: string, fallback: JsonObject): JsonObject {
  return objectAt(holder, key) ?? fallback;
}

/** `text` at the end of a chain of keys. */
export function textIn(holder: unknown, ...path: readonly string[]): string | undefined {
  const last = path.at(-1);
  if (last === undefined) return undefined;
  return textAt(
    path.slice(0, -1).reduce<unknown>((inner, key) => valueAt(inner, key), holder),
    last,
  );
}

/** How deeply a JSON value is nested, counted without recursion and only up to `limit`. */
export function nestsDeeperThan(value: unknown, limit: number): boolean {
  let layer: unknown[] = [value];
  for (let depth = 0; layer.length > 0; depth += 1) {
    if (depth > limit) return true;
    const next: unknown[] = [];
    for (const entry of layer) {
      if (typeof entry !== "object" || entry === null) continue;
      for (const inner of Object.values(entry)) next.push(inner);
    }
    layer = next;
  }
  return false;
}
