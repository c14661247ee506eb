import { z } from "zod";

import { newRequest } from "../../src/index.ts";
import {
  assignee,
  byId,
  empty,
  get,
  instant,
  list,
  open,
  parameter,
  post,
  put,
  type SpecifiedCall,
} from "./specified-call.ts";

const PR = "/requests/PR-1";
const params = [{ id: "seats", value: "5" }];

const quantity = z.strictObject({
  id: z.string(),
  quantity: z.union([z.number(), z.string()]),
});

const purchase = z.strictObject({
  type: z.literal("purchase"),
  status: z.literal("draft").optional(),
  note: z.string().optional(),
  planned_date: instant.optional(),
  marketplace: byId.optional(),
  asset: z.strictObject({
    product: byId,
    connection: byId,
    external_id: z.string().optional(),
    external_uid: z.string().optional(),
    items: z.array(quantity),
    params: z.array(parameter),
    tiers: z.strictObject({ customer: open, tier1: open.optional(), tier2: open.optional() }),
  }),
});

const change = z.strictObject({
  type: z.literal("change"),
  status: z.literal("draft").optional(),
  planned_date: instant.optional(),
  asset: z.strictObject({
    id: z.string(),
    items: z.array(quantity).optional(),
    params: z.array(parameter).optional(),
  }),
});

const bare = (type: string) =>
  z.strictObject({
    type: z.literal(type),
    planned_date: instant.optional(),
    asset: z.strictObject({ id: z.string() }),
  });

const approval = z.union([
  z.strictObject({
    template_id: z.string(),
    effective_date: instant.optional(),
    asset: z.strictObject({ billing: z.strictObject({ next_date: instant }) }).optional(),
  }),
  z.strictObject({ activation_tile: z.string(), effective_date: instant.optional() }),
]);

const marks = z.strictObject({ asset: z.strictObject({ params: z.array(parameter) }) });
const reason = z.strictObject({ reason: z.string().min(1) });

const creations: readonly SpecifiedCall[] = [
  {
    ...post("requests.create", "/requests", purchase, ({ requests }) =>
      requests.create(
        newRequest.purchase({
          product: "PRD-1",
          connection: "CT-1",
          marketplace: "MP-1",
          items: [{ id: "PRD_1_0001", quantity: 5 }],
          tiers: { customer: { id: "TA-1" } },
          externalUid: "bf9d2dd0-9a3f-4d4f-8ae1-0a2a0a0f3c2d",
          draft: true,
        }),
      ),
    ),
    beyond: "the document's example has product and marketplace, its schema leaves them out",
  },
  {
    ...post("requests.create", "/requests", change, ({ requests }) =>
      requests.create(
        newRequest.change("AS-1", {
          items: [{ id: "PRD_1_0001", quantity: 0 }],
          params,
          plannedDate: "2026-03-01T00:00:00Z",
        }),
      ),
    ),
    beyond: "the platform's own bridge sends params and planned_date too",
  },
  {
    ...post(
      "requests.create",
      "/requests",
      z.strictObject({
        type: z.literal("adjustment"),
        asset: z.strictObject({ id: z.string(), params: z.array(parameter) }),
      }),
      ({ requests }) => requests.create(newRequest.adjustment("AS-1", params)),
    ),
    beyond: "the document names the type and shows no body; the platform's end-to-end suite does",
  },
  post("requests.create", "/requests", bare("suspend"), ({ requests }) =>
    requests.create(newRequest.suspend("AS-1")),
  ),
  post("requests.create", "/requests", bare("resume"), ({ requests }) =>
    requests.create(newRequest.resume("AS-1")),
  ),
  {
    ...post("requests.create", "/requests", bare("cancel"), ({ requests }) =>
      requests.create(newRequest.cancel("AS-1", { plannedDate: "2026-03-01T00:00:00+00:00" })),
    ),
    beyond: "the platform's own bridge sends planned_date, though it is seen with changes only",
  },
];

const actions: readonly SpecifiedCall[] = [
  put("requests.update", PR, marks, ({ requests }) =>
    requests.update("PR-1", { asset: { params: [{ id: "seats", value_error: "Too many." }] } }),
  ),
  post("requests.approve", `${PR}/approve`, approval, ({ requests }) =>
    requests.approve("PR-1", {
      template_id: "TL-1",
      effective_date: "2026-02-03T00:00:00Z",
      asset: { billing: { next_date: "2026-03-03T00:00:00Z" } },
    }),
  ),
  post("requests.approve", `${PR}/approve`, approval, ({ requests }) =>
    requests.approve("PR-1", { activation_tile: "# Ready" }),
  ),
  post("requests.fail", `${PR}/fail`, reason, ({ requests }) => requests.fail("PR-1", "No stock.")),
  post(
    "requests.inquire",
    `${PR}/inquire`,
    z.strictObject({
      template_id: z.string().optional(),
      activation_tile: z.string().optional(),
    }),
    ({ requests }) => requests.inquire("PR-1", { template_id: "TL-1" }),
  ),
  post("requests.inquire", `${PR}/inquire`, empty, ({ requests }) => requests.inquire("PR-1")),
  post("requests.pend", `${PR}/pend`, empty, ({ requests }) => requests.pend("PR-1")),
  {
    ...post("requests.answerInquiry", `${PR}/pend`, marks, ({ requests }) =>
      requests.answerInquiry("PR-1", "a&b=c", params),
    ),
    query: "code=a&b=c",
    beyond: "the document says that parameters have to be given, not in which form",
  },
  post(
    "requests.schedule",
    `${PR}/schedule`,
    z.strictObject({ planned_date: instant }),
    ({ requests }) => requests.schedule("PR-1", "2026-03-01T00:00:00Z"),
  ),
  post("requests.revoke", `${PR}/revoke`, reason, ({ requests }) =>
    requests.revoke("PR-1", "Mistake."),
  ),
  post("requests.confirm", `${PR}/confirm`, empty, ({ requests }) => requests.confirm("PR-1")),
  post("requests.purchase", `${PR}/purchase`, empty, ({ requests }) => requests.purchase("PR-1")),
  post("requests.submit", `${PR}/submit`, empty, ({ requests }) => requests.submit("PR-1")),
  post("requests.validate", `${PR}/validate`, marks, ({ requests }) =>
    requests.validate("PR-1", { asset: { params } }),
  ),
  post("requests.assign", `${PR}/assign`, assignee, ({ requests }) =>
    requests.assign("PR-1", { email: "agent@example.com" }),
  ),
  post("requests.unassign", `${PR}/unassign`, empty, ({ requests }) => requests.unassign("PR-1")),
];

const flatBilling = z.strictObject({
  type: z.enum(["vendor", "provider"]),
  asset_id: z.string().optional(),
  asset_external_uid: z.string().optional(),
  items: z.array(open),
  period_from: instant,
  period_to: instant,
  period_delta: z.number(),
  period_uom: z.enum(["monthly", "yearly", "years_2", "years_3", "years_4", "years_5", "years_6"]),
  attributes: z.strictObject({ provider: open.optional(), vendor: open.optional() }).optional(),
});

const nestedBilling = z.strictObject({
  type: z.enum(["vendor", "provider"]),
  asset: z.union([byId, z.strictObject({ external_uid: z.string() })]),
  items: z.array(open),
  period: z.strictObject({
    from: instant,
    to: instant,
    delta: z.number().optional(),
    uom: z.string().optional(),
  }),
});

const month = { from: "2026-02-01T00:00:00Z", to: "2026-03-01T00:00:00Z" };

const billing: readonly SpecifiedCall[] = [
  list("subscriptions.list", "/subscriptions/assets", (client) => client.subscriptions.list()),
  get("subscriptions.get", "/subscriptions/assets/AS-1", (client) =>
    client.subscriptions.get("AS-1"),
  ),
  list("billingRequests.list", "/subscriptions/requests", (client) =>
    client.billingRequests.list(),
  ),
  get("billingRequests.get", "/subscriptions/requests/BRV-1", (client) =>
    client.billingRequests.get("BRV-1"),
  ),
  post("billingRequests.create", "/subscriptions/requests", flatBilling, (client) =>
    client.billingRequests.create({
      type: "vendor",
      asset_id: "AS-1",
      items: [{ id: "PRD_1_0001" }],
      period_from: month.from,
      period_to: month.to,
      period_delta: 1,
      period_uom: "monthly",
    }),
  ),
  {
    ...post("billingRequests.create", "/subscriptions/requests", nestedBilling, (client) =>
      client.billingRequests.create({
        type: "provider",
        asset: { external_uid: "bf9d2dd0-9a3f-4d4f-8ae1-0a2a0a0f3c2d" },
        items: [{ id: "PRD_1_0001" }],
        period: { ...month, delta: 1, uom: "monthly" },
      }),
    ),
    beyond: "the form of the platform's own bridge and kits",
  },
  put(
    "billingRequests.setAttributes",
    "/subscriptions/requests/BRV-1/attributes",
    z.strictObject({ provider: open.optional(), vendor: open.optional() }),
    (client) => client.billingRequests.setAttributes("BRV-1", { vendor: { invoice: "7" } }),
  ),
];

/** The calls on fulfillment requests, subscriptions and billing. */
export const specifiedRequests: readonly SpecifiedCall[] = [
  list("requests.list", "/requests", (client) => client.requests.list()),
  get("requests.get", PR, (client) => client.requests.get("PR-1")),
  get("requests.render", `${PR}/render`, (client) => client.requests.render("PR-1")),
  ...creations,
  ...actions,
  list("assets.list", "/assets", (client) => client.assets.list()),
  get("assets.get", "/assets/AS-1", (client) => client.assets.get("AS-1")),
  list("assets.requests", "/assets/AS-1/requests", (client) => client.assets.requests("AS-1")),
  list("assets.usage", "/assets/AS-1/usage/aggregates", (client) => client.assets.usage("AS-1")),
  get("assets.render", "/assets/AS-1/render", (client) => client.assets.render("AS-1")),
  ...billing,
];
