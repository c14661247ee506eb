import { created, ok, type Answer } from "../http/answer.ts";
import { idOf, type ApiCall, type Route } from "../http/router.ts";
import { page, single } from "../rql/listing.ts";
import {
  createBillingRequest,
  findBillingRequest,
  writeAttributes,
} from "../rules/billing-requests.ts";
import { findAsset } from "../rules/records.ts";
import {
  BILLED_ASSET_LISTING,
  billedAssetView,
  BILLING_REQUEST_LISTING,
  billingRequestView,
} from "../views/billing-view.ts";

const ASSETS = "/subscriptions/assets";
const REQUESTS = "/subscriptions/requests";
const BOTH = ["vendor", "distributor"] as const;

export const BILLING_ROUTES: readonly Route[] = [
  { method: "GET", path: ASSETS, roles: BOTH, handle: listAssets },
  { method: "GET", path: `${ASSETS}/:id`, roles: BOTH, handle: getAsset },
  { method: "GET", path: REQUESTS, roles: BOTH, handle: listRequests },
  { method: "POST", path: REQUESTS, roles: BOTH, handle: create },
  { method: "GET", path: `${REQUESTS}/:id`, roles: BOTH, handle: getRequest },
  { method: "PUT", path: `${REQUESTS}/:id/attributes`, roles: BOTH, handle: attributes },
];

function listAssets({ platform, query }: ApiCall): Answer {
  const assets = platform.store.list("assets").map((asset) => billedAssetView(platform, asset));
  return page(assets, query, BILLED_ASSET_LISTING);
}

function getAsset(call: ApiCall): Answer {
  const asset = findAsset(call.platform, idOf(call));
  return single(billedAssetView(call.platform, asset), call.query, BILLED_ASSET_LISTING);
}

function listRequests({ platform, query }: ApiCall): Answer {
  const requests = platform.store
    .list("billingRequests")
    .map((request) => billingRequestView(platform, request));
  return page(requests, query, BILLING_REQUEST_LISTING);
}

function getRequest(call: ApiCall): Answer {
  const request = findBillingRequest(call.platform, idOf(call));
  return single(billingRequestView(call.platform, request), call.query);
}

function create({ platform, role, body }: ApiCall): Answer {
  return created(billingRequestView(platform, createBillingRequest(platform, role, body)));
}

function attributes(call: ApiCall): Answer {
  return ok(writeAttributes(call.platform, call.role, idOf(call), call.body).attributes);
}
