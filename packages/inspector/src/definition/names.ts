import { type Fields, isFields, own, several, shortened } from "./written.ts";

const longestName = 120;
const longestParameters = 48;
const deepestGuard = 3;
const mostGuards = 8;

/** Names JavaScript gives to functions that are written in place. */
const namesOfPlaces: ReadonlySet<string> = new Set([
  "",
  "actions",
  "entry",
  "exit",
  "guard",
  "src",
]);

const inPlace = "(inline)";

const plainName = (name: string): string =>
  shortened(namesOfPlaces.has(name) ? inPlace : name.replace(/^xstate\./, ""), longestName);

function parameters(value: unknown): string {
  if (!isFields(value) || Object.keys(value).length === 0) return "";
  try {
    const text: string | undefined = JSON.stringify(value);
    return text === undefined ? "" : ` ${shortened(text, longestParameters)}`;
  } catch {
    // A cycle, a getter that throws: the name alone has to do.
    return "";
  }
}

/** Fields of a function too: XState keeps what `and`, `or` and `not` are made of there. */
const fieldsOf = (value: unknown): Fields | undefined => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a function has fields, all unknown
  if (typeof value === "function") return value as unknown as Fields;
  return isFields(value) ? value : undefined;
};

function typeOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "function") return value.name;
  const type = isFields(value) ? own(value, "type") : undefined;
  return typeof type === "string" ? type : "";
}

/** The name of an action, however it is written. */
export const actionName = (action: unknown): string => plainName(typeOf(action));

/** The guard as it is read: its name with its parameters, or what it is put together from. */
export function guardName(guard: unknown, depth = 0): string {
  const name = plainName(typeOf(guard));
  const fields = fieldsOf(guard);
  if (fields === undefined) return name;
  const parts = several(own(fields, "guards"));
  if (parts.length > 0 && depth < deepestGuard) {
    const told = parts.slice(0, mostGuards).map((part) => guardName(part, depth + 1));
    const more = parts.length > mostGuards ? ["…"] : [];
    return shortened(`${name}(${[...told, ...more].join(", ")})`, longestName);
  }
  return shortened(`${name}${parameters(own(fields, "params"))}`, longestName);
}

/** The name of what is invoked: the source, or the machine that is written in its place. */
export function sourceName(source: unknown): string {
  if (!isFields(source)) return plainName(typeOf(source));
  const config = own(source, "config");
  const id = own(source, "id") ?? (isFields(config) ? own(config, "id") : undefined);
  return typeof id === "string" ? plainName(id) : plainName(typeOf(source));
}
