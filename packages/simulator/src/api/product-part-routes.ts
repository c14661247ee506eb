import type { ProductRecord } from "../documents/product.ts";
import { created, NO_CONTENT, ok, type Answer } from "../http/answer.ts";
import type { Role } from "../http/roles.ts";
import { idOf, type ApiCall, type Route } from "../http/router.ts";
import type { Platform } from "../platform.ts";
import { notFound } from "../refusal.ts";
import { page, single, type Listing } from "../rql/listing.ts";
import { actionLink, regenerateSecret, writeAction } from "../rules/product-actions.ts";
import { writeMessage, writeParameter, writeTemplate } from "../rules/product-definitions.ts";
import { createItem, deleteItem, setItemSale, updateItem } from "../rules/product-items.ts";
import { findPart, removePart, type PartName } from "../rules/product-parts.ts";
import { findProduct } from "../rules/records.ts";
import { withProduct } from "../views/product-view.ts";

const ONE = "/products/:id";
const BOTH: readonly Role[] = ["vendor", "distributor"];
const VENDOR: readonly Role[] = ["vendor"];

type Write = (
  platform: Platform,
  product: ProductRecord,
  id: string | undefined,
  body: unknown,
) => object;

/** What can be written into a product, part by part; an item has rules of its own. */
const WRITES: Readonly<Record<Exclude<PartName, "items">, Write>> = {
  parameters: writeParameter,
  templates: writeTemplate,
  actions: writeAction,
  messages: writeMessage,
};

const ITEMS: readonly Route[] = [
  ...reads("items", { collection: "items" }),
  {
    method: "POST",
    path: `${ONE}/items`,
    roles: VENDOR,
    handle: (call) => created(createItem(call.platform, productOf(call), call.body)),
  },
  {
    method: "PUT",
    path: `${ONE}/items/:part`,
    roles: VENDOR,
    handle: (call) => ok(updateItem(call.platform, productOf(call), partOf(call), call.body)),
  },
  {
    method: "DELETE",
    path: `${ONE}/items/:part`,
    roles: VENDOR,
    handle: (call) => {
      deleteItem(call.platform, productOf(call), partOf(call));
      return NO_CONTENT;
    },
  },
  ...(["endsale", "resumesale"] as const).map((name): Route => ({
    method: "POST",
    path: `${ONE}/items/:part/${name}`,
    roles: VENDOR,
    handle: (call) => {
      const status = name === "endsale" ? "endofsale" : "published";
      setItemSale(call.platform, productOf(call), partOf(call), status);
      return ok(findPart(productOf(call), "items", partOf(call)));
    },
  })),
];

const ACTION_EXTRAS: readonly Route[] = [
  {
    method: "POST",
    path: `${ONE}/actions/regeneratesecret`,
    roles: VENDOR,
    handle: (call) => ok({ jwt_secret: regenerateSecret(call.platform, productOf(call)) }),
  },
  {
    method: "GET",
    path: `${ONE}/actions/:part/actionLink`,
    roles: BOTH,
    handle: (call) => link(call, 1),
  },
  {
    method: "GET",
    path: `${ONE}/versions/:version/actions/:part/actionLink`,
    roles: BOTH,
    handle: (call) => link(call, 2),
  },
];

export const PRODUCT_PART_ROUTES: readonly Route[] = [
  ...ITEMS,
  ...ACTION_EXTRAS,
  ...reads("parameters", { collection: "parameters" }),
  ...reads("actions", { collection: "actions" }),
  ...reads("messages", { collection: "productMessages" }),
  // By name, too: the platform's own template for vendors finds them so.
  ...reads("templates"),
  ...(["parameters", "templates", "actions", "messages"] as const).flatMap(writes),
];

/** A product has one version only, so reading that version is reading the product. */
function reads(name: PartName, listing: Listing = {}): readonly Route[] {
  return [ONE, `${ONE}/versions/:version`].flatMap((base): readonly Route[] => [
    {
      method: "GET",
      path: `${base}/${name}`,
      roles: BOTH,
      handle: (call) => list(call, name, listing, base === ONE ? 1 : 2),
    },
    {
      method: "GET",
      path: `${base}/${name}/:part`,
      roles: BOTH,
      handle: (call) => get(call, name, base === ONE ? 1 : 2),
    },
  ]);
}

function writes(name: Exclude<PartName, "items">): readonly Route[] {
  return [
    {
      method: "POST",
      path: `${ONE}/${name}`,
      roles: VENDOR,
      handle: (call) => created(written(call, name, undefined)),
    },
    {
      method: "PUT",
      path: `${ONE}/${name}/:part`,
      roles: VENDOR,
      handle: (call) => ok(written(call, name, partOf(call))),
    },
    {
      method: "DELETE",
      path: `${ONE}/${name}/:part`,
      roles: VENDOR,
      handle: (call) => {
        removePart(call.platform, productOf(call), name, partOf(call));
        return NO_CONTENT;
      },
    },
  ];
}

function written(call: ApiCall, name: Exclude<PartName, "items">, id: string | undefined): object {
  const product = productOf(call);
  return shown(product, name, WRITES[name](call.platform, product, id, call.body));
}

function link(call: ApiCall, before: number): Answer {
  const product = readProduct(call, before);
  const query = new URLSearchParams(call.query);
  return ok({ link: actionLink(call.platform, product, call.ids[before] ?? "", query) });
}

/** `before` counts the ids of the path that come before the part's own. */
function list(call: ApiCall, name: PartName, listing: Listing, before: number): Answer {
  const product = readProduct(call, before);
  return page(
    product[name].map((part) => shown(product, name, part)),
    call.query,
    listing,
  );
}

function get(call: ApiCall, name: PartName, before: number): Answer {
  const product = readProduct(call, before);
  return single(shown(product, name, findPart(product, name, call.ids[before] ?? "")), call.query);
}

function readProduct(call: ApiCall, before: number): ProductRecord {
  const product = productOf(call);
  if (before === 2 && call.ids[1] !== String(product.document.version)) throw notFound("Version");
  return product;
}

/** Messages name their product; the other parts stand for themselves. */
function shown({ document }: ProductRecord, name: PartName, part: object): object {
  return name === "messages" ? withProduct(document, part) : part;
}

function productOf(call: ApiCall): ProductRecord {
  return findProduct(call.platform, idOf(call));
}

function partOf(call: ApiCall): string {
  return call.ids[1] ?? "";
}
