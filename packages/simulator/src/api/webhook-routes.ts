import { VENDOR_ACCOUNT } from "../accounts.ts";
import type { Reference } from "../documents/reference.ts";
import { WEBHOOK_CLASSES, WEBHOOK_TYPES, type Webhook } from "../documents/webhook.ts";
import { created, NO_CONTENT, ok, type Answer } from "../http/answer.ts";
import { idOf, type ApiCall, type Route } from "../http/router.ts";
import { mintIdentifier } from "../identifiers.ts";
import { objectOr, textAt, textIn, textOr, valueAt } from "../json-reading.ts";
import { stamp, stampAfter, type Platform } from "../platform.ts";
import { invalid, notFound } from "../refusal.ts";
import { page } from "../rql/listing.ts";

const ROOT = "/notifications/webhooks";
const ONE = `${ROOT}/:id`;

/** Webhooks are the vendor's. */
export const WEBHOOK_ROUTES: readonly Route[] = [
  { method: "GET", path: ROOT, roles: ["vendor"], handle: list },
  { method: "POST", path: ROOT, roles: ["vendor"], handle: create },
  { method: "GET", path: ONE, roles: ["vendor"], handle: (call) => ok(find(call)) },
  { method: "PUT", path: ONE, roles: ["vendor"], handle: update },
  { method: "DELETE", path: ONE, roles: ["vendor"], handle: remove },
];

function list({ platform, query }: ApiCall): Answer {
  return page(platform.store.list("webhooks"), query, { collection: "webhooks" });
}

function create(call: ApiCall): Answer {
  const at = stamp(call.platform);
  const webhook: Webhook = {
    id: mintIdentifier(call.platform, "webhook"),
    account: VENDOR_ACCOUNT,
    created_at: at,
    modified_at: at,
    ...fieldsOf(call, undefined),
  };
  call.platform.store.put("webhooks", webhook.id, webhook);
  return created(webhook);
}

function update(call: ApiCall): Answer {
  const webhook = find(call);
  const written: Webhook = {
    ...webhook,
    ...fieldsOf(call, webhook),
    modified_at: stampAfter(call.platform, webhook.modified_at),
  };
  call.platform.store.put("webhooks", webhook.id, written);
  return ok(written);
}

function remove(call: ApiCall): Answer {
  call.platform.store.delete("webhooks", find(call).id);
  return NO_CONTENT;
}

function find(call: ApiCall): Webhook {
  const webhook = call.platform.store.get("webhooks", idOf(call));
  if (webhook === undefined) throw notFound("Webhook");
  return webhook;
}

type Fields = Pick<
  Webhook,
  | "type"
  | "object_class"
  | "label"
  | "description"
  | "active"
  | "external_url"
  | "jwt_secret"
  | "http_method"
  | "product"
  | "data"
  | "headers"
>;

/** What a webhook is like before anybody has said anything about it. */
const BLANK = {
  type: "event",
  object_class: "",
  label: "",
  description: "",
  active: true,
  external_url: "",
  jwt_secret: "",
  http_method: "POST",
  data: {},
  headers: {},
} as const;

/** The fields of a body over those of the webhook as it was. */
function fieldsOf({ platform, body }: ApiCall, old: Webhook | undefined): Fields {
  const before = old ?? BLANK;
  const active = valueAt(body, "active");
  const fields: Fields = {
    type: textOr(body, "type", before.type),
    object_class: textOr(body, "object_class", before.object_class),
    label: textOr(body, "label", before.label),
    description: textOr(body, "description", before.description),
    active: typeof active === "boolean" ? active : before.active,
    external_url: textOr(body, "external_url", before.external_url),
    jwt_secret: textOr(body, "jwt_secret", before.jwt_secret),
    http_method: textOr(body, "http_method", before.http_method) === "GET" ? "GET" : "POST",
    product: productOf(platform, body, old),
    data: objectOr(body, "data", before.data),
    headers: objectOr(body, "headers", before.headers),
  };
  for (const field of ["object_class", "external_url", "jwt_secret"] as const) {
    if (fields[field] === "") throw invalid(`${field}: This field is required.`);
  }
  checkChoice("type", fields.type, WEBHOOK_TYPES);
  checkChoice("object_class", fields.object_class, WEBHOOK_CLASSES);
  if (!/^https?:\/\//u.test(fields.external_url) || !URL.canParse(fields.external_url)) {
    throw invalid("external_url: Enter a valid URL.");
  }
  return fields;
}

function checkChoice(field: string, text: string, choices: readonly string[]): void {
  if (!choices.includes(text)) throw invalid(`${field}: "${text}" is not a valid choice.`);
}

function productOf(platform: Platform, body: unknown, old: Webhook | undefined): Reference {
  const id = textAt(body, "product_id") ?? textIn(body, "product", "id");
  if (id === undefined && old !== undefined) return old.product;
  const product = platform.store.get("products", id ?? "")?.document;
  if (product === undefined) throw invalid("product_id: The product does not exist.");
  return { id: product.id, name: product.name };
}
