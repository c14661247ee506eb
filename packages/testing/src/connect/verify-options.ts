import type { Handlers } from "@tenure/connect";
import type { Clock } from "@tenure/engine";
import type { NewProduct } from "@tenure/simulator";

import type { SearchOptions } from "../handlers/search.ts";
import type { BrokenPromiseCode } from "./broken-promise.ts";

/** A vendor as a history finds it: nothing in it, and handlers that work on it. */
export interface FreshVendor {
  /** The handlers that are used in production, bound to this vendor. */
  readonly handlers: Handlers;
  /**
   * Everything that calls to the vendor change, as any value that can be told from another: accounts, seats,
   * invoices, letters sent. Leave out what counts calls only.
   */
  observe(): unknown;
}

/**
 * Makes a vendor for each history. Whatever waits in it, handlers included, waits by the clock, which is a
 * virtual one: real time does not pass, and real input and output is not waited for.
 */
export type VendorFactory = (surroundings: {
  readonly clock: Clock;
}) => FreshVendor | Promise<FreshVendor>;

/** How `verifyHandlers` tries. */
export interface VerifyHandlersOptions extends SearchOptions<BrokenPromiseCode> {
  /** What is sold. Default: the product every simulator begins with. */
  readonly product?: NewProduct | undefined;
  /**
   * Values to order with, by the id of the ordering parameter, the most usual first. Left out: made up by the
   * parameter's type, legal and sometimes unusual.
   */
  readonly values?: Readonly<Record<string, readonly string[]>> | undefined;
  /** How long a handler may take by the virtual clock; 120 000 when left out, as the engine has it. */
  readonly timeoutMilliseconds?: number | undefined;
}
