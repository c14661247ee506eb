import type { Json } from "@tenure/machine";

import { allBoxes, boxesGiven, boxesOf, boxNamesOf, isYes } from "../handlers/parameter-boxes.ts";
import { addressIn, phoneIn } from "../handlers/parameter-parts.ts";
import {
  isBlank,
  jsonOfText,
  type JsonRecord,
  recordOf,
  textOf,
} from "../handlers/parameter-text.ts";
import type { ConnectParameter } from "../wire/parameter.ts";

/** The structured value to write; undefined for what is written as text. */
type Structure = (known: ConnectParameter, value: Json) => Json | undefined;

const isObject = (value: Json | undefined): value is Json =>
  typeof value === "object" && value !== null;

/** Every box: an object changes those it names, a list or a name ticks these and no other. */
const boxes: Structure = (known, value) => {
  const names = boxNamesOf(known);
  const isPartial = recordOf(value) !== undefined;
  const before = isPartial ? boxesOf(known) : allBoxes(names, false);
  return { ...before, ...boxesGiven(value, names) };
};

/** All the parts, because the platform's specification requires them. */
const parts =
  (partsIn: (record: JsonRecord) => JsonRecord): Structure =>
  (_known, value) => {
    const record = recordOf(value);
    return record === undefined ? undefined : { ...record, ...partsIn(record) };
  };

const anyObject: Structure = (_known, value) => {
  const json = typeof value === "string" ? jsonOfText(value) : value;
  return isObject(json) ? json : undefined;
};

/** The types of parameters whose values have a structure. */
const structures: ReadonlyMap<string, Structure> = new Map([
  ["checkbox", boxes],
  ["phone", parts(phoneIn)],
  ["address", parts(addressIn)],
  ["object", anyObject],
]);

/** Whether a part of a value says something. */
const says: ReadonlyMap<string, (part: Json) => boolean> = new Map([
  ["checkbox", isYes],
  ["phone", (part: Json) => !isBlank(textOf(part))],
  ["address", (part: Json) => !isBlank(textOf(part))],
]);

const structureFor = ({ type }: ConnectParameter): Structure | undefined =>
  structures.get(type ?? "");

/**
 * What a structured value says: of boxes those that are ticked, of a phone or an address the parts that are there.
 * The platform leaves out the rest, or sends it as null or empty.
 */
export function saidBy({ type }: ConnectParameter, structure: Json): Json {
  const isSaid = says.get(type ?? "");
  const record = recordOf(structure ?? {});
  return isSaid === undefined || record === undefined
    ? structure
    : Object.fromEntries(Object.entries(record).filter(([, part]) => isSaid(part)));
}

/** The parameter's type has structured values. */
export function isStructured(known: ConnectParameter): boolean {
  return structureFor(known) !== undefined;
}

/** The structured value by which the parameter gets this value; undefined when it gets it as text. */
export function structureOf(known: ConnectParameter, value: Json): Json | undefined {
  const structure = structureFor(known);
  if (structure !== undefined) return structure(known, value);
  return (known.type ?? "") === "" && isObject(value) ? value : undefined;
}
