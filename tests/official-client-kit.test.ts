import {
  APIError,
  ConnectClient,
  Directory,
  Fulfillment,
  Inventory,
  Subscriptions,
} from "@cloudblueconnect/connect-javascript-sdk";
import {
  createConnectSimulator,
  DEFAULT_CONNECTION_ID,
  DEFAULT_PRODUCT_ID,
  DISTRIBUTOR_KEY,
  VENDOR_KEY,
  type ConnectSimulator,
  type Listening,
} from "@tenure/simulator";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { purchaseBody } from "./purchase-body.ts";

let simulator: ConnectSimulator;
let server: Listening;
let vendor: ConnectClient;
let distributor: ConnectClient;
beforeEach(async () => {
  simulator = createConnectSimulator({
    virtualTime: { startAt: Date.parse("2026-03-01T12:00:00Z") },
  });
  server = await simulator.listen();
  vendor = new ConnectClient(server.url, `ApiKey ${VENDOR_KEY}`);
  distributor = new ConnectClient(server.url, `ApiKey ${DISTRIBUTOR_KEY}`);
});
afterEach(async () => server.close());

const buy = async () => new Fulfillment(distributor).createRequest(purchaseBody());

describe("every operation of the official JavaScript SDK", () => {
  test("fulfillment: updates, inquires and approves with bodies of its own, and creates drafts", async () => {
    const { id } = await buy();
    const fulfillment = new Fulfillment(vendor);
    const templates = await new Inventory(vendor).getProductTemplates(DEFAULT_PRODUCT_ID);
    const inquiring = templates.find(({ type }) => type === "inquire");
    const wrong = [{ id: "admin_email", value_error: "Whose?" }];
    const asked = await fulfillment.inquireRequestWithTemplate(id, inquiring?.id ?? "", wrong, "?");
    expect(asked).toMatchObject({ status: "inquiring", note: "?" });
    expect(await fulfillment.updateRequest(id, { asset: { params: [] } })).toMatchObject({ id });
    await fulfillment.pendingRequest(id);
    await fulfillment.updateRequest(id, {
      note: "Done.",
      asset: { params: [{ id: "subscription_id", value: "v-1" }] },
    });
    const tile = { activation_tile: "# Ready, {{ admin_email }}" };
    expect(await fulfillment.approveRequest(id, tile)).toMatchObject({
      status: "approved",
      activation_key: "# Ready, admin@example.com",
    });
    const draft = await new Fulfillment(distributor).createRequest({
      ...purchaseBody(),
      status: "draft",
    });
    expect(draft).toMatchObject({ status: "draft", asset: { status: "draft" } });
  });

  test("fulfillment: finds the connection of a product with a hub, before and after sales", async () => {
    const fulfillment = new Fulfillment(distributor);
    const hub = (await distributor.hubs.search())[0]?.id ?? "";
    const find = async () => fulfillment.getConnectionIdByProductAndHub(DEFAULT_PRODUCT_ID, hub);
    expect(await find()).toBe(DEFAULT_CONNECTION_ID);
    await buy();
    expect(await find()).toBe(DEFAULT_CONNECTION_ID);
    expect(await fulfillment.getConnectionIdByProductAndHub(DEFAULT_PRODUCT_ID, "HB-0")).toBe(null);
  });

  test("fulfillment: creates, approves, fails and changes tier configurations", async () => {
    const { id: product } = simulator.addProduct({
      capabilities: { tiers: { configs: { level: 1 } } },
      parameters: [{ name: "partner_id", phase: "ordering", scope: "tier1" }],
    });
    const [seller, maker] = [new Fulfillment(distributor), new Fulfillment(vendor)];
    const setup = await seller.createTierConfigRequest({
      type: "setup",
      configuration: {
        product: { id: product },
        connection: { id: DEFAULT_CONNECTION_ID },
        account: { name: "A reseller" },
        tier_level: 1,
      },
    });
    const templates = await new Inventory(vendor).getProductTemplates(product);
    const template = templates.find(({ scope }) => scope === "tier1");
    const approval = await maker.approveTierConfigRequest(setup.id, { template });
    expect(approval).toMatchObject({ template: { id: template?.id } });
    const { id: config } = (await maker.getTierConfigRequest(setup.id)).configuration;
    const params = [{ id: "partner_id", value: "p-1" }];
    const update = await seller.createUpdateTierConfigRequest(config, params);
    expect(update).toMatchObject({ type: "update", status: "pending" });
    await maker.updateTierConfigRequest(update.id, { notes: "Seen." });
    await maker.failTierConfigRequest(update.id, "Unknown partner.");
    expect(await maker.getTierConfigRequest(update.id)).toMatchObject({
      status: "failed",
      reason: "Unknown partner.",
      notes: "Seen.",
    });
    const directory = new Directory(vendor);
    const configs = await directory.searchTierConfigurations({
      "product.id": product,
      tier_level: 1,
      created: { $ge: "2026-01-01T00:00:00.000Z" },
    });
    expect(configs).toMatchObject([{ id: config, status: "active" }]);
    expect(await vendor.tierConfigs.get(config)).toMatchObject({ id: config });
  });

  test("directory: finds subscriptions and accounts, and answers what they ask", async () => {
    const order = purchaseBody({ tiers: { customer: { name: "A customer" } } });
    const { asset } = await new Fulfillment(distributor).createRequest(order);
    const directory = new Directory(distributor);
    const assets = await directory.searchAssets({
      "product.id": DEFAULT_PRODUCT_ID,
      status: { $in: ["processing", "active"] },
      created: { $gt: "2026-01-01T00:00:00.000Z", $lt: "2027-01-01T00:00:00.000Z" },
      $select: ["-items", "pending_request"],
      limit: 100,
      offset: 0,
    });
    expect(assets).toMatchObject([{ id: asset.id, pending_request: { status: "pending" } }]);
    expect(assets[0]?.items).toBeUndefined();
    const external = { external_id: "order 7" };
    const more = await new Fulfillment(distributor).createRequest(purchaseBody(external));
    expect(
      await directory.getAssetsByProductIdExternalId(DEFAULT_PRODUCT_ID, "order 7"),
    ).toMatchObject([{ id: more.asset.id }]);
    const [account] = await directory.searchTierAccounts({ name: "A customer" });
    const accountId = account?.id ?? "";
    expect(await directory.getTierAccount(accountId)).toMatchObject({ name: "A customer" });
    await distributor.tierAccounts.update(accountId, { name: "Renamed" });
    expect(await directory.getTierAccountVersion(accountId, 1)).toMatchObject({
      name: "A customer",
      version: 1,
    });
    expect(await distributor.tierAccounts.versions(accountId).search()).toHaveLength(2);
  });

  test("directory: has the vendor take account changes over, or not", async () => {
    const { id: product } = simulator.addProduct({ capabilities: { tiers: { updates: true } } });
    const account = await distributor.tierAccounts.create({ name: "A reseller", type: "reseller" });
    const directory = new Directory(vendor);
    const ask = async () =>
      new Directory(distributor).createTierAccountRequest({
        type: "update",
        account: { id: account.id },
        product: { id: product },
      });
    const [first, second] = [await ask(), await ask()];
    expect(await directory.acceptTierAccountRequest(first.id)).toMatchObject({
      status: "accepted",
    });
    expect(await directory.ignoreTierAccountRequest(second.id, "Known.")).toMatchObject({
      status: "ignored",
      reason: "Known.",
    });
    expect(await directory.searchTierAccountRequests({ status: "ignored" })).toHaveLength(1);
    expect(await directory.getTierAccountRequest(first.id)).toMatchObject({ status: "accepted" });
    await distributor.tierAccounts.delete(account.id);
    await expect(directory.getTierAccount(account.id)).rejects.toMatchObject({ status: 404 });
  });

  test("inventory: searches parameters, links to actions, by version too, and configures", async () => {
    const { asset } = await buy();
    const inventory = new Inventory(vendor);
    const { products } = vendor;
    const { id: product } = simulator.addProduct({
      parameters: [{ name: "region", phase: "configuration", scope: "product" }],
      actions: [{ action: "sso", name: "Sign in" }],
    });
    const filled = {
      phase: { $in: ["ordering", "fulfillment"] },
      scope: "asset",
      $or: [
        { "constraints.required": true },
        { "constraints.required": false, "constraints.hidden": false },
      ],
    };
    const found = await inventory.searchProductParameters(DEFAULT_PRODUCT_ID, filled);
    expect(found).toHaveLength(3);
    expect(await products.getParameters(DEFAULT_PRODUCT_ID)).toHaveLength(3);
    const sso = await products.actions(DEFAULT_PRODUCT_ID).create({ action: "sso", name: "In" });
    expect(
      await inventory.getProductActionLink(DEFAULT_PRODUCT_ID, sso.id, asset.id),
    ).toMatchObject({ link: expect.stringContaining("jwt=") as string });
    const versions = products.versions(DEFAULT_PRODUCT_ID);
    expect(await versions.search()).toMatchObject([{ version: 1 }]);
    expect(await versions.get(1)).toMatchObject({ id: DEFAULT_PRODUCT_ID });
    expect(await versions.actions(1).link(sso.id, asset.id)).toMatchObject({
      link: expect.stringContaining("jwt=") as string,
    });
    const [region] = await products.parameters(product).search({ phase: "configuration" });
    const configured = { parameter: { id: region?.id }, value: "eu" };
    await products.configurations(product).create(configured);
    expect(await products.configurations(product).search()).toMatchObject([{ value: "eu" }]);
    expect(await products.connections(product).search()).toHaveLength(1);
    expect(await products.update(product, { name: "Renamed" })).toMatchObject({ name: "Renamed" });
    expect(await products.search({ name: "Renamed" })).toMatchObject([{ id: product }]);
  });

  test("subscriptions: keeps attributes of its own with a bill", async () => {
    const { id, asset } = await buy();
    const fulfillment = new Fulfillment(vendor);
    await fulfillment.updateRequestParameters(id, [{ id: "subscription_id", value: "v-1" }]);
    await fulfillment.approveRequest(id, { activation_tile: "Ready." });
    const subscriptions = new Subscriptions(vendor);
    const bill = await subscriptions.createBillingRequest({
      type: "vendor",
      asset: { id: asset.id },
      period: { from: "2026-03-01T00:00:00Z", to: "2026-04-01T00:00:00Z" },
      items: [{ id: `${DEFAULT_PRODUCT_ID}-0001` }],
    });
    const attributes = { vendor: { invoice: "7" }, provider: {} };
    const kept = await subscriptions.updateBillingRequestAttributes(bill.id, attributes);
    expect(kept).toEqual(attributes);
  });

  test("conversations: reads one with what was said in it", async () => {
    const { id } = await buy();
    const { conversations } = vendor;
    await new Fulfillment(vendor).failRequest(id, "No seats.");
    const [found] = await conversations.getConversationsByObjectId(id);
    await conversations.messages(found?.id ?? "").create({ text: "Sorry.", type: "message" });
    const { messages } = await conversations.get(found?.id ?? "");
    expect(messages).toMatchObject([{ type: "state_change" }, { text: "Sorry." }]);
  });

  test("accounts and hubs: knows who calls and where sales come from", async () => {
    const [account] = await vendor.accounts.search();
    expect(await vendor.accounts.get(account?.id ?? "")).toMatchObject({ id: account?.id });
    expect(await vendor.accounts.users(account?.id ?? "").search({ limit: 30 })).toHaveLength(1);
    const [hub] = await distributor.hubs.search({ "instance.id": "none" });
    expect(hub).toBeUndefined();
  });

  test("looks texts up as they are, with signs and blanks in them", async () => {
    for (const external_id of ["50% more", "a*b", "two  words", "é (ü), \\"]) {
      // oxlint-disable-next-line no-await-in-loop -- one order after the other
      const { asset } = await new Fulfillment(distributor).createRequest(
        purchaseBody({ external_id }),
      );
      // oxlint-disable-next-line no-await-in-loop -- one order after the other
      const found = await vendor.assets.search({ external_id });
      expect(found.map(({ id }) => id)).toEqual([asset.id]);
    }
    const like = async ($like: string) =>
      (await vendor.assets.search({ external_id: { $like } })).length;
    expect([await like("a*b"), await like("*"), await like("words")]).toEqual([1, 1, 1]);
  });

  test("is told where there is no such resource", async () => {
    const missing = vendor.requests.fetch("/helpdesk/cases");
    await expect(missing).rejects.toBeInstanceOf(APIError);
    await expect(missing).rejects.toMatchObject({ status: 404 });
  });
});
