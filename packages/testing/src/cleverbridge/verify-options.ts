import type { Clock, Reader, SubscriptionChange, SubscriptionRecord } from "@tenure/engine";
import type { Order } from "@tenure/simulator/cleverbridge";

import type { SearchOptions } from "../handlers/search.ts";
import type { BrokenPromiseCode } from "./broken-promise.ts";

/** What a handler is given beside the change. */
export interface ChangeTools {
  /** Looks at subscriptions, as the engine does. */
  readonly engine: Reader;
  /** Aborts when the process ends. */
  readonly signal: AbortSignal;
}

/** What a process does with the changes it follows. */
export interface ChangeHandlers {
  /**
   * Called with what `engine.changes` gives, one change after the other. Its cursor is kept once this has
   * resolved: until then the same change comes again, after a throw and in the next process.
   */
  changed(change: SubscriptionChange, tools: ChangeTools): Promise<void> | void;
}

/** A vendor as a history finds it: nothing in it. */
export interface FreshVendor {
  /**
   * Called when a process starts, at the beginning and again after each end of one. Gives the handlers that are used
   * in production, bound to this vendor: what they keep in memory is lost with the process, what the vendor keeps
   * is not.
   */
  handlers(): ChangeHandlers | Promise<ChangeHandlers>;
  /**
   * Everything that handlers change at the vendor, as any value that can be told from another: licenses, seats,
   * who has access, letters sent. Leave out what counts calls only.
   */
  observe(): unknown;
  /**
   * Says what is wrong with what the vendor has of a subscription, given its record; undefined when nothing is. Asked
   * of each subscription at the end of a history, an hour after the last thing that happened. Left out: nobody asks.
   */
  disagrees?(record: SubscriptionRecord): string | undefined;
}

/**
 * Makes vendors for each history, which have nothing in common. Whatever waits in one, handlers included, waits by the
 * clock, which is a virtual one: real time does not pass, and real input and output is not waited for.
 */
export type VendorFactory = (surroundings: {
  readonly clock: Clock;
}) => FreshVendor | Promise<FreshVendor>;

/** How `verifyHandlers` tries. */
export interface VerifyHandlersOptions extends SearchOptions<BrokenPromiseCode> {
  /** What is ordered, the most usual first. Left out: some orders of the products 101 to 103. */
  readonly orders?: readonly Order[] | undefined;
  /** Which management model the subscriptions live under; `2.0` when left out. */
  readonly managementModel?: "1.0" | "2.0" | undefined;
  /** How long a change may be handled by the virtual clock; 120 000 when left out. */
  readonly timeoutMilliseconds?: number | undefined;
}
