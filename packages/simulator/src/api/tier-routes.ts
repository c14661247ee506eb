import { NO_CONTENT, ok, type Answer } from "../http/answer.ts";
import { page, single } from "../http/listing.ts";
import { idOf, type ApiCall, type Route } from "../http/router.ts";
import { approveTierRequest, failTierRequest, findTierRequest } from "../rules/tier-requests.ts";
import { tierRequestView } from "../views/tier-request-view.ts";

const ROOT = "/tier/config-requests";

/** As much of tier configuration as requests in `tiers_setup` need to get out of it. */
export const TIER_ROUTES: readonly Route[] = [
  { method: "GET", path: ROOT, roles: ["vendor", "distributor"], handle: list },
  { method: "GET", path: `${ROOT}/:id`, roles: ["vendor", "distributor"], handle: get },
  { method: "POST", path: `${ROOT}/:id/approve`, roles: ["vendor"], handle: approve },
  { method: "POST", path: `${ROOT}/:id/fail`, roles: ["vendor"], handle: fail },
];

function list({ platform, query }: ApiCall): Answer {
  return page(
    platform.store.list("tierRequests").map((request) => tierRequestView(platform, request)),
    query,
  );
}

function get(call: ApiCall): Answer {
  const request = findTierRequest(call.platform, idOf(call));
  return single(tierRequestView(call.platform, request), call.query);
}

function approve(call: ApiCall): Answer {
  const { template, effective_date } = approveTierRequest(call.platform, idOf(call), call.body);
  return ok({ template, effective_date });
}

function fail(call: ApiCall): Answer {
  failTierRequest(call.platform, idOf(call), call.body);
  return NO_CONTENT;
}
