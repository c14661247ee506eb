import { z } from "zod";

import {
  byId,
  empty,
  get,
  list,
  open,
  post,
  put,
  remove,
  type SpecifiedCall,
} from "./specified-call.ts";

const PRD = "/products/PRD-1";

const item = z.strictObject({
  mpn: z.string(),
  name: z.string(),
  description: z.string(),
  type: z.enum(["Reservation", "PPU"]),
  unit: byId,
  product_version: z.int(),
  period: z
    .enum([
      "Monthly",
      "Yearly",
      "years_2",
      "years_3",
      "years_4",
      "years_5",
      "years_6",
      "OneTime",
      "days_7_trial",
      "days_14_trial",
      "days_30_trial",
      "monthly_trial",
    ])
    .optional(),
  precision: z.enum(["Integer", "Decimal(1)", "Decimal(2)", "Decimal(4)", "Decimal(8)"]).optional(),
  commitment: z.strictObject({ count: z.int() }).optional(),
});

const parameter = z.strictObject({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  constraints: open,
  type: z.string().optional(),
  phase: z.string().optional(),
  scope: z.string().optional(),
  hint: z.string().optional(),
  placeholder: z.string().optional(),
});

const template = z.strictObject({
  name: z.string(),
  title: z.string().optional(),
  body: z.string().optional(),
  scope: z.enum(["asset", "tier1", "tier2"]).optional(),
  type: z.enum(["fulfillment", "inquire", "pending"]).optional(),
  position: z.int().optional(),
});

const action = z.strictObject({
  action: z.string(),
  name: z.string(),
  title: z.string().optional(),
  description: z.string(),
  scope: z.string(),
  type: z.string(),
});

const message = z.strictObject({
  external_id: z.string(),
  value: z.string(),
  auto: z.boolean().optional(),
});

const newAction = {
  action: "sso",
  name: "Sign in",
  description: "Signs the customer in.",
  scope: "asset",
  type: "button",
};

const ofItems: readonly SpecifiedCall[] = [
  list("productItems.list", `${PRD}/items`, (client) => client.productItems.list("PRD-1")),
  get("productItems.get", `${PRD}/items/I-1`, (client) => client.productItems.get("PRD-1", "I-1")),
  post("productItems.create", `${PRD}/items`, item, (client) =>
    client.productItems.create("PRD-1", {
      mpn: "SEAT",
      name: "Seat",
      description: "One seat.",
      type: "Reservation",
      unit: { id: "UN-1" },
      product_version: 1,
      period: "Monthly",
      precision: "Integer",
    }),
  ),
  put("productItems.update", `${PRD}/items/I-1`, item.partial(), (client) =>
    client.productItems.update("PRD-1", "I-1", { name: "Place" }),
  ),
  remove("productItems.remove", `${PRD}/items/I-1`, (client) =>
    client.productItems.remove("PRD-1", "I-1"),
  ),
];

const ofParameters: readonly SpecifiedCall[] = [
  list("productParameters.list", `${PRD}/parameters`, (client) =>
    client.productParameters.list("PRD-1"),
  ),
  get("productParameters.get", `${PRD}/parameters/PM-1`, (client) =>
    client.productParameters.get("PRD-1", "PM-1"),
  ),
  post("productParameters.create", `${PRD}/parameters`, parameter, (client) =>
    client.productParameters.create("PRD-1", {
      name: "domain",
      title: "Domain",
      description: "The customer's domain.",
      type: "domain",
      phase: "ordering",
      scope: "asset",
      constraints: { required: true },
    }),
  ),
  put("productParameters.update", `${PRD}/parameters/PM-1`, parameter.partial(), (client) =>
    client.productParameters.update("PRD-1", "PM-1", { hint: "Without www." }),
  ),
  remove("productParameters.remove", `${PRD}/parameters/PM-1`, (client) =>
    client.productParameters.remove("PRD-1", "PM-1"),
  ),
];

const ofTemplates: readonly SpecifiedCall[] = [
  list("productTemplates.list", `${PRD}/templates`, (client) =>
    client.productTemplates.list("PRD-1"),
  ),
  get("productTemplates.get", `${PRD}/templates/TL-1`, (client) =>
    client.productTemplates.get("PRD-1", "TL-1"),
  ),
  post("productTemplates.create", `${PRD}/templates`, template, (client) =>
    client.productTemplates.create("PRD-1", {
      name: "Ready",
      body: "# Ready",
      scope: "asset",
      type: "fulfillment",
    }),
  ),
  put(
    "productTemplates.update",
    `${PRD}/templates/TL-1`,
    template.pick({ name: true, body: true }).partial(),
    (client) => client.productTemplates.update("PRD-1", "TL-1", { body: "# Done" }),
  ),
  remove("productTemplates.remove", `${PRD}/templates/TL-1`, (client) =>
    client.productTemplates.remove("PRD-1", "TL-1"),
  ),
  get("productTemplates.render", `${PRD}/templates/TL-1/render`, (client) =>
    client.productTemplates.render("PRD-1", "TL-1"),
  ),
  get("productTemplates.preview", `${PRD}/templates/TL-1/preview`, (client) =>
    client.productTemplates.preview("PRD-1", "TL-1"),
  ),
];

const ofActions: readonly SpecifiedCall[] = [
  list("productActions.list", `${PRD}/actions`, (client) => client.productActions.list("PRD-1")),
  get("productActions.get", `${PRD}/actions/A-1`, (client) =>
    client.productActions.get("PRD-1", "A-1"),
  ),
  post("productActions.create", `${PRD}/actions`, action, (client) =>
    client.productActions.create("PRD-1", newAction),
  ),
  put("productActions.update", `${PRD}/actions/A-1`, action, (client) =>
    client.productActions.update("PRD-1", "A-1", newAction),
  ),
  remove("productActions.remove", `${PRD}/actions/A-1`, (client) =>
    client.productActions.remove("PRD-1", "A-1"),
  ),
  {
    ...get("productActions.link", `${PRD}/actions/A-1/actionLink`, (client) =>
      client.productActions.link("PRD-1", "A-1", { asset_id: "AS-1&b" }),
    ),
    query: "asset_id=AS-1&b",
  },
  {
    ...get("productActions.link", `${PRD}/actions/A-1/actionLink`, (client) =>
      client.productActions.link("PRD-1", "A-1", { tier_config_id: "TC-1" }),
    ),
    query: "tier_config_id=TC-1",
  },
  post("productActions.regenerateSecret", `${PRD}/actions/regeneratesecret`, empty, (client) =>
    client.productActions.regenerateSecret("PRD-1"),
  ),
];

const ofTheRest: readonly SpecifiedCall[] = [
  list("productConfigurations.list", `${PRD}/configurations`, (client) =>
    client.productConfigurations.list("PRD-1"),
  ),
  post(
    "productConfigurations.set",
    `${PRD}/configurations`,
    z.strictObject({
      parameter: byId,
      item: byId.optional(),
      marketplace: byId.optional(),
      value: z.string().optional(),
      structured_value: open.optional(),
    }),
    (client) =>
      client.productConfigurations.set("PRD-1", {
        parameter: { id: "region" },
        marketplace: { id: "MP-1" },
        value: "eu",
      }),
  ),
  list("productMessages.list", `${PRD}/messages`, (client) => client.productMessages.list("PRD-1")),
  get("productMessages.get", `${PRD}/messages/M-1`, (client) =>
    client.productMessages.get("PRD-1", "M-1"),
  ),
  post("productMessages.create", `${PRD}/messages`, message, (client) =>
    client.productMessages.create("PRD-1", { external_id: "taken", value: "Taken." }),
  ),
  put("productMessages.update", `${PRD}/messages/M-1`, message, (client) =>
    client.productMessages.update("PRD-1", "M-1", { external_id: "taken", value: "In use." }),
  ),
  remove("productMessages.remove", `${PRD}/messages/M-1`, (client) =>
    client.productMessages.remove("PRD-1", "M-1"),
  ),
  list("productConnections.list", `${PRD}/connections`, (client) =>
    client.productConnections.list("PRD-1"),
  ),
  get("productConnections.get", `${PRD}/connections/CT-1`, (client) =>
    client.productConnections.get("PRD-1", "CT-1"),
  ),
  list("productMedia.list", `${PRD}/media`, (client) => client.productMedia.list("PRD-1")),
  get("productMedia.get", `${PRD}/media/PRM-1`, (client) =>
    client.productMedia.get("PRD-1", "PRM-1"),
  ),
  list("productVersions.list", `${PRD}/versions`, (client) => client.productVersions.list("PRD-1")),
];

/** The calls on products and what belongs to them. */
export const specifiedProducts: readonly SpecifiedCall[] = [
  list("products.list", "/products", (client) => client.products.list()),
  get("products.get", PRD, (client) => client.products.get("PRD-1")),
  put("products.update", PRD, z.strictObject({ capabilities: open }), (client) =>
    client.products.update("PRD-1", { capabilities: { subscription: { hold: true } } }),
  ),
  list("products.items", `${PRD}/items`, (client) => client.products.items("PRD-1")),
  list("products.parameters", `${PRD}/parameters`, (client) => client.products.parameters("PRD-1")),
  list("products.templates", `${PRD}/templates`, (client) => client.products.templates("PRD-1")),
  ...ofItems,
  ...ofParameters,
  ...ofTemplates,
  ...ofActions,
  ...ofTheRest,
];
