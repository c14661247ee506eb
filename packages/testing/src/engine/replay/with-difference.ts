export type Fields = Readonly<Record<string, unknown>>;

/** One value that a step changed, by the way to it. Without `after` it is not there any more. */
export interface Difference {
  readonly path: readonly string[];
  readonly after?: unknown;
}

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Where a name points to in a list; one that points beyond it, to its end. */
function placeIn(list: readonly unknown[], name: string): number {
  const place = Number(name);
  return Number.isInteger(place) && place >= 0 && place < list.length ? place : list.length;
}

function within(list: readonly unknown[], place: number, value: unknown): readonly unknown[] {
  // What is taken out of a list is told from the first place it is shorter by.
  return value === undefined ? list.slice(0, place) : list.with(place, value);
}

function replaced(value: unknown, path: readonly string[], after: unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return after;
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value;
    const place = placeIn(list, name);
    const longer = place === list.length ? [...list, null] : list;
    return within(longer, place, replaced(list[place], rest, after));
  }
  const fields = isFields(value) ? value : {};
  const inner = replaced(fields[name], rest, after);
  if (inner !== undefined) return { ...fields, [name]: inner };
  const { [name]: _, ...others } = fields;
  return others;
}

/** The value with one difference made to it. */
export function withDifference(value: unknown, { path, after }: Difference): unknown {
  return replaced(value, path, after);
}
