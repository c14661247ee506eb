import type { RequestRecord } from "../documents/request.ts";
import type { Listing } from "../http/listing.ts";
import type { JsonObject } from "../json-reading.ts";
import type { Platform } from "../platform.ts";
import { assetOf, productOf } from "../rules/records.ts";
import { formUrl } from "../rules/templates.ts";

/** What a list of requests hides, and what the platform can order it by (its OpenAPI document). */
export const REQUEST_LISTING: Listing = {
  hidden: ["asset.product.capabilities"],
  orderable: [
    "created",
    "updated",
    "status",
    "asset.product.name",
    "asset.connection.hub.name",
    "asset.marketplace.name",
    "marketplace.name",
    "asset.tiers.customer.id",
    "asset.tiers.customer.name",
    "sli.days",
    "sli.zone",
  ],
};

/** A request as the API shows it, with its live subscription and the fields a list hides. */
export function fullRequestView(platform: Platform, request: RequestRecord): JsonObject {
  const asset = assetOf(platform, request);
  const { document, extras } = request;
  const { capabilities } = productOf(platform, request).document;
  return {
    ...extras,
    ...document,
    asset: {
      ...asset.extras,
      ...asset.document,
      product: { ...asset.document.product, capabilities },
      items: document.asset.items,
      params: document.asset.params,
    },
    ...(document.status === "inquiring" ? { params_form_url: formUrl(request) } : {}),
  };
}

/** A request as actions answer it and validators get it. */
export function requestView(platform: Platform, request: RequestRecord): JsonObject {
  const asset = assetOf(platform, request);
  return {
    ...fullRequestView(platform, request),
    asset: {
      ...asset.extras,
      ...asset.document,
      items: request.document.asset.items,
      params: request.document.asset.params,
    },
  };
}

/** A request as it stands in the list of its subscription's requests. */
export function briefRequestView({ document }: RequestRecord): JsonObject {
  const { id, type, status, assignee, events } = document;
  return { id, type, status, assignee, events };
}
