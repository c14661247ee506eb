import { rowsOf } from "../client/pages.ts";
import type { TierConfigRequestCalls } from "../client/tier-config-requests.ts";
import { rql } from "../rql.ts";
import type { TierConfigRequest } from "../wire/tier-config.ts";
import { levelOf } from "./tier-handler-call.ts";

/** The second level's account above a first level's configuration; empty when there is none. */
function accountAbove(request: TierConfigRequest): string {
  if (levelOf(request) === 2) return "";
  return request.tiers?.tier2?.id ?? request.parent_configuration?.account?.id ?? "";
}

/**
 * The open request of the second level that a first level's request has to wait for; undefined when there
 * is none. The platform itself holds the first level back in `tiers_setup`; but anybody may take a request
 * from there to pending by hand.
 */
export async function openSecondLevel(
  calls: TierConfigRequestCalls,
  request: TierConfigRequest,
  signal: AbortSignal,
): Promise<string | undefined> {
  const account = accountAbove(request);
  if (account === "") return undefined;
  const { product, connection } = request.configuration;
  const query = [
    rql.eq("configuration.account.id", account),
    rql.eq("configuration.product.id", product?.id ?? ""),
    rql.eq("configuration.tier_level", 2),
    // A draft may be abandoned.
    rql.in("status", ["tiers_setup", "pending", "inquiring"]),
  ];
  for await (const row of rowsOf(calls.list({ query, signal }))) {
    if (row.configuration.connection?.id === connection?.id) return row.id;
  }
  return undefined;
}
