const millisecondsPerDay = 86_400_000;

/** Days between the epoch and a date of the Gregorian calendar, by counting years from March. */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const counted = month > 2 ? year : year - 1;
  const monthsSinceMarch = (month + 9) % 12;
  const daysThisYear = Math.floor((153 * monthsSinceMarch + 2) / 5) + day - 1;
  const leapDays = Math.floor(counted / 4) - Math.floor(counted / 100) + Math.floor(counted / 400);
  return counted * 365 + leapDays + daysThisYear - 719_468;
}

/**
 * Milliseconds since the epoch of a moment in the machine's one spelling,
 * `2026-05-04T03:02:01.000Z`.
 */
export function epochMilliseconds(moment: string): number {
  const part = (from: number, to: number): number => Number(moment.slice(from, to));
  const days = daysSinceEpoch(part(0, 4), part(5, 7), part(8, 10));
  const minutes = part(11, 13) * 60 + part(14, 16);
  return days * millisecondsPerDay + minutes * 60_000 + part(17, 19) * 1000 + part(20, 23);
}
