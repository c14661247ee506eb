/** An amount of money in whole cents; what lies between gross and net is tax. */
export interface Price {
  readonly grossCents: number;
  readonly netCents: number;
}

/** The tax on everything the simulator prices itself. */
const TAX_RATE = 0.19;

export const NOTHING: Price = { grossCents: 0, netCents: 0 };

/** A price from a value in the currency's unit, with the tax in it or still to be added. */
export function priceOf(value: number, isGross = true): Price {
  const cents = Math.round(value * 100);
  return isGross
    ? { grossCents: cents, netCents: Math.round(cents / (1 + TAX_RATE)) }
    : { grossCents: Math.round(cents * (1 + TAX_RATE)), netCents: cents };
}

/** A price by a factor, rounded to cents. */
export function scaled({ grossCents, netCents }: Price, factor: number): Price {
  return {
    grossCents: Math.round(grossCents * factor),
    netCents: Math.round(netCents * factor),
  };
}

export function sum(prices: readonly Price[]): Price {
  return {
    grossCents: prices.reduce((total, { grossCents }) => total + grossCents, 0),
    netCents: prices.reduce((total, { netCents }) => total + netCents, 0),
  };
}

export function difference(left: Price, right: Price): Price {
  return {
    grossCents: left.grossCents - right.grossCents,
    netCents: left.netCents - right.netCents,
  };
}

/** In the currency's unit: gross, net, and the tax between them. */
export function amountsOf({ grossCents, netCents }: Price): {
  readonly gross: number;
  readonly net: number;
  readonly vat: number;
} {
  return { gross: grossCents / 100, net: netCents / 100, vat: (grossCents - netCents) / 100 };
}
