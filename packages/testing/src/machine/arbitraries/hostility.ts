import * as fc from "fast-check";

/** How much of what is made is hostile. */
export interface Hostility {
  /**
   * The share, from 0 to 1, of what is of a right shape and makes no sense: unknown request types, news of
   * requests nobody opened, moments out of order, consent that is missing. Default: 0.25.
   */
  readonly hostile?: number | undefined;
}

/** Where a share is split into whole weights. */
const whole = 1000;

/** The hostile ones among the usual ones, as often as it is asked for; the usual ones are the smaller. */
export function mixed<Value>(
  usual: fc.Arbitrary<Value>,
  unusual: fc.Arbitrary<Value>,
  { hostile = 0.25 }: Hostility = {},
): fc.Arbitrary<Value> {
  if (!(hostile >= 0 && hostile <= 1)) {
    throw new RangeError(`hostile is a share from 0 to 1, and was ${hostile}.`);
  }
  const weight = Math.round(hostile * whole);
  return fc.oneof(
    { withCrossShrink: true },
    { weight: whole - weight, arbitrary: usual },
    { weight, arbitrary: unusual },
  );
}
