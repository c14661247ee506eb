import { DEFAULT_PRODUCT_ID } from "../src/index.ts";
import { directory, olderCalls } from "./full-directory.ts";
import { purchaseBody, type Party, type Seen, type Stage } from "./parties.ts";
import { spreadsheet, upload } from "./spreadsheet.ts";

/** One call of the story and what it was answered. */
export interface Witness {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly range: string | null;
  readonly text: string;
  readonly json: unknown;
}

/** Makes calls and keeps what they were answered. */
export class Story {
  readonly witnesses: Witness[] = [];
  readonly #world: Stage;

  constructor(world: Stage) {
    this.#world = world;
  }

  async vendor(call: string, body?: unknown): Promise<Seen> {
    return this.#make(this.#world.vendor, call, body);
  }

  async buyer(call: string, body?: unknown): Promise<Seen> {
    return this.#make(this.#world.distributor, call, body);
  }

  async first(path: string): Promise<Seen> {
    const [found] = (await this.vendor(`GET ${path}`)) as unknown as readonly Seen[];
    if (found === undefined) throw new Error(`Nothing at ${path}`);
    return found;
  }

  async #make(party: Party, call: string, body: unknown): Promise<Seen> {
    const [method = "", path = ""] = call.split(/ (.*)/su);
    const { status, range, text, body: json } = await party.call(method, path, body);
    const isJson = text.startsWith("{") || text.startsWith("[");
    this.witnesses.push({ method, path, status, range, text, json: isJson ? json : undefined });
    return json;
  }
}

/** A story in which every call of the API is made at least once. */
export async function fullWorld(world: Stage): Promise<readonly Witness[]> {
  const story = new Story(world);
  const { id } = world.simulator.addProduct({
    capabilities: {
      ppu: { schema: "QT" },
      cart: { validation: true },
      inquiring: { validation: true },
      tiers: {
        updates: true,
        validation: true,
        configs: { level: 2, update: { validation: true } },
      },
      subscription: {
        hold: true,
        purchase: { scheduling: true },
        change: { validation: true, scheduling: true, editable_ordering_parameters: true },
      },
    },
    parameters: [
      { name: "login", phase: "ordering" },
      { name: "vendor_id", phase: "fulfillment", constraints: { required: true } },
      { name: "reseller_id", scope: "tier1", phase: "ordering" },
      { name: "region", scope: "product", phase: "configuration" },
    ],
  });
  await catalog(story, id);
  const asset = await sale(story, world, id);
  await drafts(story, id, asset);
  await directory(story);
  await olderCalls(story, id, asset);
  await resellers(story, id);
  await reports(story, id, asset);
  return story.witnesses;
}

async function catalog(story: Story, id: string): Promise<void> {
  const path = `/products/${id}`;
  await story.vendor("GET /products");
  await story.vendor(`GET ${path}`);
  await story.vendor(`PUT ${path}`, { name: "Renamed" });
  await story.vendor(`GET ${path}/media`);
  await story.vendor(`GET ${path}/versions`);
  await story.vendor(`GET ${path}/versions/1`);
  const bodies = {
    items: { name: "Extra", mpn: "EXTRA" },
    parameters: { name: "extra", title: "Extra" },
    templates: { name: "Extra", body: "{{ login }}" },
    actions: { action: "sso", name: "Sign in" },
    messages: { external_id: "bad", value: "No." },
  };
  for (const [name, body] of Object.entries(bodies)) {
    const made = await story.vendor(`POST ${path}/${name}`, body);
    await story.vendor(`GET ${path}/${name}`);
    await story.vendor(`GET ${path}/${name}/${made.id}`);
    await story.vendor(`GET ${path}/versions/1/${name}`);
    await story.vendor(`GET ${path}/versions/1/${name}/${made.id}`);
    await story.vendor(`PUT ${path}/${name}/${made.id}`, body);
    if (name === "templates") {
      await story.vendor(`GET ${path}/templates/${made.id}/render`);
      await story.vendor(`GET ${path}/templates/${made.id}/preview`);
    }
    await story.vendor(`DELETE ${path}/${name}/${made.id}`);
  }
  const { id: item } = await story.first(`${path}/items`);
  await story.vendor(`POST ${path}/items/${item}/endsale`, {});
  await story.vendor(`POST ${path}/items/${item}/resumesale`, {});
  await story.vendor(`POST ${path}/actions`, { action: "open", name: "Open" });
  await story.vendor(`POST ${path}/actions/regeneratesecret`, {});
  const parameter = await story.first(`${path}/parameters?eq(phase,configuration)`);
  await story.vendor(`POST ${path}/configurations`, {
    parameter: { id: parameter.id },
    value: "eu",
  });
  await story.vendor(`GET ${path}/configurations`);
  const webhook = await story.vendor("POST /notifications/webhooks", {
    type: "event",
    object_class: "fulfillment_request",
    product_id: id,
    external_url: "http://127.0.0.1:9/events",
    jwt_secret: "secret",
    active: false,
  });
  await story.vendor("GET /notifications/webhooks");
  await story.vendor(`GET /notifications/webhooks/${webhook.id}`);
  await story.vendor(`PUT /notifications/webhooks/${webhook.id}`, { label: "x" });
  await story.vendor(`PUT /notifications/webhooks/${webhook.id}`, { active: true });
  await story.vendor(`POST /notifications/webhooks/${webhook.id}/trigger`);
  await story.vendor(`DELETE /notifications/webhooks/${webhook.id}`);
}

const buying = (product: string, rest: Record<string, unknown> = {}) =>
  purchaseBody({
    product: { id: product },
    items: [
      { id: `${product}-0001`, quantity: 2 },
      { id: `${product}-0002`, quantity: -1 },
    ],
    params: [{ id: "login", value: "ada" }],
    ...rest,
  });

async function sale(story: Story, world: Stage, product: string): Promise<string> {
  const bought = await story.buyer("POST /requests", buying(product));
  const path = `/requests/${bought.id}`;
  await story.vendor(`GET ${path}/render`);
  await story.vendor(`POST ${path}/assign`, { email: "agent@example.com" });
  await story.vendor(`POST ${path}/unassign`);
  await story.vendor(`PUT ${path}`, {
    asset: { params: [{ id: "login", value_error: "Taken." }] },
  });
  await story.vendor(`POST ${path}/inquire`, {});
  await story.vendor(`GET ${path}`);
  await story.vendor(`POST ${path}/pend`);
  await story.vendor(`POST ${path}/approve`, {});
  await story.vendor(`PUT ${path}`, { asset: { params: [{ id: "vendor_id", value: "1" }] } });
  await story.vendor(`POST ${path}/approve`, { activation_tile: "Ready, {{ login }}." });
  const asset = bought.asset.id;
  await story.vendor(`POST ${path}/fail`, { reason: "late" });
  await story.vendor("GET /requests?select(asset.product.capabilities)");
  await story.vendor("GET /assets?select(pending_request,template)");
  await story.vendor(`GET /assets/${asset}`);
  await story.vendor(`GET /assets/${asset}/requests`);
  await story.vendor(`GET /assets/${asset}/render`);
  await story.vendor("GET /requests/PR-0");
  const failing = await story.buyer("POST /requests", buying(product));
  await story.vendor(`POST /requests/${failing.id}/fail`, { reason: "No." });
  const late = await story.buyer("POST /requests", buying(product));
  await story.vendor(`POST /requests/${late.id}/schedule`, { planned_date: world.dateIn(60_000) });
  await story.buyer(`POST /requests/${late.id}/revoke`, { reason: "Changed my mind." });
  await story.vendor(`POST /requests/${late.id}/confirm`);
  const talk = await story.first("/conversations");
  await story.vendor(`GET /conversations/${talk.id}`);
  const said = await story.vendor(`POST /conversations/${talk.id}/messages`, { text: "Hello" });
  await story.vendor(`PUT /conversations/${talk.id}/messages/${said.id}`, { text: "Hi" });
  await story.vendor(`GET /conversations/${talk.id}/messages`);
  await story.vendor(`POST /conversations/${talk.id}/close`, {});
  const action = await story.first(`/products/${product}/actions`);
  await story.vendor(`GET /products/${product}/actions/${action.id}/actionLink?asset_id=${asset}`);
  const connection = await story.first(`/products/${product}/connections`);
  await story.vendor(`GET /products/${product}/connections/${connection.id}`);
  return asset;
}

async function drafts(story: Story, product: string, asset: string): Promise<void> {
  const draft = await story.buyer("POST /requests", { ...buying(product), status: "draft" });
  await story.buyer(`POST /requests/${draft.id}/validate`, {});
  await story.buyer(`POST /requests/${draft.id}/purchase`, {});
  const change = await story.buyer("POST /requests", {
    type: "change",
    status: "draft",
    asset: { id: asset, items: [{ id: `${product}-0001`, quantity: 5 }] },
  });
  await story.buyer(`POST /requests/${change.id}/submit`, {});
  const gone = await story.buyer("POST /requests", { ...buying(product), status: "draft" });
  await story.buyer(`DELETE /requests/${gone.id}`);
}

async function resellers(story: Story, product: string): Promise<void> {
  const made = await story.buyer("POST /tier/accounts", {
    name: "Reseller",
    type: "reseller",
    contact_info: { city: "Oslo", contact: { email: "a@example.com" } },
  });
  await story.buyer(
    "POST /requests",
    buying(product, { tiers: { customer: { name: "C" }, tier1: { id: made.id } } }),
  );
  await story.vendor("GET /tier/config-requests?select(configuration.product.capabilities)");
  const request = await story.first("/tier/config-requests");
  const path = `/tier/config-requests/${request.id}`;
  await story.vendor(`PUT ${path}`, { params: [{ id: "reseller_id", value_error: "Who?" }] });
  await story.vendor(`POST ${path}/assign`, { id: "UR-1" });
  await story.vendor(`POST ${path}/unassign`);
  await story.vendor(`POST ${path}/inquire`, {});
  await story.vendor(`GET ${path}`);
  await story.vendor(`GET ${path}/render`);
  await story.vendor(`POST ${path}/pend`);
  const template = await story.first(`/products/${product}/templates?eq(scope,tier1)`);
  await story.vendor(`POST ${path}/approve`, { template: { id: template.id } });
  const config = await story.first("/tier/configs");
  await story.vendor(`GET /tier/configs/${config.id}`);
  await story.vendor(`GET /tier/configs/${config.id}/render`);
  const update = { type: "update", configuration: { id: config.id }, status: "draft" };
  const draft = await story.buyer("POST /tier/config-requests", update);
  await story.buyer(`POST /tier/config-requests/${draft.id}/validate`, {});
  await story.buyer(`POST /tier/config-requests/${draft.id}/submit`, {});
  await story.vendor(`POST /tier/config-requests/${draft.id}/fail`, { reason: "No." });
  await accounts(story, product, made.id);
}

async function accounts(story: Story, product: string, account: string): Promise<void> {
  await story.vendor("GET /tier/accounts");
  await story.vendor(`GET /tier/accounts/${account}`);
  await story.buyer(`PUT /tier/accounts/${account}`, { name: "Renamed" });
  await story.vendor(`GET /tier/accounts/${account}/versions`);
  await story.vendor(`GET /tier/accounts/${account}/versions/1`);
  await story.buyer("POST /tier/account-requests", {
    type: "update",
    account: { id: account },
    product: { id: product },
  });
  const [first, second] = (await story.vendor("GET /tier/account-requests")) as unknown as Seen[];
  await story.vendor(`GET /tier/account-requests/${first?.id ?? ""}`);
  await story.vendor(`POST /tier/account-requests/${first?.id ?? ""}/accept`);
  await story.vendor(`POST /tier/account-requests/${second?.id ?? ""}/ignore`, { reason: "Same." });
  const spare = await story.buyer("POST /tier/accounts", { name: "Spare" });
  await story.buyer(`DELETE /tier/accounts/${spare.id}`);
}

async function reports(story: Story, product: string, asset: string): Promise<void> {
  const billing = await story.vendor("POST /subscriptions/requests", {
    asset_id: asset,
    type: "vendor",
    items: [{ id: `${product}-0001` }],
    period: { from: "2026-03-01T00:00:00Z", to: "2026-04-01T00:00:00Z", delta: 1, uom: "monthly" },
  });
  await story.vendor(`PUT /subscriptions/requests/${billing.id}/attributes`, {
    vendor: { no: "1" },
  });
  await story.vendor("GET /subscriptions/requests");
  await story.vendor(`GET /subscriptions/requests/${billing.id}`);
  await story.vendor("GET /subscriptions/assets?select(pending_request,template)");
  await story.vendor(`GET /subscriptions/assets/${asset}`);
  const body = {
    product: { id: product },
    contract: { id: "CRD-1" },
    period: { from: "2026-03-01", to: "2026-03-31" },
  };
  const rows = spreadsheet([
    ["item_search_value", "quantity", "asset_search_value"],
    ["TRAFFIC", 2, asset],
    ["TRAFFIC", 1, asset],
    ["TRAFFIC", 4, asset],
  ]);
  const file = await story.vendor("POST /usage/files", body);
  const path = `/usage/files/${file.id}`;
  await story.vendor(`PUT ${path}`, { note: "x" });
  await story.vendor(`POST ${path}/upload`, upload(rows));
  await story.vendor(`POST ${path}/reprocess`);
  await story.vendor(`POST ${path}/submit`);
  await story.buyer(`POST ${path}/reject`, { rejection_note: "No." });
  await story.vendor(`POST ${path}/upload`, upload(rows));
  await story.vendor(`POST ${path}/submit`);
  await story.buyer(`POST ${path}/accept`, { acceptance_note: "Yes." });
  await story.vendor(`GET /assets/${asset}/usage/aggregates`);
  const [first, second] = (await story.vendor("GET /usage/records")) as unknown as Seen[];
  await story.vendor(`GET /usage/records/${first?.id ?? ""}`);
  await story.buyer(`PUT /usage/records/${first?.id ?? ""}`, { status: "rejected" });
  await story.buyer(`POST /usage/records/${second?.id ?? ""}/close`, { external_billing_id: "B" });
  await story.buyer("POST /usage/records/close-records", [
    { id: second?.id, external_billing_id: "B" },
  ]);
  await story.vendor("GET /usage/files");
  await story.vendor(`GET ${path}`);
  await story.vendor(`POST ${path}/reconciliation`, upload(rows, "recon_file"));
  await story.buyer(`POST ${path}/close`);
  const spare = await story.vendor("POST /usage/files", body);
  await story.vendor(`POST /usage/files/${spare.id}/delete`);
  await story.vendor(`GET /products/${DEFAULT_PRODUCT_ID}`);
}
