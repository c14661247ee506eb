import type { JsonObject } from "../json-reading.ts";

/** A parameter with its value, as requests and subscriptions carry it; `id` is the definition's name. */
export interface Parameter {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly phase: string;
  readonly description: string;
  readonly value: string;
  readonly value_error: string;
  readonly title: string;
  readonly constraints: JsonObject;
  /** `structured_value`, `value_choices`, `structured_error`, … when there are any. */
  readonly [extra: string]: unknown;
}
