/** A date and time the platform sent. */
export interface CleverbridgeMoment {
  /** In UTC, as `YYYY-MM-DDTHH:mm:ss.sssZ`; what is finer than a millisecond is cut. */
  readonly at: string;
  /** As it was sent. */
  readonly raw: string;
}

const shape =
  /^(?<date>\d{4}-\d\d-\d\d)[Tt ](?<time>\d\d:\d\d:\d\d)(?:\.(?<fraction>\d{1,7}))?(?:[Zz]|(?<zone>[+-]\d\d:\d\d))?$/u;

const lastMoment = 253_402_300_799_999;
const firstMoment = -62_135_596_800_000;

/** Milliseconds a zone is ahead of UTC; undefined when there is no such zone. */
function offsetOf(zone: string | undefined): number | undefined {
  if (zone === undefined) return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4));
  if (hours > 23 || minutes > 59) return undefined;
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

/**
 * Milliseconds since the epoch of a moment spelled as `YYYY-MM-DDTHH:mm:ss.sssZ`; undefined for any other text,
 * and when the calendar has no such day or the day no such time.
 */
export function readUtc(text: string): number | undefined {
  // oxlint-disable-next-line no-restricted-globals -- reads a text, not the clock
  const read = new Date(text);
  // The 30th of February would be read as a day in March.
  return !Number.isNaN(read.getTime()) && read.toISOString() === text ? read.getTime() : undefined;
}

/** Writes milliseconds since the epoch as `YYYY-MM-DDTHH:mm:ss.sssZ`. */
export function writeUtc(milliseconds: number): string {
  // oxlint-disable-next-line no-restricted-globals -- formats a time, does not read the clock
  return new Date(milliseconds).toISOString();
}

/**
 * Reads a date and time as the platform writes it: RFC 3339 with up to seven digits behind the second. One
 * without a zone is UTC, as the platform documents it; it is never the time of this machine. Undefined for
 * everything else.
 */
export function momentOf(value: unknown): CleverbridgeMoment | undefined {
  if (typeof value !== "string") return undefined;
  const parts = shape.exec(value.trim())?.groups;
  if (parts === undefined) return undefined;
  const { date, time, fraction = "", zone } = parts;
  const here = readUtc(`${date}T${time}.${fraction.slice(0, 3).padEnd(3, "0")}Z`);
  const offset = offsetOf(zone);
  if (here === undefined || offset === undefined) return undefined;
  const moment = here - offset;
  if (moment < firstMoment || moment > lastMoment) return undefined;
  return { at: writeUtc(moment), raw: value };
}
