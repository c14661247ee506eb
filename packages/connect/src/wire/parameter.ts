import { z } from "zod";

import { anyJson } from "./any-json.ts";
import { identifier, lenient, looseText } from "./tolerant.ts";

/**
 * A parameter as requests, subscriptions and tier objects carry it. The platform keeps the flat text in
 * `value`; addresses, phones, checkboxes and objects are in `structured_value`.
 */
export const parameterSchema = z.looseObject({
  id: identifier,
  name: lenient(z.string()),
  title: lenient(z.string()),
  description: lenient(z.string()),
  type: lenient(z.string()),
  phase: lenient(z.string()),
  scope: lenient(z.string()),
  value: anyJson.nullish(),
  structured_value: anyJson.nullish(),
  value_error: looseText,
  value_choices: lenient(z.array(anyJson)),
  constraints: lenient(z.record(z.string(), anyJson)),
  reconciliation: lenient(z.boolean()),
});

/** A parameter of a request or subscription. */
export type ConnectParameter = z.infer<typeof parameterSchema>;
