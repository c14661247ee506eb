import { markdown, type Answer } from "../http/answer.ts";
import { idOf, type ApiCall, type Route } from "../http/router.ts";
import { page, single } from "../rql/listing.ts";
import { findAsset, lastApproved, productOf } from "../rules/records.ts";
import { rendered } from "../rules/templates.ts";
import { ASSET_LISTING } from "../views/asset-view.ts";
import { listedAssets, listedRequestsOf, readAsset } from "../views/readings.ts";
import { usageAggregates } from "../views/usage-view.ts";

const ONE = "/assets/:id";
const BOTH = ["vendor", "distributor"] as const;

/** There is no way to write a subscription but by a request. */
export const ASSET_ROUTES: readonly Route[] = [
  { method: "GET", path: "/assets", roles: BOTH, handle: list },
  { method: "GET", path: ONE, roles: BOTH, handle: get },
  { method: "GET", path: `${ONE}/requests`, roles: BOTH, handle: requests },
  { method: "GET", path: `${ONE}/render`, roles: BOTH, handle: render },
  { method: "GET", path: `${ONE}/usage/aggregates`, roles: BOTH, handle: aggregates },
];

function list({ platform, query }: ApiCall): Answer {
  return page(listedAssets(platform), query, ASSET_LISTING);
}

function get(call: ApiCall): Answer {
  return single(readAsset(call.platform, idOf(call)), call.query, ASSET_LISTING);
}

function requests(call: ApiCall): Answer {
  const asset = findAsset(call.platform, idOf(call));
  return page(listedRequestsOf(call.platform, asset), call.query);
}

/** The text of the latest approval, with the values the subscription has now; nothing before the first. */
function render(call: ApiCall): Answer {
  const asset = findAsset(call.platform, idOf(call));
  const approved = lastApproved(call.platform, asset);
  if (approved === undefined) return markdown("");
  const { document } = approved;
  const template = productOf(call.platform, approved).templates.find(
    (one) => one.id === document.template?.id,
  );
  if (template === undefined) return markdown(document.activation_key);
  const { params } = asset.document;
  const now = { ...document, asset: { ...document.asset, params } };
  return markdown(rendered(template.body, approved, now));
}

function aggregates(call: ApiCall): Answer {
  return page(usageAggregates(call.platform, findAsset(call.platform, idOf(call))), call.query);
}
