import {
  createConnectSimulator,
  DEFAULT_CONNECTION_ID,
  DEFAULT_MARKETPLACE_ID,
  DEFAULT_PRODUCT_ID,
  DISTRIBUTOR_KEY,
  VENDOR_KEY,
  type ConnectSimulator,
  type SimulatorOptions,
} from "../src/index.ts";

/** As much of a document as tests look at. */
export interface Seen {
  readonly id: string;
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly updated: string;
  readonly created: string;
  readonly planned_date: string | null;
  readonly effective_date: string | null;
  readonly activation_key: string;
  readonly assignee: unknown;
  readonly params_form_url?: string;
  readonly error_code: string;
  readonly errors: readonly string[];
  readonly params: Record<string, unknown>;
  readonly template: { readonly id: string; readonly message?: string };
  readonly pending_request?: {
    readonly id: string;
    readonly type: string;
    readonly status: string;
  } | null;
  readonly asset: {
    readonly id: string;
    readonly status: string;
    readonly items: readonly { id: string; quantity: string; old_quantity: string }[];
    readonly params: readonly {
      id: string;
      value: string;
      value_error: string;
      constraints: Record<string, unknown>;
      value_choices?: unknown;
      structured_value?: unknown;
    }[];
    readonly product: { readonly id: string; readonly capabilities?: unknown };
    readonly events: { readonly updated: { readonly at: string } };
  };
}

export interface Seeing {
  readonly status: number;
  readonly range: string | null;
  readonly text: string;
  readonly body: Seen;
  readonly list: readonly Seen[];
}

/** One side of a sale, calling the API with its key. */
export class Party {
  readonly #fetch: (request: Request) => Promise<Response>;
  readonly #key: string | undefined;
  readonly #base: string;

  constructor(
    send: (request: Request) => Promise<Response>,
    key: string | undefined,
    base = "http://connect.invalid/public/v1",
  ) {
    this.#fetch = send;
    this.#key = key;
    this.#base = base;
  }

  async call(method: string, path: string, body?: unknown): Promise<Seeing> {
    const response = await this.#fetch(
      new Request(`${this.#base}${path}`, {
        method,
        headers: this.#key === undefined ? {} : { authorization: `ApiKey ${this.#key}` },
        ...(body === undefined
          ? {}
          : { body: body instanceof FormData ? body : JSON.stringify(body) }),
      }),
    );
    const text = await response.text();
    const isJson = response.headers.get("content-type") === "application/json";
    const json = (isJson && text !== "" ? JSON.parse(text) : {}) as Seen;
    return {
      status: response.status,
      range: response.headers.get("content-range"),
      body: json,
      text,
      list: Array.isArray(json) ? (json as Seen[]) : [],
    };
  }

  async get(path: string): Promise<Seeing> {
    return this.call("GET", path);
  }

  async post(path: string, body?: unknown): Promise<Seeing> {
    return this.call("POST", path, body);
  }

  async put(path: string, body: unknown): Promise<Seeing> {
    return this.call("PUT", path, body);
  }
}

export interface Stage {
  readonly simulator: ConnectSimulator;
  readonly vendor: Party;
  readonly distributor: Party;
  readonly customer: Party;
  /** Moves the clock. */
  pass(milliseconds: number): void;
  /** The time in this many milliseconds, as the API takes dates. */
  dateIn(milliseconds: number): string;
}

/** A simulator with a clock of its own and the parties around it. */
export function stage(options: SimulatorOptions = {}): Stage {
  let now = Date.parse("2026-03-01T12:00:00Z");
  const simulator = createConnectSimulator({ clock: { now: () => now }, ...options });
  const send = async (request: Request) => simulator.fetch(request);
  return {
    simulator,
    vendor: new Party(send, options.vendorKey ?? VENDOR_KEY),
    distributor: new Party(send, options.distributorKey ?? DISTRIBUTOR_KEY),
    customer: new Party(send, undefined),
    pass: (milliseconds) => {
      now += milliseconds;
    },
    dateIn: (milliseconds) => new Date(now + milliseconds).toISOString(),
  };
}

export function purchaseBody(
  asset: Record<string, unknown> = {},
  rest: Record<string, unknown> = {},
) {
  return {
    type: "purchase",
    asset: {
      product: { id: DEFAULT_PRODUCT_ID },
      connection: { id: DEFAULT_CONNECTION_ID },
      items: [{ id: `${DEFAULT_PRODUCT_ID}-0001`, quantity: 3 }],
      params: [{ id: "admin_email", value: "admin@example.com" }],
      tiers: { customer: { name: "Sample Customer" } },
      ...asset,
    },
    marketplace: { id: DEFAULT_MARKETPLACE_ID },
    ...rest,
  };
}

/** Writes the vendor's subscription id and approves with the template the request shows. */
export async function approve(vendor: Party, id: string): Promise<Seeing> {
  await vendor.put(`/requests/${id}`, {
    asset: { params: [{ id: "subscription_id", value: "vendor-1" }] },
  });
  const { body } = await vendor.get(`/requests/${id}`);
  return vendor.post(`/requests/${id}/approve`, { template_id: body.template.id });
}

/** Buys and approves; gives the subscription's id. */
export async function activeSubscription({ distributor, vendor }: Stage): Promise<string> {
  const { body } = await distributor.post("/requests", purchaseBody());
  await approve(vendor, body.id);
  return body.asset.id;
}

export async function statusOf({ vendor }: Stage, assetId: string): Promise<string> {
  return (await vendor.get(`/assets/${assetId}`)).body.status;
}
