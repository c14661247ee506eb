import type { Clock, Reader, SubscriptionChange, SubscriptionRecord } from "@tenure/engine";

import { inTime } from "../handlers/in-time.ts";
import { differenceOf, vendorStateOf, type VendorState } from "../handlers/vendor-state.ts";
import type { ChangeHandlers, FreshVendor } from "./verify-options.ts";

export interface SteadyVendorsParts {
  readonly vendors: readonly [FreshVendor, FreshVendor];
  readonly reader: Reader;
  readonly clock: Clock;
  readonly timeoutMilliseconds: number;
}

/**
 * Vendors that see every change once, in order, in one process that never ends: what the one that is tried has
 * to come to. There are two, because a vendor that draws its ids at random is unlike any other.
 */
export class SteadyVendors {
  readonly #parts: SteadyVendorsParts;
  readonly #signal = new AbortController().signal;
  #handlers: readonly ChangeHandlers[] = [];
  #isComparable = true;

  constructor(parts: SteadyVendorsParts) {
    this.#parts = parts;
  }

  async start(): Promise<void> {
    this.#handlers = await Promise.all(
      this.#parts.vendors.map(async (vendor) => vendor.handlers()),
    );
  }

  /** Never rejects: vendors whose handlers throw or hang are no measure from then on. */
  async handle(change: SubscriptionChange): Promise<void> {
    if (!this.#isComparable) return;
    const { clock, timeoutMilliseconds: milliseconds, reader: engine } = this.#parts;
    const signal = this.#signal;
    try {
      const handling = this.#handlers.map((handlers) =>
        inTime(() => handlers.changed(change, { engine, signal }), { clock, milliseconds, signal }),
      );
      await Promise.all(handling);
    } catch {
      this.#isComparable = false;
    }
  }

  /** How they are now; undefined when they do not agree, so that nothing follows from it. */
  async state(): Promise<VendorState | undefined> {
    if (!this.#isComparable) return undefined;
    const [one, other] = await Promise.all(
      this.#parts.vendors.map(async (vendor) => vendorStateOf(await vendor.observe())),
    );
    if (one === undefined || other === undefined) return undefined;
    return differenceOf(one, other) === undefined ? one : undefined;
  }

  /** What one of them says is wrong with what it has of a subscription. */
  disagreement(record: SubscriptionRecord): string | undefined {
    return this.#isComparable ? this.#parts.vendors[0].disagrees?.(record) : undefined;
  }
}
