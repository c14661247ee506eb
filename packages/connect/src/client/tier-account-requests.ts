import { type TierAccountRequest, tierAccountRequestSchema } from "../wire/tier-account.ts";
import type { CallOptions } from "./call-options.ts";
import type { Caller } from "./caller.ts";
import { collectionOf } from "./collection.ts";
import type { ConnectPage, ListOptions } from "./pages.ts";

/** Requests that tell a vendor of a customer's or reseller's changed data. */
export interface TierAccountRequestCalls {
  list(options?: ListOptions): AsyncIterable<ConnectPage<TierAccountRequest>>;
  get(id: string, options?: CallOptions): Promise<TierAccountRequest>;
  /** The vendor has taken the change over. */
  accept(id: string, options?: CallOptions): Promise<void>;
  /** The vendor does not take the change over. */
  ignore(id: string, reason: string, options?: CallOptions): Promise<TierAccountRequest>;
}

/** The calls on tier account requests. */
export function tierAccountRequestCallsOf(caller: Caller): TierAccountRequestCalls {
  const { list, get, act, one } = collectionOf(
    caller,
    "/tier/account-requests",
    tierAccountRequestSchema,
  );
  return {
    list,
    get,
    accept: (id, { signal } = {}) =>
      caller.write({ method: "POST", path: one(id, "/accept"), body: {}, signal }),
    ignore: (id, reason, options) => act(id, "ignore", { reason }, options),
  };
}
