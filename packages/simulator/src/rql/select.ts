import { isObject, type JsonObject } from "../json-reading.ts";

/** The document without the fields at these dotted paths; a list on the way means each of its entries. */
export function without(document: JsonObject, paths: readonly string[]): JsonObject {
  return paths.reduce<JsonObject>((rest, path) => {
    const cut = cutAt(rest, path.split("."));
    return isObject(cut) ? cut : rest;
  }, document);
}

function cutAt(value: unknown, [key, ...deeper]: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((entry) => cutAt(entry, [key ?? "", ...deeper]));
  if (!isObject(value) || key === undefined || !Object.hasOwn(value, key)) return value;
  if (deeper.length === 0) {
    return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
  }
  return { ...value, [key]: cutAt(value[key], deeper) };
}
