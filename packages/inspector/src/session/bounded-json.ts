/** JSON, as far as it goes. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

/** How much of a value is kept. */
export interface JsonLimits {
  readonly maximumDepth: number;
  /** Values in all, nested ones included. */
  readonly maximumValues: number;
  /** Characters of all texts and names together. */
  readonly maximumCharacters: number;
}

/** What stands for what was left out. */
const cut = "…";

const longestBigNumber = 60;

class Copier {
  readonly #depth: number;
  #values: number;
  #characters: number;

  constructor({ maximumDepth, maximumValues, maximumCharacters }: JsonLimits) {
    this.#depth = maximumDepth;
    this.#values = maximumValues;
    this.#characters = maximumCharacters;
  }

  copy(value: unknown, depth = 0): Json {
    this.#values -= 1;
    if (this.#values < 0 || depth > this.#depth) return cut;
    if (typeof value === "object" && value !== null) return this.#object(value, depth);
    if (typeof value === "string") return this.#text(value);
    if (typeof value === "boolean") return value;
    if (typeof value === "bigint") return this.#text(String(value).slice(0, longestBigNumber));
    if (typeof value !== "number") return null;
    // JSON knows no other zero.
    return value === 0 ? 0 : Number.isFinite(value) ? value : String(value);
  }

  #text(text: string): string {
    const kept = text.slice(0, Math.max(0, this.#characters));
    this.#characters -= text.length;
    return kept.length === text.length ? text : `${kept}${cut}`;
  }

  #object(value: object, depth: number): Json {
    if (Array.isArray(value)) return this.#list(value, depth);
    if (value instanceof Map) return this.#list(value.entries(), depth);
    if (value instanceof Set) return this.#list(value.values(), depth);
    if (value instanceof Error) return this.#list([value.name, value.message], depth);
    return this.#fields(value, depth);
  }

  #list(values: Iterable<unknown>, depth: number): readonly Json[] {
    const copies: Json[] = [];
    for (const one of values) {
      copies.push(this.copy(one, depth + 1));
      if (this.#values <= 0) break;
    }
    return copies;
  }

  #fields(value: object, depth: number): Json {
    const copies: [string, Json][] = [];
    for (const [key, one] of Object.entries(value)) {
      // A name that some code would take for an order to change the object's kind.
      if (key === "__proto__" || one === undefined || typeof one === "function") continue;
      copies.push([this.#text(key), this.copy(one, depth + 1)]);
      if (this.#values <= 0) break;
    }
    return Object.fromEntries(copies);
  }
}

/**
 * A copy that is plain JSON and within the limits; what is beyond them is left out, or has a `…` in its
 * place. Cycles end at the depth. Never throws; of what cannot be read, the copy is null.
 */
export function boundedJson(value: unknown, limits: JsonLimits): Json {
  try {
    return new Copier(limits).copy(value);
  } catch {
    // A getter or a proxy that throws.
    return null;
  }
}

/** How much a value takes, roughly in characters of its JSON. */
export function sizeOf(value: Json): number {
  if (typeof value === "string") return value.length + 2;
  if (typeof value !== "object" || value === null) return 6;
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + sizeOf(one), 2);
  return Object.entries(value).reduce((sum, [key, one]) => sum + key.length + 4 + sizeOf(one), 2);
}
