import { cleverbridge } from "@tenure/cleverbridge";
import { approve, connect, connectTiers } from "@tenure/connect";
import { createEngine, virtualClock } from "@tenure/engine";
import {
  createConnectSimulator,
  DEFAULT_CONNECTION_ID,
  DEFAULT_MARKETPLACE_ID,
  DISTRIBUTOR_KEY,
  VENDOR_KEY,
} from "@tenure/simulator";
import { memoryStore } from "@tenure/testing/store";
import { describe, expect, onTestFinished, test } from "vitest";

const platform = "http://platform.invalid/public/v1";
const tenants = ["acme", "globex"] as const;
type Tenant = (typeof tenants)[number];

interface Called {
  readonly id: string;
  readonly status: string;
  readonly asset: { readonly id: string; readonly params: readonly { readonly value: string }[] };
}

/** A platform of its own, with a product that asks a reseller, and the adapters of a tenant for it. */
function account(tenant: Tenant, clock: ReturnType<typeof virtualClock>) {
  const simulator = createConnectSimulator({ clock, seed: 7 });
  const { id: productId } = simulator.addProduct({
    capabilities: { tiers: { configs: { level: 1 } } },
    parameters: [
      { name: "reseller_id", scope: "tier1", phase: "fulfillment" },
      { name: "subscription_id", phase: "fulfillment" },
    ],
  });
  const shared = {
    tenant,
    baseUrl: platform,
    apiKey: VENDOR_KEY,
    products: [productId],
    clock,
    fetch: async (input: Request | URL | string, init?: RequestInit) =>
      simulator.fetch(new Request(input, init)),
    pollEvery: 100,
    pollEveryIdle: 100,
    sweepEvery: 500,
  };
  const requests = connect({
    ...shared,
    name: `connect-${tenant}`,
    handlers: { otherwise: () => approve({ parameters: { subscription_id: tenant } }) },
  });
  const tiers = connectTiers({
    ...shared,
    name: `tiers-${tenant}`,
    waiting: requests.nudge,
    handlers: { otherwise: () => approve({ parameters: { reseller_id: tenant } }) },
  });
  async function call<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const response = await simulator.fetch(
      new Request(`${platform}${path}`, {
        method,
        headers: {
          authorization: `ApiKey ${body === undefined ? VENDOR_KEY : DISTRIBUTOR_KEY}`,
          "content-type": "application/json",
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
    expect(response.ok, `${method} ${path}`).toBe(true);
    return (await response.json()) as Answer;
  }
  return {
    requests,
    tiers,
    call,
    purchase: async () =>
      call<Called>("POST", "/requests", {
        type: "purchase",
        asset: {
          external_uid: crypto.randomUUID(),
          product: { id: productId },
          connection: { id: DEFAULT_CONNECTION_ID },
          items: [{ id: `${productId}-0001`, quantity: 1 }],
          params: [],
          tiers: {
            customer: { name: "Customer" },
            tier1: { id: "TA-1000-0000-0001", name: "Reseller" },
          },
        },
        marketplace: { id: DEFAULT_MARKETPLACE_ID },
      }),
  };
}

describe("two accounts in one engine", () => {
  test("are worked for side by side, and neither sees what is the other's", async () => {
    const clock = virtualClock(1_790_000_000_000);
    const acme = account("acme", clock);
    const globex = account("globex", clock);
    const engine = createEngine({
      store: memoryStore(),
      clock,
      random: () => 0.5,
      tenants: [...tenants],
      adapters: [acme, globex].flatMap(({ requests, tiers }) => [requests, tiers]),
    });
    await engine.start();
    onTestFinished(async () => {
      const ending = engine.stop({ deadlineMilliseconds: 0 });
      await clock.advance(1);
      await ending;
    });
    const until = async (isSo: () => Promise<boolean>): Promise<void> => {
      for (let passed = 0; passed < 600_000; passed += 100) {
        if (await isSo()) return;
        await clock.advance(100);
      }
      throw new Error("it did not come to be");
    };
    // Platforms that count alike: the same ids are different subscriptions.
    const first = await acme.purchase();
    const active = async (key: string) => (await engine.get(key))?.status === "active";
    await until(async () => active(`acme:${first.asset.id}`));
    expect(await engine.count({ tenant: "globex" })).toBe(0);
    expect(await engine.get(first.asset.id)).toBeUndefined();

    const second = await globex.purchase();
    expect(second.asset.id).toBe(first.asset.id);
    await until(async () => active(`globex:${second.asset.id}`));
    const valuesOf = async ({ call }: typeof acme) =>
      (await call<Called>("GET", `/requests/${first.id}`)).asset.params.map(({ value }) => value);
    expect(await valuesOf(acme)).toContain("acme");
    expect(await valuesOf(globex)).toContain("globex");
    expect(await valuesOf(globex)).not.toContain("acme");

    const rowsOf = async (tenant: string) =>
      (await engine.list({ tenant })).rows.map(({ key, adapter }) => [key.split(":")[0], adapter]);
    for (const tenant of tenants) {
      expect(await rowsOf(tenant)).toEqual([
        [tenant, `connect-${tenant}`],
        [tenant, `tiers-${tenant}`],
      ]);
    }
    expect(await engine.count({ tenant: "default" })).toBe(0);
    const compared: string[] = [];
    for await (const one of engine.reconcile({ filter: { tenant: "*" } })) compared.push(one.class);
    expect(compared).toEqual(["agrees", "agrees", "agrees", "agrees"]);
  });

  test("of one tenant are told apart by their names, which the engine asks for", () => {
    const clock = virtualClock(0);
    const options = {
      baseUrl: platform,
      apiKey: VENDOR_KEY,
      products: ["PRD-1"],
      handlers: { otherwise: () => approve() },
    };
    const login = {
      baseUrl: "https://rest.example.com",
      username: "api",
      password: "p",
      managementModel: "2.0",
    } as const;
    const engineOf = (names: readonly (string | undefined)[]) =>
      createEngine({
        store: memoryStore(),
        clock,
        adapters: names.flatMap((name) => {
          const named = name === undefined ? {} : { name };
          const tiers = name === undefined ? {} : { name: `${name}-tiers` };
          const bridge = name === undefined ? {} : { name: `${name}-bridge` };
          return [
            connect({ ...options, ...named }),
            connectTiers({ ...options, ...tiers }),
            cleverbridge({ ...login, ...bridge }),
          ];
        }),
      });
    expect(() => engineOf([undefined, "second"])).not.toThrow();
    expect(() => engineOf([undefined, undefined])).toThrow(
      /^Two adapters have the same name, connect\. .*option name/u,
    );
    expect(() => engineOf([""])).toThrow(/^"" is no adapter's name\./u);
    expect(() => engineOf(["a/b"])).toThrow(/^"a\/b" is no adapter's name\./u);
    expect(connect(options).name).toBe("connect");
    expect(connect({ ...options, tenant: "acme" })).toMatchObject({
      name: "connect",
      tenant: "acme",
    });
  });
});
