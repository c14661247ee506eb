import { z } from "zod";

import {
  byId,
  empty,
  get,
  instant,
  list,
  nothing,
  open,
  post,
  put,
  remove,
  type SpecifiedCall,
} from "./specified-call.ts";

const UF = "/usage/files/UF-1";
const UR = "/usage/records/UR-1";
const WH = "/notifications/webhooks/WH-1";

const period = z.strictObject({ from: instant, to: instant });
const month = { from: "2026-02-01T00:00:00Z", to: "2026-03-01T00:00:00Z" };

const usageFile = z.strictObject({
  name: z.string(),
  product: byId,
  contract: byId,
  description: z.string().optional(),
  note: z.string().optional(),
  period: period.optional(),
  currency: z.string().optional(),
  external_id: z.string().optional(),
});

/** A form of the one field. */
const formOf = (field: string) =>
  z.strictObject({
    [field]: z.strictObject({ file: z.literal("a.xlsx"), text: z.literal("a,b") }),
  });

const file = () => ({ content: new Blob(["a,b"]), name: "a.xlsx" });

const billing = {
  external_billing_id: z.string().optional(),
  external_billing_note: z.string().optional(),
};

const files: readonly SpecifiedCall[] = [
  list("usageFiles.list", "/usage/files", (client) => client.usageFiles.list()),
  get("usageFiles.get", UF, (client) => client.usageFiles.get("UF-1")),
  post("usageFiles.create", "/usage/files", usageFile, (client) =>
    client.usageFiles.create({
      name: "February",
      product: { id: "PRD-1" },
      contract: { id: "CRD-1" },
      period: month,
      currency: "EUR",
    }),
  ),
  put(
    "usageFiles.update",
    UF,
    usageFile.omit({ name: true, product: true, contract: true }),
    (client) => client.usageFiles.update("UF-1", { description: "Corrected.", period: month }),
  ),
  post("usageFiles.upload", `${UF}/upload`, formOf("usage_file"), (client) =>
    client.usageFiles.upload("UF-1", file()),
  ),
  post("usageFiles.submit", `${UF}/submit`, empty, (client) => client.usageFiles.submit("UF-1")),
  post(
    "usageFiles.accept",
    `${UF}/accept`,
    z.strictObject({ acceptance_note: z.string() }),
    (client) => client.usageFiles.accept("UF-1", "Checked."),
  ),
  post(
    "usageFiles.reject",
    `${UF}/reject`,
    z.strictObject({ rejection_note: z.string() }),
    (client) => client.usageFiles.reject("UF-1", "Twice."),
  ),
  post("usageFiles.reprocess", `${UF}/reprocess`, empty, (client) =>
    client.usageFiles.reprocess("UF-1"),
  ),
  post("usageFiles.close", `${UF}/close`, empty, (client) => client.usageFiles.close("UF-1")),
  post("usageFiles.remove", `${UF}/delete`, empty, (client) => client.usageFiles.remove("UF-1")),
  post("usageFiles.reconcile", `${UF}/reconciliation`, formOf("recon_file"), (client) =>
    client.usageFiles.reconcile("UF-1", file()),
  ),
  list("usageFiles.categories", `${UF}/categories`, (client) =>
    client.usageFiles.categories("UF-1"),
  ),
];

const records: readonly SpecifiedCall[] = [
  list("usageRecords.list", "/usage/records", (client) => client.usageRecords.list()),
  get("usageRecords.get", UR, (client) => client.usageRecords.get("UR-1")),
  put(
    "usageRecords.setStatus",
    UR,
    z.strictObject({ status: z.enum(["valid", "invalid", "approved", "rejected", "closed"]) }),
    (client) => client.usageRecords.setStatus("UR-1", "approved"),
  ),
  post("usageRecords.close", `${UR}/close`, z.strictObject(billing), (client) =>
    client.usageRecords.close("UR-1", { external_billing_id: "B-7" }),
  ),
  post(
    "usageRecords.closeMany",
    "/usage/records/close-records",
    z.array(z.strictObject({ id: z.string(), ...billing })),
    (client) =>
      client.usageRecords.closeMany([{ id: "UR-1", external_billing_id: "B-7" }, { id: "UR-2" }]),
  ),
];

const webhook = z.strictObject({
  type: z.string(),
  object_class: z.enum([
    "fulfillment_request",
    "listing_request",
    "usage_file",
    "tier_account_request",
    "billing_request",
    "tier_config_request",
  ]),
  product_id: z.string(),
  external_url: z.url(),
  label: z.string(),
  description: z.string(),
  active: z.boolean(),
  http_method: z.literal("POST"),
  jwt_secret: z.string(),
  headers: open.optional(),
  data: open.optional(),
});

const newWebhook = {
  type: "event",
  object_class: "fulfillment_request",
  product_id: "PRD-1",
  external_url: "https://vendor.example.com/events",
  label: "Events",
  jwt_secret: "example",
};

/** The calls on webhooks. */
export const specifiedWebhooks: readonly SpecifiedCall[] = [
  list("webhooks.list", "/notifications/webhooks", (client) => client.webhooks.list()),
  get("webhooks.get", WH, (client) => client.webhooks.get("WH-1")),
  post("webhooks.create", "/notifications/webhooks", webhook, (client) =>
    client.webhooks.create(newWebhook),
  ),
  put("webhooks.update", WH, webhook, (client) =>
    client.webhooks.update("WH-1", { ...newWebhook, active: false }),
  ),
  remove("webhooks.remove", WH, (client) => client.webhooks.remove("WH-1")),
  post("webhooks.trigger", `${WH}/trigger`, z.union([nothing, empty]), (client) =>
    client.webhooks.trigger("WH-1"),
  ),
];

/** The calls on usage. */
export const specifiedUsage: readonly SpecifiedCall[] = [...files, ...records];
