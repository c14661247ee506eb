import { TenureError } from "../tenure-error.ts";
import type { ReadableStore } from "./readable-store.ts";
import type { AskedTenants } from "./tenant-scope.ts";
import { verifySubscription, type Verification } from "./verification.ts";

const pageSize = 100;

/** What came of checking one of many subscriptions. */
export interface Verified {
  readonly key: string;
  /** Absent when it could not be checked. */
  readonly verification?: Verification;
  /** Why it could not be checked. */
  readonly error?: TenureError;
}

async function check(store: ReadableStore, key: string): Promise<Verified> {
  try {
    return { key, verification: await verifySubscription(store, key) };
  } catch (error) {
    // One bad subscription must not hide the others; a store that is out of reach hides them all.
    if (error instanceof TenureError && error.consequence !== "Retryable") return { key, error };
    throw error;
  }
}

/** Checks one subscription after the other, by key, ascending. */
export async function* verifyAll(
  store: ReadableStore,
  tenants: AskedTenants,
  after: string | undefined,
): AsyncGenerator<Verified, void, undefined> {
  const narrowing = tenants.filter === undefined ? {} : { tenant: tenants.filter };
  let place = after;
  do {
    const from = { limit: pageSize, ...(place !== undefined && { after: place }) };
    // oxlint-disable-next-line no-await-in-loop -- each page begins where the last one ended
    const page = await store.list(narrowing, from);
    for (const { key, tenant } of page.rows) {
      // oxlint-disable-next-line no-await-in-loop -- one at a time leaves the store to others
      if (tenants.includes(tenant)) yield await check(store, key);
    }
    place = page.next;
  } while (place !== undefined);
}
