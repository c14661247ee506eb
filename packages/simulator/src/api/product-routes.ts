import { ok, type Answer } from "../http/answer.ts";
import { page, single } from "../http/listing.ts";
import { idOf, type ApiCall, type Route } from "../http/router.ts";
import { objectAt, textAt, valueAt } from "../json-reading.ts";
import { stampAfter } from "../platform.ts";
import { invalid } from "../refusal.ts";
import { mergedCapabilities } from "../rules/capabilities.ts";
import { configurationsOf } from "../rules/product-making.ts";
import { findProduct } from "../rules/records.ts";

const BOTH = ["vendor", "distributor"] as const;

export const PRODUCT_ROUTES: readonly Route[] = [
  { method: "GET", path: "/products", roles: BOTH, handle: list },
  { method: "GET", path: "/products/:id", roles: BOTH, handle: get },
  { method: "PUT", path: "/products/:id", roles: ["vendor"], handle: update },
  {
    method: "GET",
    path: "/products/:id/items",
    roles: BOTH,
    handle: (call) => part(call, "items"),
  },
  {
    method: "GET",
    path: "/products/:id/parameters",
    roles: BOTH,
    handle: (call) => part(call, "parameters"),
  },
  {
    method: "GET",
    path: "/products/:id/templates",
    roles: BOTH,
    handle: (call) => part(call, "templates"),
  },
];

function list({ platform, query }: ApiCall): Answer {
  return page(
    platform.store.list("products").map((record) => record.document),
    query,
  );
}

function get(call: ApiCall): Answer {
  return single(findProduct(call.platform, idOf(call)).document, call.query);
}

function part(call: ApiCall, name: "items" | "parameters" | "templates"): Answer {
  const product = findProduct(call.platform, idOf(call));
  return page(product[name], call.query);
}

/** Name and capabilities; capabilities that are not named stay as they are. */
function update(call: ApiCall): Answer {
  const product = findProduct(call.platform, idOf(call));
  const wanted = valueAt(call.body, "capabilities");
  if (wanted !== undefined && objectAt(call.body, "capabilities") === undefined) {
    throw invalid("capabilities: Expected an object.");
  }
  const { document } = product;
  const capabilities = mergedCapabilities(
    document.capabilities,
    objectAt(call.body, "capabilities") ?? {},
  );
  const at = stampAfter(call.platform, document.events.updated.at);
  const written = {
    ...document,
    name: textAt(call.body, "name") ?? document.name,
    capabilities,
    configurations: configurationsOf(capabilities),
    events: { ...document.events, updated: { at } },
  };
  call.platform.store.put("products", document.id, { ...product, document: written });
  return ok(written);
}
