import { purchaseBody, stage, type Seeing, type Seen, type Stage } from "./parties.ts";

export interface TierRequestSeen {
  readonly id: string;
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly notes: string;
  readonly assignee: unknown;
  readonly activation?: { readonly link: string };
  readonly params: readonly {
    readonly id: string;
    readonly value: string;
    readonly value_error: string;
  }[];
  readonly template: { readonly id: string; readonly representation?: string } | null;
  readonly tiers: Record<"tier1" | "tier2", { readonly id: string } | null>;
  readonly events: Readonly<Record<string, { readonly at: string }>>;
  readonly configuration: TierConfigSeen;
}

export interface TierConfigSeen {
  readonly id: string;
  readonly status: string;
  readonly tier_level: 1 | 2;
  readonly params: readonly { readonly id: string; readonly value: string }[];
  readonly open_request: { readonly id: string } | null;
  readonly product: { readonly id: string; readonly capabilities?: unknown };
}

/** A product that authorizes resellers on two levels, and the calls to make use of it. */
export class TierStage {
  readonly world: Stage;
  readonly productId: string;

  constructor(capabilities: Record<string, unknown> = {}) {
    this.world = stage();
    this.productId = this.world.simulator.addProduct({
      capabilities: {
        tiers: {
          configs: { level: 2, update: { validation: true } },
          validation: true,
          updates: true,
          ...capabilities,
        },
      },
      parameters: [
        { name: "reseller_name", scope: "tier1", phase: "ordering" },
        {
          name: "reseller_id",
          scope: "tier1",
          phase: "fulfillment",
          constraints: { required: true },
        },
        { name: "master_id", scope: "tier2", phase: "fulfillment" },
      ],
      templates: [
        { name: "Welcome", type: "fulfillment", body: "Hello" },
        {
          name: "One",
          scope: "tier1",
          body: "Reseller {{ reseller_id }} of {{ configuration.id }}",
        },
        { name: "Two", scope: "tier2", body: "Master {{ master_id }}" },
      ],
    }).id;
  }

  async buy(tiers: Record<string, unknown>): Promise<Seen> {
    const { body } = await this.world.distributor.post(
      "/requests",
      purchaseBody({
        product: { id: this.productId },
        items: [{ id: `${this.productId}-0001`, quantity: 1 }],
        params: [],
        tiers: { customer: { name: "Customer" }, ...tiers },
      }),
    );
    return body;
  }

  async requests(query = ""): Promise<readonly TierRequestSeen[]> {
    const { list } = await this.world.vendor.get(`/tier/config-requests?${query}`);
    return list as unknown as TierRequestSeen[];
  }

  async request(id: string): Promise<TierRequestSeen> {
    const { body } = await this.world.vendor.get(`/tier/config-requests/${id}`);
    return body as unknown as TierRequestSeen;
  }

  async only(): Promise<TierRequestSeen> {
    const all = await this.requests();
    if (all.length !== 1 || all[0] === undefined) throw new Error(`${all.length} tier requests`);
    return all[0];
  }

  async config(id: string): Promise<TierConfigSeen> {
    return (await this.world.vendor.get(`/tier/configs/${id}`)).body as unknown as TierConfigSeen;
  }

  async act(
    id: string,
    action: string,
    body?: unknown,
    party = this.world.vendor,
  ): Promise<Seeing> {
    return party.post(`/tier/config-requests/${id}/${action}`, body);
  }

  /** Fills what approval needs and approves. */
  async approve(id: string): Promise<Seeing> {
    const { configuration } = await this.request(id);
    const own = configuration.tier_level === 1 ? "reseller_id" : "master_id";
    await this.write(id, [{ id: own, value: `vendor-${configuration.tier_level}` }]);
    const template = await this.templateId(configuration.tier_level);
    return this.act(id, "approve", { template: { id: template } });
  }

  async write(id: string, params: unknown, party = this.world.vendor): Promise<Seeing> {
    return party.put(`/tier/config-requests/${id}`, { params });
  }

  async templateId(level: 1 | 2): Promise<string> {
    const path = `/products/${this.productId}/templates?eq(scope,tier${level})`;
    return (await this.world.vendor.get(path)).list[0]?.id ?? "";
  }

  /** A first-level configuration that is set up. */
  async activeConfig(): Promise<string> {
    await this.buy({ tier1: { id: "TA-1" } });
    const { id, configuration } = await this.only();
    await this.approve(id);
    return configuration.id;
  }

  async create(body: unknown, party = this.world.distributor): Promise<Seeing> {
    return party.post("/tier/config-requests", body);
  }
}
