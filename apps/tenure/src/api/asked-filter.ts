import type { SubscriptionFilter } from "@tenure/engine";

import { tenantFor } from "../http/access.ts";
import type { Caller } from "../http/caller.ts";
import type { FilterQuery } from "./parameters.ts";

/** The engine's filter for what is asked, within what the caller may see. */
export function askedFilter(caller: Caller, asked: Partial<FilterQuery>): SubscriptionFilter {
  const { status, requestState, awaited, requestType, product, adapter, tenant } = asked;
  return {
    tenant: tenantFor(caller, tenant),
    ...(status !== undefined && { status }),
    ...(requestState !== undefined && { requestState }),
    ...(awaited !== undefined && { awaited }),
    ...(requestType !== undefined && { requestType }),
    ...(product !== undefined && { product }),
    ...(adapter !== undefined && { adapter }),
  };
}
