import type { Json } from "@tenure/machine";

import type { ConnectParameter } from "../wire/parameter.ts";
import { boxesOf } from "./parameter-boxes.ts";
import {
  type AddressValue,
  addressIn,
  filled,
  phoneIn,
  type PhoneValue,
} from "./parameter-parts.ts";
import { isBlank, jsonOfText, recordOf, structuredValueOf, textOf } from "./parameter-text.ts";

/** What the value of a parameter reads as, by the platform's types of parameters. */
export interface ParameterValues {
  readonly text: string;
  readonly dropdown: string;
  readonly choice: string;
  readonly password: string;
  readonly email: string;
  readonly url: string;
  readonly domain: string;
  readonly subdomain: string;
  readonly heading: string;
  readonly content: string;
  /** Whether each box is ticked, by the box's value. */
  readonly checkbox: Readonly<Record<string, boolean>>;
  readonly phone: PhoneValue;
  readonly address: AddressValue;
  readonly object: Json;
}
export type ParameterType = keyof ParameterValues;

/** The parameter has neither a flat nor a structured value. A box that is not ticked is a value. */
function isEmpty(parameter: ConnectParameter): boolean {
  return isBlank(textOf(parameter.value)) && isBlankThroughout(structuredValueOf(parameter) ?? "");
}

function isBlankThroughout(value: Json): boolean {
  if (typeof value !== "object" || value === null) return isBlank(textOf(value));
  return Object.values(value).every(isBlankThroughout);
}

/** As the platform itself puts phones and addresses into one line; anything else as JSON. */
function textOfStructured(structured: Json | undefined): string {
  const record = recordOf(structured) ?? {};
  const { country_code, area_code, phone_number } = phoneIn(record);
  if (!isBlank(phone_number)) return `${country_code}${area_code}${phone_number}`;
  const address = filled(addressIn(record));
  return address.length > 0 ? address.join(" ") : textOf(structured);
}

function flatTextOf(parameter: ConnectParameter): string {
  const flat = textOf(parameter.value);
  return isBlank(flat) ? textOfStructured(structuredValueOf(parameter)) : flat;
}

/** Where there are no parts, the whole text stands in one of them. */
function phoneOf(parameter: ConnectParameter): PhoneValue {
  const parts = phoneIn(recordOf(structuredValueOf(parameter)) ?? {});
  return filled(parts).length > 0 ? parts : { ...parts, phone_number: flatTextOf(parameter) };
}

function addressOf(parameter: ConnectParameter): AddressValue {
  const parts = addressIn(recordOf(structuredValueOf(parameter)) ?? {});
  return filled(parts).length > 0 ? parts : { ...parts, address_line1: flatTextOf(parameter) };
}

function objectOf(parameter: ConnectParameter): Json {
  const flat = textOf(parameter.value);
  return structuredValueOf(parameter) ?? jsonOfText(flat) ?? flat;
}

const readers: {
  readonly [Type in ParameterType]: (parameter: ConnectParameter) => ParameterValues[Type];
} = {
  text: flatTextOf,
  dropdown: flatTextOf,
  choice: flatTextOf,
  password: flatTextOf,
  email: flatTextOf,
  url: flatTextOf,
  domain: flatTextOf,
  subdomain: flatTextOf,
  heading: flatTextOf,
  content: flatTextOf,
  checkbox: boxesOf,
  phone: phoneOf,
  address: addressOf,
  object: objectOf,
};

/**
 * The parameter's value as one of the type, whatever type it has and whatever stands in it; null when it is
 * empty. A text that should be structured is read as well as it can be: as JSON, as boxes between commas, or as
 * the one part of a phone or an address.
 */
export function parameterValue<Type extends ParameterType>(
  parameter: ConnectParameter,
  type: Type,
): ParameterValues[Type] | null {
  return isEmpty(parameter) ? null : readers[type](parameter);
}
