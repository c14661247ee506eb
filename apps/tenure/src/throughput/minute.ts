/** What happened within one minute. Kept as it is in the store, so its fields have short names. */
export interface Minute {
  /** Events that moved a subscription. */
  events: number;
  refused: number;
  drift: number;
  /** Requests that came to the vendor for the first time. */
  opened: number;
  approved: number;
  failed: number;
  revoked: number;
  /** Effects that were given up. */
  stuck: number;
  /** How long requests that ended had been open: how many ended within each class of duration. */
  readonly waited: Record<string, number>;
  /** The sum of it, in milliseconds. */
  waitedTotal: number;
  waitedLongest: number;
}

export function newMinute(): Minute {
  return {
    events: 0,
    refused: 0,
    drift: 0,
    opened: 0,
    approved: 0,
    failed: 0,
    revoked: 0,
    stuck: 0,
    waited: {},
    waitedTotal: 0,
    waitedLongest: 0,
  };
}

/** Four classes for each doubling: a duration is told to within a tenth of it. */
const classesPerDoubling = 4;

/** Counts one request that ended. */
export function countWaited(minute: Minute, milliseconds: number): void {
  const duration = Math.max(0, milliseconds);
  const name = String(Math.round(Math.log2(duration + 1) * classesPerDoubling));
  minute.waited[name] = (minute.waited[name] ?? 0) + 1;
  minute.waitedTotal += duration;
  minute.waitedLongest = Math.max(minute.waitedLongest, duration);
}

/** Adds one minute's figures to another's. */
export function addMinute(sum: Minute, minute: Minute): void {
  sum.events += minute.events;
  sum.refused += minute.refused;
  sum.drift += minute.drift;
  sum.opened += minute.opened;
  sum.approved += minute.approved;
  sum.failed += minute.failed;
  sum.revoked += minute.revoked;
  sum.stuck += minute.stuck;
  for (const [name, count] of Object.entries(minute.waited)) {
    sum.waited[name] = (sum.waited[name] ?? 0) + count;
  }
  sum.waitedTotal += minute.waitedTotal;
  sum.waitedLongest = Math.max(sum.waitedLongest, minute.waitedLongest);
}

/** How long a share of the requests that ended had been open at most, in milliseconds; null without any. */
export function waitedQuantile({ waited, waitedLongest }: Minute, share: number): number | null {
  const classes = Object.entries(waited)
    .map(([name, count]) => [Number(name), count] as const)
    .toSorted(([left], [right]) => left - right);
  const wanted = share * classes.reduce((sum, [, count]) => sum + count, 0);
  let passed = 0;
  for (const [name, count] of classes) {
    passed += count;
    if (passed >= wanted) {
      return Math.min(waitedLongest, Math.round(2 ** (name / classesPerDoubling) - 1));
    }
  }
  return null;
}
