import type { Answer } from "../http/answer.ts";
import { page, single } from "../http/listing.ts";
import { idOf, type ApiCall, type Route } from "../http/router.ts";
import { findAsset } from "../rules/records.ts";
import { ASSET_LISTING, fullAssetView } from "../views/asset-view.ts";
import { briefRequestView } from "../views/request-view.ts";

/** There is no way to write a subscription but by a request. */
export const ASSET_ROUTES: readonly Route[] = [
  { method: "GET", path: "/assets", roles: ["vendor", "distributor"], handle: list },
  { method: "GET", path: "/assets/:id", roles: ["vendor", "distributor"], handle: get },
  {
    method: "GET",
    path: "/assets/:id/requests",
    roles: ["vendor", "distributor"],
    handle: requests,
  },
];

function list({ platform, query }: ApiCall): Answer {
  const views = platform.store.list("assets").map((record) => fullAssetView(platform, record));
  return page(views, query, ASSET_LISTING);
}

function get(call: ApiCall): Answer {
  const asset = findAsset(call.platform, idOf(call));
  return single(fullAssetView(call.platform, asset), call.query, ASSET_LISTING);
}

function requests(call: ApiCall): Answer {
  const asset = findAsset(call.platform, idOf(call));
  const records = asset.requests.flatMap((id) => {
    const record = call.platform.store.get("requests", id);
    return record === undefined ? [] : [briefRequestView(record)];
  });
  return page(records, call.query);
}
