import { parseInstant } from "../../instants.ts";
import { textAt, valueAt, type JsonObject } from "../../json-reading.ts";

/** Members of a placed document. What is missing or of a wrong type gets the fallback, and a note. */
export class PlacedReading {
  readonly notes: string[] = [];
  readonly #body: JsonObject;
  readonly #name: string;

  constructor(body: JsonObject, name = "") {
    this.#body = body;
    this.#name = name;
  }

  number(field: string, fallback: number): number {
    const value = valueAt(this.#body, field);
    if (typeof value === "number" && Number.isFinite(value)) return value;
    return this.#madeUp(field, fallback);
  }

  count(field: string, fallback: number): number {
    const value = valueAt(this.#body, field);
    if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
    return this.#madeUp(field, fallback);
  }

  /** A number that may be null, and is null when it is missing. */
  countOrNull(field: string): number | null {
    const value = valueAt(this.#body, field);
    return typeof value === "number" && Number.isSafeInteger(value) ? value : null;
  }

  text(field: string, fallback: string): string {
    return textAt(this.#body, field) ?? this.#madeUp(field, fallback);
  }

  flag(field: string): boolean | undefined {
    const value = valueAt(this.#body, field);
    return typeof value === "boolean" ? value : undefined;
  }

  /** Microseconds since 1970. */
  date(field: string, fallback: number): number {
    return this.dateOrNull(field) ?? this.#madeUp(field, fallback);
  }

  dateOrNull(field: string): number | null {
    return parseInstant(textAt(this.#body, field) ?? "") ?? null;
  }

  #madeUp<T>(field: string, fallback: T): T {
    this.notes.push(`${this.#name}${field} made up: ${String(fallback)}.`);
    return fallback;
  }
}
