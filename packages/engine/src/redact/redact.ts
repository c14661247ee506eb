import { ownTexts } from "@tenure/machine";

import { codeOf } from "../error-fields.ts";
import { keptFields } from "./kept-fields.ts";

/** What stands in place of a value that is not shown. */
export const redactedMarker = "[redacted]";

/** Ids, words, dates and digests: one token, without what an address or a sentence needs. */
const plainText = /^[A-Za-z0-9][A-Za-z0-9_.:/+-]{0,319}$/u;
const plainName = /^[A-Za-z_][A-Za-z0-9_.:-]{0,99}$/u;
const errorName = /^[A-Z][A-Za-z]{0,62}$/u;
/** What is kept together is not nested deeper; what is, is none of ours. */
const deepest = 16;

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function plain(value: unknown): unknown {
  if (value === null || typeof value === "boolean" || value === undefined) return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : redactedMarker;
  return typeof value === "string" && plainText.test(value) ? value : redactedMarker;
}

/** The fields again, each value as `show` shows it. A name that is no plain one is replaced too. */
function withFields(fields: Fields, show: (name: string, value: unknown) => unknown): Fields {
  return Object.fromEntries(
    Object.keys(fields).map((name, index) => [
      plainName.test(name) ? name : `${redactedMarker} ${index}`,
      show(name, fields[name]),
    ]),
  );
}

function openValue(value: unknown, depth: number): unknown {
  if (depth > deepest) return redactedMarker;
  if (Array.isArray(value)) return value.map((element: unknown) => openValue(element, depth + 1));
  return isFields(value) ? redactFields(value, depth + 1) : plain(value);
}

/** What we wrote ourselves, to the letter. What it is said of may stand before it, and is not shown. */
function ownMessage({ message }: Fields): Fields {
  if (typeof message !== "string") return {};
  const own = [...ownTexts].find((text) => message === text || message.endsWith(`: ${text}`));
  return own === undefined ? {} : { message: own };
}

function errorValue(value: unknown, depth: number): unknown {
  if (value instanceof Error) {
    return { type: errorName.test(value.name) ? value.name : "Error", code: plain(codeOf(value)) };
  }
  if (isFields(value)) {
    const shown = openValue(value, depth);
    return isFields(shown) ? { ...shown, ...ownMessage(value) } : shown;
  }
  return typeof value === "string" && errorName.test(value) ? value : redactedMarker;
}

function fieldValue(name: string, value: unknown, depth: number): unknown {
  if (value === undefined) return undefined;
  switch (keptFields.get(name)) {
    case "plain":
      return plain(value);
    case "open":
      return openValue(value, depth);
    case "names":
      return isFields(value) ? withFields(value, () => redactedMarker) : redactedMarker;
    case "error":
      return errorValue(value, depth);
    case undefined:
      return redactedMarker;
  }
}

function redactFields(fields: Fields, depth: number): Fields {
  return withFields(fields, (name, value) => fieldValue(name, value, depth));
}

/**
 * Fields again, with every value replaced by a marker that is not known to be harmless. The shape stays:
 * names of fields and ids of parameters, and how many there are of a list. What is redacted already stays
 * as it is. Never throws, whatever the fields hold.
 */
export function redact(fields: Fields): Fields {
  try {
    return redactFields(fields, 0);
  } catch {
    // A getter threw: nothing of such fields can be trusted to be harmless.
    return {};
  }
}
