import type { RequestRecord } from "../documents/request.ts";
import type { JsonObject } from "../json-reading.ts";
import type { Platform } from "../platform.ts";
import type { Listing } from "../rql/listing.ts";
import { assetOf, productOf } from "../rules/records.ts";
import { formUrl } from "../rules/templates.ts";

/** What a list of requests hides, and the names its filters have for fields that are shown elsewhere. */
export const REQUEST_LISTING: Listing = {
  collection: "requests",
  hidden: ["asset.product.capabilities"],
  aliases: {
    assignee: "assignee.id",
    "asset.account_id": "asset.tiers.customer.id",
    "asset.connection.environment": "asset.connection.type",
  },
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
