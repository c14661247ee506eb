import type { Json } from "@tenure/machine";

import type { ConnectParameter } from "../wire/parameter.ts";
import { isBlank, jsonOfText, recordOf, structuredValueOf, textOf } from "./parameter-text.ts";

type Boxes = Readonly<Record<string, boolean>>;

/** What the platform calls a box that stands alone. */
const onlyBox = "checked";

const yes: ReadonlySet<string> = new Set(["true", "1", "yes", "on"]);
const no: ReadonlySet<string> = new Set(["false", "0", "no", "off"]);
/** A box of this value is ticked. */
export const isYes = (value: Json): boolean => yes.has(textOf(value).trim().toLowerCase());

const namesIn = (choices: Json | undefined): readonly string[] =>
  Array.isArray(choices)
    ? choices.flatMap((choice: Json) => {
        const name = recordOf(choice)?.["value"] ?? choice;
        return typeof name === "string" && name !== "" ? [name] : [];
      })
    : [];

/** The values of the parameter's boxes, in their order; empty when the parameter does not tell. */
export function boxNamesOf(parameter: ConnectParameter): readonly string[] {
  const constraints = parameter.constraints ?? {};
  const told = [
    parameter.value_choices ?? undefined,
    constraints["choices"],
    recordOf(constraints["meta"])?.["choices"],
  ];
  const names = told.map(namesIn).find((some) => some.length > 0);
  return names ?? Object.keys(recordOf(structuredValueOf(parameter)) ?? {});
}

/** The boxes of these names, all of them ticked or none. */
export const allBoxes = (names: readonly string[], isTicked: boolean): Boxes =>
  Object.fromEntries(names.map((name) => [name, isTicked]));

/** Boxes as somebody may give them: by name, as a list of those that are ticked, or as one yes or no. */
export function boxesGiven(given: Json, names: readonly string[]): Boxes {
  const record = recordOf(given);
  if (record !== undefined) {
    return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, isYes(value)]));
  }
  if (Array.isArray(given)) return allBoxes(given.map(textOf), true);
  const text = textOf(given).trim();
  if (names.includes(text)) return { [text]: true };
  if (yes.has(text.toLowerCase()) || no.has(text.toLowerCase())) {
    return allBoxes(names.length === 0 ? [onlyBox] : names, isYes(text));
  }
  const json = jsonOfText(text);
  if (typeof json === "object" && json !== null) return boxesGiven(json, names);
  const listed = text.split(",").map((name) => name.trim());
  return allBoxes(
    listed.filter((name) => !isBlank(name)),
    true,
  );
}

/** Whether each box of the parameter is ticked; those that are not mentioned are not. */
export function boxesOf(parameter: ConnectParameter): Boxes {
  const names = boxNamesOf(parameter);
  const given = structuredValueOf(parameter) ?? parameter.value ?? "";
  return { ...allBoxes(names, false), ...boxesGiven(given, names) };
}
