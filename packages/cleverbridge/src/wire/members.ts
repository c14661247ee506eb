type Reader<Value> = (value: unknown) => Value | undefined;

function fold(name: string): string {
  return name.toLowerCase();
}

/**
 * The members of a JSON object, found whatever their case: the platform spells some of them differently from
 * answer to answer. A member that is null or an empty text counts as missing; of two that differ in case only,
 * the first that is not missing counts.
 */
export class Members {
  /** Names of members that were there and could not be read, in the order asked for. */
  readonly unread: string[] = [];
  /** Names of members that were asked for by {@link required}, and were missing or could not be read. */
  readonly problems: string[] = [];
  readonly #values: ReadonlyMap<string, unknown>;

  constructor(object: object) {
    const values = new Map<string, unknown>();
    for (const [name, value] of Object.entries(object)) {
      const key = fold(name);
      if (value !== null && value !== "" && !values.has(key)) values.set(key, value);
    }
    this.#values = values;
  }

  /** The member as it was sent; undefined when it is missing. */
  get(name: string): unknown {
    return this.#values.get(fold(name));
  }

  /** The member as `reader` reads it; undefined when it is missing, or noted as unread. */
  optional<Value>(name: string, reader: Reader<Value>): Value | undefined {
    const sent = this.get(name);
    if (sent === undefined) return undefined;
    const value = reader(sent);
    if (value === undefined) this.unread.push(name);
    return value;
  }

  /** The member as `reader` reads it; noted as a problem when there is no such. */
  required<Value>(name: string, reader: Reader<Value>): Value | undefined {
    const sent = this.get(name);
    const value = sent === undefined ? undefined : reader(sent);
    if (value === undefined) {
      this.problems.push(`${name}: ${sent === undefined ? "missing" : "unexpected shape"}`);
    }
    return value;
  }
}

/** The members of a JSON object; undefined for everything else. */
export function membersOf(value: unknown): Members | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return new Members(value);
}
