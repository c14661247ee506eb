import { invalid, missing } from "../result-refusal.ts";

/** A parameter with something in it. */
export function filledParameter(
  query: ReadonlyMap<string, string>,
  name: string,
): string | undefined {
  const value = query.get(name.toLowerCase());
  return value === undefined || value.trim() === "" ? undefined : value.trim();
}

export function requiredParameter(query: ReadonlyMap<string, string>, name: string): string {
  const value = filledParameter(query, name);
  if (value === undefined) throw missing(name);
  return value;
}

/** `IsCurrent`: only the latest version of each item. Default false. */
export function isCurrentIn(query: ReadonlyMap<string, string>): boolean {
  const value = filledParameter(query, "isCurrent")?.toLowerCase() ?? "false";
  if (value === "true" || value === "false") return value === "true";
  throw invalid("IsCurrent must be true or false.");
}
