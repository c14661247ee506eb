/**
 * The platform's date format: ISO 8601, UTC written as `+00:00`, microseconds only when there are any.
 * Instants are whole microseconds since 1970, so that two writes in one millisecond still differ. They are
 * exact from 1685 to 2255.
 */
const FORMAT =
  /^(?<date>\d{4}-\d{2}-\d{2})[T ](?<time>\d{2}:\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d{1,6})\d{0,6})?)?(?<zone>Z|[+-]\d{2}:?\d{2})?$/iu;

/** The platform's own sentence about a date it cannot read. */
export const WRONG_DATE_FORMAT =
  "Datetime has wrong format. Use one of these formats instead: YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].";

/** Microseconds since 1970, or undefined when the text is no date and time. Without an offset it is UTC. */
export function parseInstant(text: string): number | undefined {
  // Filters try it on every text they compare, and most are no dates.
  if (text[4] !== "-") return undefined;
  const parts = FORMAT.exec(text)?.groups;
  if (parts === undefined) return undefined;
  const { date, time, second = "00", fraction = "", zone = "Z" } = parts;
  const seconds = secondsInUtc(`${date}T${time}:${second}.000Z`);
  const offset = offsetSeconds(zone);
  if (seconds === undefined || offset === undefined) return undefined;
  return (seconds - offset) * 1_000_000 + Number(fraction.padEnd(6, "0"));
}

/** `2026-01-31T10:00:00+00:00`, with six decimals when the microseconds are not zero. */
export function formatInstant(microseconds: number): string {
  const seconds = Math.floor(microseconds / 1_000_000);
  const fraction = microseconds - seconds * 1_000_000;
  const decimals = fraction === 0 ? "" : `.${String(fraction).padStart(6, "0")}`;
  // oxlint-disable-next-line no-restricted-globals -- formats a time, does not read the clock
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}${decimals}+00:00`;
}

/** The same day and time so many months later, or the last day of the month where it has no such day. */
export function monthsLater(microseconds: number, months: number): number {
  const rest = ((microseconds % 86_400_000_000) + 86_400_000_000) % 86_400_000_000;
  const [year = 0, month = 0, day = 0] = dateParts(microseconds);
  const last = daysIn(year, month + months);
  return utcDay(year, month + months, Math.min(day, last)) * 1000 + rest;
}

/** Day of the month and month, both counted from 1. */
export function anniversaryOf(microseconds: number): {
  readonly day: number;
  readonly month: number;
} {
  const [, month = 1, day = 1] = dateParts(microseconds);
  return { day, month };
}

/** Year, month counted from 1, and day. */
function dateParts(microseconds: number): readonly number[] {
  return formatInstant(microseconds).slice(0, 10).split("-").map(Number);
}

function daysIn(year: number, month: number): number {
  return Number(formatInstant(utcDay(year, month + 1, 0) * 1000).slice(8, 10));
}

/** Milliseconds since 1970 at the start of a day; months and days beyond their range run over. */
function utcDay(year: number, month: number, day: number): number {
  // oxlint-disable-next-line no-restricted-globals -- counts days, does not read the clock
  return Date.UTC(year, month - 1, day);
}

/** Seconds since 1970; undefined when the calendar has no such day or the day no such time. */
function secondsInUtc(text: string): number | undefined {
  // oxlint-disable-next-line no-restricted-globals -- reads a text, not the clock
  const read = new Date(text);
  // The 30th of February would be read as a day in March, and 24:00 as the next day.
  return !Number.isNaN(read.getTime()) && read.toISOString() === text
    ? read.getTime() / 1000
    : undefined;
}

function offsetSeconds(text: string): number | undefined {
  if (text.toUpperCase() === "Z") return 0;
  const hours = Number(text.slice(1, 3));
  const minutes = Number(text.slice(-2));
  if (hours > 23 || minutes > 59) return undefined;
  return (text.startsWith("-") ? -1 : 1) * (hours * 3600 + minutes * 60);
}
