import * as catalog from "./catalog.ts";
import * as directory from "./directory.ts";
import * as reports from "./reports.ts";
import * as sales from "./sales.ts";
import { filled, free, listOf, object, text, type Shape } from "./shape.ts";

/** What a call answers when all goes well: its status and its body, JSON of a shape, a text or nothing. */
export interface Answered {
  readonly status: number;
  readonly body: Shape | "markdown" | "nothing";
}

const list = (shape: Shape): Answered => ({ status: 200, body: listOf(shape) });
const one = (shape: Shape): Answered => ({ status: 200, body: shape });
const made = (shape: Shape): Answered => ({ status: 201, body: shape });
const quiet: Answered = { status: 204, body: "nothing" };
const page: Answered = { status: 200, body: "markdown" };

/** The calls of one kind of document: list, make, read, and what else is named. */
function collection(
  path: string,
  shape: Shape,
  others: Readonly<Record<string, Answered>> = {},
): Readonly<Record<string, Answered>> {
  const rest = Object.entries(others).map(([call, answered]) => {
    const [method = "", below = ""] = call.split(" ");
    return [`${method} ${path}${below}`, answered];
  });
  return {
    [`GET ${path}`]: list(shape),
    [`GET ${path}/:id`]: one(shape),
    ...Object.fromEntries(rest),
  };
}

const partOf = (name: string, shape: Shape) => ({
  [`GET /products/:id/${name}`]: list(shape),
  [`GET /products/:id/${name}/:part`]: one(shape),
  [`GET /products/:id/versions/:version/${name}`]: list(shape),
  [`GET /products/:id/versions/:version/${name}/:part`]: one(shape),
  [`POST /products/:id/${name}`]: made(shape),
  [`PUT /products/:id/${name}/:part`]: one(shape),
  [`DELETE /products/:id/${name}/:part`]: quiet,
});

const posts = (names: readonly string[], answered: Answered) =>
  Object.fromEntries(names.map((name) => [`POST /:id/${name}`, answered]));

/** Every call of the API, as the OpenAPI document and the payloads of real accounts have its answers. */
export const ANSWERS: Readonly<Record<string, Answered>> = {
  ...collection("/requests", sales.request, {
    "POST ": made(sales.request),
    "PUT /:id": one(sales.request),
    "DELETE /:id": quiet,
    "GET /:id/render": page,
    ...posts(
      [
        "approve",
        "fail",
        "inquire",
        "pend",
        "schedule",
        "revoke",
        "confirm",
        "purchase",
        "submit",
        "validate",
        "assign",
        "assign/:assignee",
        "unassign",
      ],
      one(sales.request),
    ),
  }),
  "GET /templates/:template/render": page,
  ...collection("/assets", sales.asset, {
    "GET /:id/requests": list(sales.requestReference),
    "GET /:id/render": page,
    "GET /:id/usage/aggregates": list(sales.aggregate),
  }),
  ...collection("/products", catalog.product, {
    "PUT /:id": one(catalog.product),
    "GET /:id/configurations": list(catalog.configuration),
    "POST /:id/configurations": made(catalog.configuration),
    "GET /:id/connections": list(catalog.connection),
    "GET /:id/connections/:connection": one(catalog.connection),
    "GET /:id/media": { status: 200, body: catalog.noMedia },
    "GET /:id/versions": list(catalog.product),
    "GET /:id/versions/:version": one(catalog.product),
    "GET /:id/templates/:template/render": page,
    "GET /:id/templates/:template/preview": page,
    "POST /:id/actions/regeneratesecret": one(catalog.secret),
    "GET /:id/actions/:part/actionLink": one(catalog.actionLink),
    "GET /:id/versions/:version/actions/:part/actionLink": one(catalog.actionLink),
    "POST /:id/items/:part/endsale": one(catalog.item),
    "POST /:id/items/:part/resumesale": one(catalog.item),
  }),
  ...partOf("items", catalog.item),
  ...partOf("parameters", catalog.parameter),
  ...partOf("templates", catalog.template),
  ...partOf("actions", catalog.action),
  ...partOf("messages", catalog.message),
  ...collection("/notifications/webhooks", reports.webhook, {
    "POST ": made(reports.webhook),
    "PUT /:id": one(reports.webhook),
    "DELETE /:id": quiet,
    "POST /:id/trigger": { status: 200, body: "nothing" },
  }),
  ...collection("/conversations", sales.conversation, {
    "GET /:id": one(sales.toldConversation),
    "POST /:id/close": one(sales.conversation),
    "GET /:id/messages": list(sales.message),
    "POST /:id/messages": made(sales.message),
    "PUT /:id/messages/:message": one(sales.message),
  }),
  ...collection("/tier/config-requests", reports.tierRequest, {
    "POST ": made(reports.tierRequest),
    "PUT /:id": one(reports.tierRequest),
    "GET /:id/render": page,
    "POST /:id/approve": one(reports.tierApproval),
    ...posts(["submit", "validate"], one(reports.tierRequest)),
    ...posts(["fail", "inquire", "pend", "assign", "unassign"], quiet),
  }),
  ...collection("/tier/configs", reports.tierConfig, { "GET /:id/render": page }),
  ...collection("/tier/accounts", reports.tierAccount, {
    "POST ": made(reports.tierAccount),
    "PUT /:id": one(reports.tierAccount),
    "DELETE /:id": quiet,
    "GET /:id/versions": list(reports.tierAccount),
    "GET /:id/versions/:version": one(reports.tierAccount),
  }),
  ...collection("/tier/account-requests", reports.tierAccountRequest, {
    "POST ": made(reports.tierAccountRequest),
    ...posts(["accept", "ignore"], one(reports.tierAccountRequest)),
  }),
  ...collection("/subscriptions/assets", sales.billedAsset),
  ...collection("/subscriptions/requests", sales.billingRequest, {
    "POST ": made(sales.billingRequest),
    "PUT /:id/attributes": one(sales.attributes),
  }),
  ...collection("/usage/files", reports.usageFile, {
    "POST ": made(reports.usageFile),
    "PUT /:id": one(reports.usageFile),
    ...posts(
      ["upload", "submit", "accept", "reject", "reprocess", "close", "delete", "reconciliation"],
      one(reports.usageFile),
    ),
  }),
  ...collection("/usage/records", reports.usageRecord, {
    "PUT /:id": one(reports.usageRecord),
    "POST /:id/close": one(reports.usageRecord),
    "POST /close-records": { status: 206, body: listOf(reports.closedRecord) },
  }),
  ...collection("/accounts", directory.account),
  ...collection("/accounts/:owner/users", directory.user),
  ...collection("/hubs", directory.hub),
  ...collection("/hubs/:owner/connections", catalog.connection),
  ...collection("/marketplaces", directory.marketplace),
  ...collection("/contracts", directory.contract),
};

/** What every refused call answers. */
export const REFUSAL = object({ error_code: filled, errors: listOf(text), "params?": free });
