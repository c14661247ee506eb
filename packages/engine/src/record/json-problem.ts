import { isProxy } from "node:util/types";

/** Nested deeper than this nothing is taken. */
const deepest = 64;
/** JSON takes at most so many times the bytes that were counted: the longest number has 24 digits. */
const mostBytes = 24;

interface Visit {
  readonly value: unknown;
  readonly depth: number;
}

const tooLarge = (bytes: number): string => `is larger than ${bytes} bytes of JSON`;

function textProblem(text: string): string | undefined {
  if (!text.isWellFormed()) return "holds broken text (half of a surrogate pair)";
  return text.includes("\u0000") ? "holds the character U+0000" : undefined;
}

function leafProblem(value: unknown): string | undefined {
  if (typeof value === "string") return textProblem(value);
  if (typeof value === "number") {
    return Number.isFinite(value) ? undefined : "holds a number that is not finite";
  }
  const fits = value === null || value === undefined || typeof value === "boolean";
  return fits ? undefined : `holds a ${typeof value}, which JSON cannot carry`;
}

/** The fewest bytes that a value takes in JSON, without what is inside it. */
function leastBytes(value: unknown): number {
  if (typeof value === "string") return value.length + 2;
  return Array.isArray(value) ? value.length + 2 : 1;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  // The root prototype of another realm is as plain as that of this one.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

class Inspection {
  readonly #bytes: number;
  readonly #stack: Visit[] = [];
  #counted = 0;

  constructor(bytes: number) {
    this.#bytes = bytes;
  }

  /** Walks without recursion, so that no nesting can exhaust the call stack. */
  problemOf(root: unknown): string | undefined {
    this.#stack.push({ value: root, depth: 0 });
    for (let visit = this.#stack.pop(); visit !== undefined; visit = this.#stack.pop()) {
      const problem = this.#visit(visit);
      if (problem !== undefined) return problem;
    }
    return this.#counted * mostBytes > this.#bytes ? this.#exactly(root) : undefined;
  }

  #exactly(root: unknown): string | undefined {
    const bytes = Buffer.byteLength(JSON.stringify(root) ?? "");
    return bytes > this.#bytes ? tooLarge(this.#bytes) : undefined;
  }

  #visit({ value, depth }: Visit): string | undefined {
    this.#counted += leastBytes(value);
    if (this.#counted > this.#bytes) return tooLarge(this.#bytes);
    if (typeof value !== "object" || value === null) return leafProblem(value);
    if (depth >= deepest) return `is nested deeper than ${deepest} levels, or in a circle`;
    if (isProxy(value)) return "holds a proxy in place of a plain value";
    return Array.isArray(value) ? this.#array(value, depth) : this.#object(value, depth);
  }

  #array(array: readonly unknown[], depth: number): string | undefined {
    for (const value of array) {
      if (value === undefined) return "holds an array with a gap";
      this.#stack.push({ value, depth: depth + 1 });
    }
    return undefined;
  }

  #object(object: object, depth: number): string | undefined {
    if (!isPlain(object)) return "holds an object that is not plain";
    for (const name of Reflect.ownKeys(object)) {
      if (typeof name === "symbol") return "holds a property named by a symbol";
      if (name === "__proto__") return "holds a property named __proto__";
      const problem = textProblem(name);
      if (problem !== undefined) return problem;
      const property = Object.getOwnPropertyDescriptor(object, name);
      if (property === undefined || !("value" in property)) return "holds a computed property";
      this.#counted += name.length + 3;
      if (this.#counted > this.#bytes) return tooLarge(this.#bytes);
      this.#stack.push({ value: property.value, depth: depth + 1 });
    }
    return undefined;
  }
}

/**
 * What keeps a value from being kept as JSON just as it is, without the values it holds; undefined when
 * nothing does. Properties that are undefined count as left out. Total: nothing that is given makes it
 * throw, and the time it takes is bounded by `bytes`.
 */
export function jsonProblem(value: unknown, bytes: number): string | undefined {
  try {
    return new Inspection(bytes).problemOf(value);
  } catch {
    return "cannot be read";
  }
}
