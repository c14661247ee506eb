import type { RequestRecord } from "../documents/request.ts";
import type { Platform } from "../platform.ts";
import { missingRequired } from "./parameters.ts";
import { productOf, writeRequest } from "./records.ts";
import { defaultTemplate, formUrl, rendered } from "./templates.ts";
import { openTierConfigs } from "./tier-configs.ts";

/**
 * Sends a new or submitted request on its way: first its resellers are set up (`tiers_setup`), then
 * the customer is asked for required values that are missing (`inquiring`), then it is the vendor's (`pending`).
 */
export function enter(platform: Platform, request: RequestRecord): RequestRecord {
  const waitsFor = openTierConfigs(platform, request);
  if (waitsFor.length > 0) {
    return writeRequest(platform, request, { status: "tiers_setup" }, { waitsFor });
  }
  return proceed(platform, request);
}

/** The way on when no tier configuration is in the way any more. */
export function proceed(platform: Platform, request: RequestRecord): RequestRecord {
  // An adjustment is the vendor's own; the values it leaves out are not the customer's to give.
  const isBuyers = request.document.type !== "adjustment";
  const isIncomplete = missingRequired(request.document.asset.params, "ordering").length > 0;
  const asks = ["purchase", "change", "renew", "transfer"].includes(request.document.type);
  return isBuyers && asks && isIncomplete
    ? askCustomer(platform, request, undefined)
    : makePending(platform, request);
}

export function makePending(platform: Platform, request: RequestRecord): RequestRecord {
  const template = defaultTemplate(productOf(platform, request), "fulfillment");
  return writeRequest(platform, request, { status: "pending", template }, { waitsFor: [] });
}

/** Puts a request into `inquiring` and renders the text, with its form link, that the customer gets. */
export function askCustomer(
  platform: Platform,
  request: RequestRecord,
  chosen:
    | { readonly template: RequestRecord["document"]["template"]; readonly text: string }
    | undefined,
): RequestRecord {
  const product = productOf(platform, request);
  const standard = defaultTemplate(product, "inquire");
  const template = chosen === undefined ? standard : chosen.template;
  const text =
    chosen?.text ??
    product.templates.find((one) => one.id === standard?.id)?.body ??
    `More information is needed: ${formUrl(request)}`;
  return writeRequest(
    platform,
    request,
    {
      status: "inquiring",
      template: {
        id: template?.id ?? "",
        name: template?.name ?? "",
        message: rendered(text, request, request.document),
      },
    },
    { waitsFor: [] },
  );
}
