import { draftValidation } from "@tenure/connect";
import {
  createConnectSimulator,
  DEFAULT_CONNECTION_ID,
  DEFAULT_MARKETPLACE_ID,
  DISTRIBUTOR_KEY,
  VENDOR_KEY,
} from "@tenure/simulator";
import { expect, test } from "vitest";

const secret = "a secret between the platform and the vendor";

const types = [
  ["validator", "fulfillment_request"],
  ["inquiring_validator", "fulfillment_request"],
  ["change_validator", "fulfillment_request"],
  ["change_inquiring_validator", "fulfillment_request"],
  ["draft_tcr_t1_val", "tier_config_request"],
  ["tcr_setup_t1_inq_val", "tier_config_request"],
  ["tcr_update_t1_validator", "tier_config_request"],
  ["tcr_update_t1_inq_val", "tier_config_request"],
] as const;

interface Shown {
  readonly id: string;
  readonly status: string;
  readonly params?: readonly { readonly id: string; readonly value_error: string }[];
  readonly asset?: {
    readonly id: string;
    readonly params: readonly { readonly id: string; readonly value_error: string }[];
  };
  readonly configuration?: { readonly id: string };
}

/** The simulated platform with a product that has everything validated, by one endpoint of the vendor. */
async function house() {
  const validation = draftValidation({
    secret,
    validate: ({ request }) => ({ company: `${request.type} ${request.status}` }),
    validateTier: ({ request, tier }) => ({
      reseller: `${request.type} ${request.status} of tier ${tier}`,
    }),
  });
  const simulator = createConnectSimulator({
    fetch: (input, init) => validation(new Request(input, init)),
  });
  const product = simulator.addProduct({
    capabilities: {
      cart: { validation: true },
      inquiring: { validation: true },
      tiers: {
        configs: {
          level: 1,
          setup: { inquiring_validation: true },
          update: { validation: true, inquiring_validation: true },
        },
        validation: true,
      },
      subscription: { change: { validation: true, inquiring_validation: true } },
    },
    parameters: [
      { name: "company", scope: "asset", phase: "ordering" },
      { name: "reseller", scope: "tier1", phase: "ordering" },
    ],
  }).id;

  async function call(key: string, method: string, path: string, body: object = {}) {
    const response = await simulator.fetch(
      new Request(`http://platform.invalid/public/v1${path}`, {
        method,
        headers: { authorization: `ApiKey ${key}`, "content-type": "application/json" },
        ...(method === "GET" ? {} : { body: JSON.stringify(body) }),
      }),
    );
    const text = await response.text();
    expect(response.status, `${method} ${path}: ${text}`).toBeLessThan(300);
    return (text === "" ? {} : JSON.parse(text)) as Shown;
  }
  for (const [type, objectClass] of types) {
    await call(VENDOR_KEY, "POST", "/notifications/webhooks", {
      type,
      object_class: objectClass,
      label: type,
      product_id: product,
      external_url: `https://vendor.example.com/${type}`,
      jwt_secret: secret,
    });
  }
  const buyer = (path: string, body?: object) => call(DISTRIBUTOR_KEY, "POST", path, body);
  return {
    simulator,
    product,
    buyer,
    vendor: (path: string, body?: object) => call(VENDOR_KEY, "POST", path, body),
    write: (path: string, body: object) => call(VENDOR_KEY, "PUT", path, body),
    /** What the vendor's validator said of the request. */
    judged: async (path: string): Promise<string | undefined> => {
      const { asset, params } = await buyer(`${path}/validate`);
      const all = asset?.params ?? params ?? [];
      return all.find(({ id }) => id === "company" || id === "reseller")?.value_error;
    },
    purchase: (more: object) =>
      buyer("/requests", {
        type: "purchase",
        asset: {
          product: { id: product },
          connection: { id: DEFAULT_CONNECTION_ID },
          items: [{ id: `${product}-0001`, quantity: 1 }],
          params: [{ id: "company", value: "A company" }],
          tiers: { customer: { name: "A customer" } },
        },
        marketplace: { id: DEFAULT_MARKETPLACE_ID },
        ...more,
      }),
  };
}

const wrong = { id: "company", value_error: "Which?" };

test("one endpoint judges drafts and forms of purchases and changes", async () => {
  const { buyer, vendor, write, judged, purchase, product } = await house();
  const { id, asset } = await purchase({ status: "draft" });
  expect(await judged(`/requests/${id}`)).toBe("purchase draft");
  await buyer(`/requests/${id}/purchase`);
  await write(`/requests/${id}`, { asset: { params: [wrong] } });
  await vendor(`/requests/${id}/inquire`);
  expect(await judged(`/requests/${id}`)).toBe("purchase inquiring");
  await buyer(`/requests/${id}/pend`);
  await vendor(`/requests/${id}/approve`, { activation_tile: "Welcome" });

  const items = [{ id: `${product}-0001`, quantity: 2 }];
  const contents = { id: asset?.id, items };
  const change = await buyer("/requests", { type: "change", status: "draft", asset: contents });
  expect(await judged(`/requests/${change.id}`)).toBe("change draft");
  await buyer(`/requests/${change.id}/submit`);
  await write(`/requests/${change.id}`, { asset: { params: [wrong] } });
  await vendor(`/requests/${change.id}/inquire`);
  expect(await judged(`/requests/${change.id}`)).toBe("change inquiring");
});

test("the same endpoint judges drafts and forms of tier configurations", async () => {
  const { buyer, vendor, write, judged, product } = await house();
  const draft = await buyer("/tier/config-requests", {
    type: "setup",
    status: "draft",
    configuration: {
      product: { id: product },
      connection: { id: DEFAULT_CONNECTION_ID },
      marketplace: { id: DEFAULT_MARKETPLACE_ID },
      tier_level: 1,
      account: { id: "TA-1000-0000-0001", name: "A reseller" },
    },
    params: [{ id: "reseller", value: "R" }],
  });
  const path = `/tier/config-requests/${draft.id}`;
  expect(await judged(path)).toBe("setup draft of tier 1");
  await buyer(`${path}/submit`);
  await write(path, { params: [{ id: "reseller", value_error: "Which?" }] });
  await vendor(`${path}/inquire`);
  expect(await judged(path)).toBe("setup inquiring of tier 1");
});
