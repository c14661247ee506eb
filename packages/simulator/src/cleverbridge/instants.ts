import { formatInstant, monthsLater } from "../instants.ts";
import type { Interval } from "./documents/subscription-record.ts";

export const DAY = 86_400_000_000;

/** As answers show dates: UTC without saying so, the decimals as far as there are any. */
export function zonelessText(microseconds: number): string {
  const text = formatInstant(microseconds).replace("+00:00", "");
  return text.includes(".") ? text.replace(/0+$/u, "") : text;
}

/** The same for what may be missing. */
export function zonelessOrNull(microseconds: number | null): string | null {
  return microseconds === null ? null : zonelessText(microseconds);
}

/** The time one interval later. */
export function intervalLater(microseconds: number, { months, days }: Interval): number {
  return monthsLater(microseconds, months) + days * DAY;
}
