import {
  DEFAULT_CONNECTION_ID,
  DEFAULT_MARKETPLACE_ID,
  DISTRIBUTOR_KEY,
  VENDOR_KEY,
} from "@tenure/simulator";

import { productIds } from "./products.ts";
import type { SimulatedPlatform } from "./simulated-platform.ts";

/** A request, as far as anybody beside the engine looks at it. */
export interface ShownRequest {
  readonly id: string;
  readonly type: string;
  readonly status: string;
  readonly planned_date: string | null;
  readonly params_form_url?: string;
  readonly asset: {
    readonly id: string;
    readonly status: string;
    readonly items: readonly { readonly id: string; readonly quantity: string }[];
    readonly params: readonly { readonly id: string; readonly value?: string }[];
  };
}

/** A subscription as the platform shows it. */
export type ShownAsset = ShownRequest["asset"];

/** The platform by a way on which nothing is lost: for the buyer's side, and for those who look at the end. */
export class Distributor {
  readonly #platform: SimulatedPlatform;

  constructor(platform: SimulatedPlatform) {
    this.#platform = platform;
  }

  async call(
    method: string,
    address: string,
    body?: unknown,
    key: string = DISTRIBUTOR_KEY,
  ): Promise<{ readonly status: number; readonly json: unknown }> {
    const reply = await this.#platform.carryOut({
      method,
      address,
      headers: { authorization: `ApiKey ${key}`, "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return { status: reply.status, json: reply.text === "" ? undefined : JSON.parse(reply.text) };
  }

  async purchase(
    name: string,
    product: keyof typeof productIds,
    isDraft: boolean,
  ): Promise<ShownRequest> {
    const id = productIds[product];
    return this.#create({
      type: "purchase",
      ...(isDraft ? { status: "draft" } : {}),
      asset: {
        external_id: name,
        product: { id },
        connection: { id: DEFAULT_CONNECTION_ID },
        items: [{ id: `${id}-0001`, quantity: 3 }],
        params: [{ id: "admin_email", value: "admin@example.com" }],
      },
      marketplace: { id: DEFAULT_MARKETPLACE_ID },
    });
  }

  /** Opens a request of the buyer's; undefined when the platform does not let it. */
  async order(assetId: string, type: string, quantity?: number): Promise<ShownRequest | undefined> {
    const asset = await this.asset(assetId);
    const item = asset?.items[0]?.id;
    const items = quantity === undefined ? {} : { items: [{ id: item, quantity }] };
    const { status, json } = await this.call("POST", "/requests", {
      type,
      asset: { id: assetId, ...items },
    });
    return status === 201 ? (json as ShownRequest) : undefined;
  }

  /** The vendor opens an adjustment without the engine's knowledge. */
  async adjust(assetId: string, email: string): Promise<ShownRequest | undefined> {
    const params = [{ id: "admin_email", value: email }];
    const body = { type: "adjustment", asset: { id: assetId, params } };
    const { status, json } = await this.call("POST", "/requests", body, VENDOR_KEY);
    return status === 201 ? (json as ShownRequest) : undefined;
  }

  async request(id: string): Promise<ShownRequest | undefined> {
    const { status, json } = await this.call("GET", `/requests/${id}`);
    return status === 200 ? (json as ShownRequest) : undefined;
  }

  async asset(id: string): Promise<ShownAsset | undefined> {
    const { status, json } = await this.call("GET", `/assets/${id}`);
    return status === 200 ? (json as ShownAsset) : undefined;
  }

  /** The statuses of a subscription's requests, oldest first. */
  async statusesOf(assetId: string): Promise<readonly Pick<ShownRequest, "id" | "status">[]> {
    const { json } = await this.call("GET", `/assets/${assetId}/requests?limit=100`);
    return (json as readonly ShownRequest[]).toSorted((left, right) =>
      left.id < right.id ? -1 : 1,
    );
  }

  /** All requests of a subscription, oldest first. */
  async requestsOf(assetId: string): Promise<readonly ShownRequest[]> {
    const { json } = await this.call("GET", `/requests?eq(asset.id,${assetId})&limit=100`);
    return (json as readonly ShownRequest[]).toSorted((left, right) =>
      left.id < right.id ? -1 : 1,
    );
  }

  async #create(body: unknown): Promise<ShownRequest> {
    const { status, json } = await this.call("POST", "/requests", body);
    if (status !== 201) throw new Error(`The platform refused a purchase: ${JSON.stringify(json)}`);
    return json as ShownRequest;
  }
}
