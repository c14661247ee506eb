/** What a piece of JSON must look like: gives everything that is wrong with a value, each with its path. */
export type Shape = (value: unknown, path: string) => readonly string[];

const expected =
  (what: string, holds: (value: unknown) => boolean): Shape =>
  (value, path) =>
    holds(value) ? [] : [`${path}: ${what} expected, not ${JSON.stringify(value)}`];

export const text = expected("text", (value) => typeof value === "string");
export const filled = expected("filled text", (value) => typeof value === "string" && value !== "");
export const flag = expected("true or false", (value) => typeof value === "boolean");
export const number = expected("number", (value) => typeof value === "number");
export const whole = expected("whole number", (value) => Number.isInteger(value));

/** UTC written as `+00:00`, microseconds only when there are any. */
export const instant = matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{6})?\+00:00$/u);
export const day = matching(/^\d{4}-\d\d-\d\d$/u);
export const link = matching(/^https?:\/\//u);

/** An object of the platform's or the vendor's own, of any shape. */
export const free = expected(
  "object",
  (value) => typeof value === "object" && value !== null && !Array.isArray(value),
);

export function matching(pattern: RegExp): Shape {
  return expected(String(pattern), (value) => typeof value === "string" && pattern.test(value));
}

export function oneOf(...values: readonly unknown[]): Shape {
  return expected(`one of ${values.join(", ")}`, (value) => values.includes(value));
}

export function either(...shapes: readonly Shape[]): Shape {
  return (value, path) => {
    const found = shapes.map((shape) => shape(value, path));
    return found.some((problems) => problems.length === 0) ? [] : (found.at(-1) ?? []);
  };
}

export function orNull(shape: Shape): Shape {
  return (value, path) => (value === null ? [] : shape(value, path));
}

export function listOf(shape: Shape): Shape {
  return (value, path) =>
    Array.isArray(value)
      ? value.flatMap((entry, index) => shape(entry, `${path}[${index}]`))
      : [`${path}: list expected`];
}

/** An object with exactly these fields; those whose name ends in `?` may be missing. */
export function object(fields: Readonly<Record<string, Shape>>): Shape {
  const known = new Map(
    Object.entries(fields).map(([name, shape]) => [name.replace(/\?$/u, ""), shape]),
  );
  return (value, path) => {
    const wrong = free(value, path);
    if (wrong.length > 0) return wrong;
    const holder = value as Record<string, unknown>;
    const unknown = Object.keys(holder).filter((name) => !known.has(name));
    const missing = Object.keys(fields).filter((name) => !name.endsWith("?") && !(name in holder));
    return [
      ...unknown.map((name) => `${path}.${name}: unknown field`),
      ...missing.map((name) => `${path}.${name}: missing`),
      ...[...known].flatMap(([name, shape]) =>
        name in holder ? shape(holder[name], `${path}.${name}`) : [],
      ),
    ];
  };
}

/** Every value of an object, whatever its names. */
export function valuesOf(shape: Shape): Shape {
  return (value, path) => [
    ...free(value, path),
    ...Object.entries((value ?? {}) as Record<string, unknown>).flatMap(([name, inner]) =>
      shape(inner, `${path}.${name}`),
    ),
  ];
}
