/**
 * The platform's date format: ISO 8601, UTC written as `+00:00`, microseconds only when there are any.
 * Instants are whole microseconds since 1970, so that two writes in one millisecond still differ. They are
 * exact from 1685 to 2255.
 */
const FORMAT =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,6})\d{0,6})?)?(Z|[+-]\d{2}:?\d{2})?$/iu;

const DAY_SECONDS = 86_400;

/** The platform's own sentence about a date it cannot read. */
export const WRONG_DATE_FORMAT =
  "Datetime has wrong format. Use one of these formats instead: YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].";

/** Microseconds since 1970, or undefined when the text is no date and time. Without an offset it is UTC. */
export function parseInstant(text: string): number | undefined {
  const match = FORMAT.exec(text);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const fields = [year ?? 0, month ?? 0, day ?? 0, hour ?? 0, minute ?? 0, second ?? 0] as const;
  const offset = offsetSeconds(match[8] ?? "Z");
  if (!isOnTheCalendar(fields) || offset === undefined) return undefined;
  const seconds =
    daysSince1970(fields[0], fields[1], fields[2]) * DAY_SECONDS +
    fields[3] * 3600 +
    fields[4] * 60 +
    fields[5] -
    offset;
  return seconds * 1_000_000 + Number((match[7] ?? "").padEnd(6, "0"));
}

/** `2026-01-31T10:00:00+00:00`, with six decimals when the microseconds are not zero. */
export function formatInstant(microseconds: number): string {
  const seconds = Math.floor(microseconds / 1_000_000);
  const fraction = microseconds - seconds * 1_000_000;
  const days = Math.floor(seconds / DAY_SECONDS);
  const rest = seconds - days * DAY_SECONDS;
  const time = [Math.floor(rest / 3600), Math.floor(rest / 60) % 60, rest % 60].map(twoDigits);
  const decimals = fraction === 0 ? "" : `.${String(fraction).padStart(6, "0")}`;
  return `${calendarDate(days)}T${time.join(":")}${decimals}+00:00`;
}

type DateFields = readonly [number, number, number, number, number, number];

function isOnTheCalendar([year, month, day, hour, minute, second]: DateFields): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const lengthOfMonth =
    daysSince1970(month === 12 ? year + 1 : year, (month % 12) + 1, 1) -
    daysSince1970(year, month, 1);
  return day <= lengthOfMonth && hour < 24 && minute < 60 && second < 60;
}

function offsetSeconds(text: string): number | undefined {
  if (text.toUpperCase() === "Z") return 0;
  const hours = Number(text.slice(1, 3));
  const minutes = Number(text.slice(-2));
  if (hours > 23 || minutes > 59) return undefined;
  return (text.startsWith("-") ? -1 : 1) * (hours * 3600 + minutes * 60);
}

/** Counts in years that begin in March, so that the leap day is the last of its year. */
function daysSince1970(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const monthFromMarch = (month + 9) % 12;
  const leapDays =
    Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return (
    marchYear * 365 + leapDays + Math.floor((monthFromMarch * 153 + 2) / 5) + day - 1 - 719_468
  );
}

function calendarDate(days: number): string {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${String(year).padStart(4, "0")}-${twoDigits(month)}-${twoDigits(day)}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
