const shape =
  /^(?<date>\d{4}-\d\d-\d\d)(?:[Tt ](?<time>\d\d:\d\d)(?::(?<second>\d\d)(?:[.,](?<fraction>\d{1,9}))?)?\s?(?:[Zz]|(?<zone>[+-]\d\d(?::?\d\d)?))?)?$/u;

const firstMoment = -62_167_219_200_000;
const lastMoment = 253_402_300_799_999;

/** Milliseconds a zone is ahead of UTC, `+0130` or `+01:30` or `+01`; undefined when there is no such zone. */
function offsetOf(zone: string | undefined): number | undefined {
  if (zone === undefined) return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(":", ""));
  if (hours > 23 || minutes > 59) return undefined;
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

/** A date and time in UTC; undefined when the calendar has no such day or the day no such time. */
function readUtc(text: string): number | undefined {
  // oxlint-disable-next-line no-restricted-globals -- reads a text, not the clock
  const read = new Date(text);
  // The 30th of February would be read as a day in March, and 24:00 as the next day.
  return !Number.isNaN(read.getTime()) && read.toISOString() === text ? read.getTime() : undefined;
}

/**
 * Reads an ISO 8601 date and time into milliseconds since the epoch. A zone may be missing and then is
 * UTC; fractions finer than a millisecond are cut; a date alone is its first moment. Undefined for
 * everything else.
 */
export function readMoment(text: string): number | undefined {
  const parts = shape.exec(text.trim())?.groups;
  if (parts === undefined) return undefined;
  const { date, time = "00:00", second = "00", fraction = "", zone } = parts;
  const here = readUtc(`${date}T${time}:${second}.${fraction.slice(0, 3).padEnd(3, "0")}Z`);
  const offset = offsetOf(zone);
  if (here === undefined || offset === undefined) return undefined;
  const moment = here - offset;
  return moment < firstMoment || moment > lastMoment ? undefined : moment;
}

/** Writes milliseconds since the epoch as `YYYY-MM-DDTHH:mm:ss.sssZ`. */
export function writeMoment(milliseconds: number): string {
  // oxlint-disable-next-line no-restricted-globals -- formats a time, does not read the clock
  return new Date(milliseconds).toISOString();
}

/** A date as the platform writes it, in the machine's one spelling; undefined when it is none. */
export function momentOf(text: string | null | undefined): string | undefined {
  if (text === null || text === undefined) return undefined;
  const milliseconds = readMoment(text);
  return milliseconds === undefined ? undefined : writeMoment(milliseconds);
}
