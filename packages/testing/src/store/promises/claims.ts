import { AssertionError } from "node:assert";

import type { ClaimedEffect, EffectClaim, Store } from "@tenure/engine";

type ClaimRequest = Parameters<Store["claim"]>[0];

/** A claim of up to 99 effects of the adapter `connect` at 100, held until 200. */
export function claiming(parts: Partial<ClaimRequest> = {}): ClaimRequest {
  const adapters = [{ adapter: "connect", limit: 99 }];
  return { now: 100, leaseUntil: 200, owner: "tester", adapters, ...parts };
}

/** A claim of so many effects of the adapter `connect`. */
export function claimingUpTo(limit: number, parts: Partial<ClaimRequest> = {}): ClaimRequest {
  return claiming({ adapters: [{ adapter: "connect", limit }], ...parts });
}

/** The ids, sorted: what a claim takes is promised, not in which order it is told. */
export function ids(claimed: readonly ClaimedEffect[]): readonly string[] {
  return claimed.map(({ id }) => id).toSorted();
}

/** The claim on the only effect that was taken. */
export function claimOf(claimed: readonly ClaimedEffect[]): EffectClaim {
  const { id, token } = onlyOf(claimed);
  return { id, token };
}

/** The only one there is. */
export function onlyOf<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined || rows.length !== 1) {
    throw new AssertionError({ message: `expected one, found ${rows.length}` });
  }
  return row;
}

/** Claims, and gives the claim on the only effect that was taken. */
export async function claimOne(
  store: Store,
  parts: Partial<ClaimRequest> = {},
): Promise<EffectClaim> {
  return claimOf(await store.claim(claiming(parts)));
}
