import { sentSubscriptionId, subscriptionIdOf } from "../wire/subscription-id.ts";
import { CleverbridgeError } from "./cleverbridge-error.ts";

/** The platform's int32. */
const largestInt32 = 2_147_483_647;

/** The error of a call that is not sent because its parameters are wrong; without the values themselves. */
export function invalid(message: string): CleverbridgeError {
  return new CleverbridgeError({
    kind: "invalid",
    message: `not sent: ${message}`,
    mayHaveHappened: false,
  });
}

/** The digits of a subscription's id. */
export function checkedId(subscriptionId: string): string {
  const digits = subscriptionIdOf(subscriptionId);
  if (digits !== undefined) return digits;
  throw invalid("subscriptionId: expected digits, with or without S in front");
}

/** The id of the subscription a change is about, as it is sent. */
export function sentIdOf(change: { readonly subscriptionId: string }): string {
  return sentSubscriptionId(checkedId(change.subscriptionId));
}

/** A whole number the platform can count with. */
export function checkedNumber(name: string, value: number, largest = largestInt32): number {
  if (Number.isSafeInteger(value) && value > 0 && value <= largest) return value;
  throw invalid(`${name}: expected a whole number from 1 to ${largest}`);
}

/** Running numbers of items: at least one, each once. */
export function checkedItems(items: readonly number[]): readonly number[] {
  if (items.length === 0) throw invalid("items: expected at least one running number");
  const numbers = items.map((item) => checkedNumber("items", item));
  if (new Set(numbers).size < numbers.length)
    throw invalid("items: a running number is there twice");
  return numbers;
}

/** A text that says something. */
export function checkedText(name: string, text: string): string {
  // oxlint-disable-next-line typescript/no-unnecessary-condition -- untyped callers, too
  if (typeof text === "string" && text.trim() !== "") return text;
  throw invalid(`${name}: expected a text`);
}
