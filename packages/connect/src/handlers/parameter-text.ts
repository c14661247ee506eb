import type { Json } from "@tenure/machine";
import { z } from "zod";

import type { ConnectParameter } from "../wire/parameter.ts";

export type JsonRecord = Readonly<Record<string, Json>>;

/** The value as text: `""` for none, JSON for what is no text. */
export function textOf(value: Json | null | undefined): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

export const isBlank = (text: string): boolean => text.trim() === "";

const isRecord = (value: Json | undefined): value is JsonRecord =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value when it is an object, no list. */
export function recordOf(value: Json | undefined): JsonRecord | undefined {
  return isRecord(value) ? value : undefined;
}

/** The text read as JSON; undefined when it is none. */
export function jsonOfText(text: string): Json | undefined {
  try {
    return z.json().safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** The structured value; undefined without one. Some write an empty text in its place. */
export function structuredValueOf({ structured_value: value }: ConnectParameter): Json | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  return typeof value === "object" && Object.keys(value).length === 0 ? undefined : value;
}
