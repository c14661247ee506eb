import { created, markdown, ok, type Answer } from "../http/answer.ts";
import { idOf, type ApiCall, type Route } from "../http/router.ts";
import { objectAt, textAt, valueAt } from "../json-reading.ts";
import { stampAfter } from "../platform.ts";
import { invalid, notFound } from "../refusal.ts";
import { page, single } from "../rql/listing.ts";
import { mergedCapabilities } from "../rules/capabilities.ts";
import { configure } from "../rules/product-configurations.ts";
import { configurationsOf } from "../rules/product-making.ts";
import { findPart } from "../rules/product-parts.ts";
import { findProduct } from "../rules/records.ts";
import { renderTemplate } from "../rules/rendering/render-template.ts";
import { connectionsOf } from "../views/product-view.ts";

const ONE = "/products/:id";
const BOTH = ["vendor", "distributor"] as const;

/** A product's own routes; those of its items, parameters and other parts stand apart. */
export const PRODUCT_ROUTES: readonly Route[] = [
  { method: "GET", path: "/products", roles: BOTH, handle: list },
  { method: "GET", path: ONE, roles: BOTH, handle: get },
  { method: "PUT", path: ONE, roles: ["vendor"], handle: update },
  { method: "GET", path: `${ONE}/configurations`, roles: BOTH, handle: configurations },
  {
    method: "POST",
    path: `${ONE}/configurations`,
    roles: ["vendor"],
    handle: (call) =>
      created(configure(call.platform, findProduct(call.platform, idOf(call)), call.body)),
  },
  { method: "GET", path: `${ONE}/connections`, roles: BOTH, handle: connections },
  { method: "GET", path: `${ONE}/connections/:connection`, roles: BOTH, handle: connection },
  { method: "GET", path: `${ONE}/media`, roles: BOTH, handle: media },
  { method: "GET", path: `${ONE}/media/:media`, roles: BOTH, handle: medium },
  { method: "GET", path: `${ONE}/versions`, roles: BOTH, handle: versions },
  { method: "GET", path: `${ONE}/versions/:version`, roles: BOTH, handle: version },
  { method: "GET", path: `${ONE}/templates/:template/render`, roles: BOTH, handle: render },
  { method: "GET", path: `${ONE}/templates/:template/preview`, roles: BOTH, handle: render },
];

function list({ platform, query }: ApiCall): Answer {
  const products = platform.store.list("products").map((record) => record.document);
  return page(products, query, { collection: "products" });
}

function get(call: ApiCall): Answer {
  return single(findProduct(call.platform, idOf(call)).document, call.query);
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

function configurations(call: ApiCall): Answer {
  const { configurations: all } = findProduct(call.platform, idOf(call));
  return page(all, call.query, { collection: "configurations" });
}

function connections(call: ApiCall): Answer {
  const all = connectionsOf(call.platform, findProduct(call.platform, idOf(call)));
  return page(all, call.query, { collection: "connections" });
}

function connection(call: ApiCall): Answer {
  const all = connectionsOf(call.platform, findProduct(call.platform, idOf(call)));
  const found = all.find((one) => textAt(one, "id") === call.ids[1]);
  if (found === undefined) throw notFound("Connection");
  return ok(found);
}

/** Nothing can be uploaded, so there is nothing to show. */
function media(call: ApiCall): Answer {
  findProduct(call.platform, idOf(call));
  return page([], call.query);
}

function medium(call: ApiCall): Answer {
  findProduct(call.platform, idOf(call));
  throw notFound("Media");
}

/** Products are made published and have one version. */
function versions(call: ApiCall): Answer {
  return page([findProduct(call.platform, idOf(call)).document], call.query);
}

function version(call: ApiCall): Answer {
  const { document } = findProduct(call.platform, idOf(call));
  if (String(document.version) !== call.ids[1]) throw notFound("Version");
  return single(document, call.query);
}

/** A template with the titles of the product's parameters in the place of values. */
function render(call: ApiCall): Answer {
  const product = findProduct(call.platform, idOf(call));
  const { body } = findPart(product, "templates", call.ids[1] ?? "");
  const samples = product.parameters.map(({ name, title }) => [name, title]);
  return markdown(renderTemplate(body, Object.fromEntries(samples)));
}
