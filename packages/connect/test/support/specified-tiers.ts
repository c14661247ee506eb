import { z } from "zod";

import {
  assignee,
  byId,
  empty,
  get,
  instant,
  list,
  parameter,
  post,
  put,
  remove,
  type SpecifiedCall,
} from "./specified-call.ts";

const TCR = "/tier/config-requests/TCR-1";
const TA = "/tier/accounts/TA-1";
const TAR = "/tier/account-requests/TAR-1";
const params = [{ id: "reseller", value: "7" }];
const parameters = z.strictObject({ params: z.array(parameter) });
const reason = z.strictObject({ reason: z.string().min(1) });

const contact = z.strictObject({
  address_line1: z.string(),
  address_line2: z.string().optional(),
  city: z.string(),
  state: z.string().optional(),
  postal_code: z.string(),
  country: z.string(),
  contact: z.strictObject({
    first_name: z.string(),
    last_name: z.string(),
    email: z.email(),
    phone_number: z
      .strictObject({
        country_code: z.string().optional(),
        area_code: z.string().optional(),
        phone_number: z.string().optional(),
        extension: z.string().optional(),
      })
      .optional(),
  }),
});

const account = z.strictObject({
  name: z.string().optional(),
  type: z.enum(["customer", "reseller"]).optional(),
  environment: z.enum(["production", "test", "preview"]).optional(),
  external_id: z.string().optional(),
  external_uid: z.string().optional(),
  tax_id: z.string().optional(),
  parent: z.strictObject({ id: z.string() }).optional(),
  access: z.array(byId).optional(),
  hub: byId.optional(),
  contact_info: contact,
});

const place = {
  address_line1: "1 Example Street",
  city: "Exampleton",
  postal_code: "12345",
  country: "es",
  contact: { first_name: "A", last_name: "B", email: "a@example.com" },
};

const configurations: readonly SpecifiedCall[] = [
  list("tierConfigs.list", "/tier/configs", (client) => client.tierConfigs.list()),
  get("tierConfigs.get", "/tier/configs/TC-1", (client) => client.tierConfigs.get("TC-1")),
  get("tierConfigs.render", "/tier/configs/TC-1/render", (client) =>
    client.tierConfigs.render("TC-1"),
  ),
  get("tierConfigRequests.config", "/tier/configs/TC-1", (client) =>
    client.tierConfigRequests.config("TC-1"),
  ),
  list("tierConfigRequests.list", "/tier/config-requests", (client) =>
    client.tierConfigRequests.list(),
  ),
  get("tierConfigRequests.get", TCR, (client) => client.tierConfigRequests.get("TCR-1")),
  post(
    "tierConfigRequests.create",
    "/tier/config-requests",
    z.strictObject({
      type: z.enum(["setup", "update", "adjustment"]),
      configuration: byId,
      params: z.array(parameter).optional(),
      status: z.literal("draft").optional(),
      notes: z.string().optional(),
    }),
    (client) =>
      client.tierConfigRequests.create({ type: "update", configuration: { id: "TC-1" }, params }),
  ),
  {
    ...put("tierConfigRequests.update", TCR, parameters, (client) =>
      client.tierConfigRequests.update("TCR-1", params),
    ),
    beyond: "the document asks for the configuration as well; every client sends parameters only",
  },
  post(
    "tierConfigRequests.approve",
    `${TCR}/approve`,
    z.strictObject({
      template: z.strictObject({ id: z.string(), effective_date: instant.optional() }),
    }),
    (client) =>
      client.tierConfigRequests.approve("TCR-1", {
        template: "TL-1",
        effectiveDate: "2026-02-03T00:00:00Z",
      }),
  ),
  post("tierConfigRequests.fail", `${TCR}/fail`, reason, (client) =>
    client.tierConfigRequests.fail("TCR-1", "Unknown."),
  ),
  post("tierConfigRequests.inquire", `${TCR}/inquire`, empty, (client) =>
    client.tierConfigRequests.inquire("TCR-1"),
  ),
  post("tierConfigRequests.pend", `${TCR}/pend`, empty, (client) =>
    client.tierConfigRequests.pend("TCR-1"),
  ),
  post("tierConfigRequests.assign", `${TCR}/assign`, assignee, (client) =>
    client.tierConfigRequests.assign("TCR-1", { id: "UR-1" }),
  ),
  post("tierConfigRequests.unassign", `${TCR}/unassign`, empty, (client) =>
    client.tierConfigRequests.unassign("TCR-1"),
  ),
  {
    ...post("tierConfigRequests.submit", `${TCR}/submit`, empty, (client) =>
      client.tierConfigRequests.submit("TCR-1"),
    ),
    beyond: "the document repeats the whole request as a body, most of it read-only",
  },
  post("tierConfigRequests.validate", `${TCR}/validate`, parameters, (client) =>
    client.tierConfigRequests.validate("TCR-1", params),
  ),
  get("tierConfigRequests.render", `${TCR}/render`, (client) =>
    client.tierConfigRequests.render("TCR-1"),
  ),
];

const accounts: readonly SpecifiedCall[] = [
  list("tierAccounts.list", "/tier/accounts", (client) => client.tierAccounts.list()),
  get("tierAccounts.get", TA, (client) => client.tierAccounts.get("TA-1")),
  post("tierAccounts.create", "/tier/accounts", account, (client) =>
    client.tierAccounts.create({ name: "A", type: "customer", contact_info: place }),
  ),
  put("tierAccounts.update", TA, account.omit({ hub: true }).partial(), (client) =>
    client.tierAccounts.update("TA-1", { tax_id: "7", contact_info: place }),
  ),
  remove("tierAccounts.remove", TA, (client) => client.tierAccounts.remove("TA-1")),
  list("tierAccounts.versions", `${TA}/versions`, (client) => client.tierAccounts.versions("TA-1")),
  list("tierAccountRequests.list", "/tier/account-requests", (client) =>
    client.tierAccountRequests.list(),
  ),
  get("tierAccountRequests.get", TAR, (client) => client.tierAccountRequests.get("TAR-1")),
  post("tierAccountRequests.accept", `${TAR}/accept`, empty, (client) =>
    client.tierAccountRequests.accept("TAR-1"),
  ),
  post("tierAccountRequests.ignore", `${TAR}/ignore`, reason, (client) =>
    client.tierAccountRequests.ignore("TAR-1", "Not ours."),
  ),
];

const conversation = z.strictObject({
  instance_id: z.string(),
  topic: z.string(),
  accounts: z.array(byId),
  type: z.enum(["conversation", "notes"]).optional(),
});

const message = z.strictObject({
  text: z.string(),
  type: z.enum(["message", "state_change", "private"]).optional(),
});

/** The calls on conversations, by the request's id too. */
export const specifiedConversations: readonly SpecifiedCall[] = [
  list("conversations.list", "/conversations", (client) => client.conversations.list()),
  get("conversations.get", "/conversations/PR-1", (client) => client.conversations.get("PR-1")),
  post("conversations.create", "/conversations", conversation, (client) =>
    client.conversations.create({
      instance_id: "PR-1",
      topic: "Stock",
      accounts: [{ id: "PA-1" }],
    }),
  ),
  post("conversations.close", "/conversations/CO-1/close", empty, (client) =>
    client.conversations.close("CO-1"),
  ),
  list("conversations.messages", "/conversations/CO-1/messages", (client) =>
    client.conversations.messages("CO-1"),
  ),
  post("conversations.post", "/conversations/CO-1/messages", message, (client) =>
    client.conversations.post("CO-1", { text: "Hello." }),
  ),
  put("conversations.edit", "/conversations/CO-1/messages/ME-1", message, (client) =>
    client.conversations.edit("CO-1", "ME-1", "Hello!"),
  ),
];

/** The calls on tier configurations and accounts. */
export const specifiedTiers: readonly SpecifiedCall[] = [...configurations, ...accounts];
