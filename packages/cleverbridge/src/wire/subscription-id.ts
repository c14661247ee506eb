/** No more digits than a 64-bit number holds for certain. */
const shape = /^[Ss]?(?<digits>[1-9]\d{0,17})$/u;

/**
 * A subscription's id as it is kept: its digits, as text. The platform shows it as a bare number and, in
 * requests and some notifications, with an `S` in front; both are one id. Undefined for everything else,
 * also for a number too large to have been read exactly.
 */
export function subscriptionIdOf(value: unknown): string | undefined {
  if (typeof value === "number") {
    return Number.isSafeInteger(value) && value > 0 ? String(value) : undefined;
  }
  if (typeof value !== "string") return undefined;
  return shape.exec(value.trim())?.groups?.["digits"];
}

/** The id as requests carry it: `S` and the digits. */
export function sentSubscriptionId(digits: string): string {
  return `S${digits}`;
}
