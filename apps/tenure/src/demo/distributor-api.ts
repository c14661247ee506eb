import { z } from "zod";

const assetSchema = z.object({ id: z.string(), status: z.string() });
const parameterSchema = z.object({
  id: z.string(),
  phase: z.string().nullish(),
  constraints: z.object({ required: z.unknown().optional() }).nullish(),
  value: z.unknown().optional(),
  value_error: z.string().nullish(),
});
const requestSchema = z.object({
  id: z.string(),
  type: z.string(),
  status: z.string(),
  params_form_url: z.string().optional(),
  planned_date: z.string().nullish(),
  asset: assetSchema.extend({
    params: z.array(parameterSchema),
    items: z.array(
      z.object({ id: z.string(), global_id: z.string().optional(), quantity: z.string() }),
    ),
  }),
});

const tierRequestSchema = z.object({
  id: z.string(),
  configuration: z.object({ tier_level: z.number(), product: z.object({ id: z.string() }) }),
});
const identifiedSchema = z.object({ id: z.string() });
const templateSchema = z.object({ id: z.string(), scope: z.string(), type: z.string() });

const pageSize = 1000;

/** A request, as far as the buyer's side looks at it. */
export type BuyersRequest = z.infer<typeof requestSchema>;
export type BuyersAsset = z.infer<typeof assetSchema>;

/** The platform did not do what the buyer's side asked. */
export class DistributorApiError extends Error {
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.name = "DistributorApiError";
    this.status = status;
  }
}

/** The platform as another system than the engine calls it: with a distributor's key, to play the buyer. */
export class DistributorApi {
  readonly #baseUrl: string;
  readonly #apiKey: string;

  constructor(baseUrl: string, apiKey: string) {
    this.#baseUrl = baseUrl;
    this.#apiKey = apiKey;
  }

  async #call(method: string, path: string, body?: unknown): Promise<unknown> {
    // The customer's form needs no key: its code is in the address.
    const key = path.includes("?code=") ? {} : { authorization: `ApiKey ${this.#apiKey}` };
    const response = await fetch(`${this.#baseUrl}${path}`, {
      method,
      headers: { "content-type": "application/json", ...key },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new DistributorApiError(
        `${method} ${path} answered ${response.status}: ${text}`,
        response.status,
      );
    }
    return text === "" ? undefined : JSON.parse(text);
  }

  async create(body: unknown): Promise<BuyersRequest> {
    return requestSchema.parse(await this.#call("POST", "/requests", body));
  }

  async get(requestId: string): Promise<BuyersRequest | undefined> {
    try {
      return requestSchema.parse(await this.#call("GET", `/requests/${requestId}`));
    } catch (error) {
      if (error instanceof DistributorApiError && error.status === 404) return undefined;
      throw error;
    }
  }

  async act(requestId: string, action: string, body: unknown = {}): Promise<void> {
    await this.#call("POST", `/requests/${requestId}/${action}`, body);
  }

  async deleteDraft(requestId: string): Promise<void> {
    await this.#call("DELETE", `/requests/${requestId}`);
  }

  /** Requests of one subscription, oldest first. */
  async requestsOf(assetId: string): Promise<readonly BuyersRequest[]> {
    const requests = await this.#list(`/requests?eq(asset.id,${assetId})`, requestSchema);
    return requests.toSorted((left, right) => (left.id < right.id ? -1 : 1));
  }

  async assetByExternalId(externalId: string): Promise<BuyersAsset | undefined> {
    return (await this.#list(`/assets?eq(external_id,${externalId})`, assetSchema))[0];
  }

  async assets(): Promise<readonly BuyersAsset[]> {
    return this.#list("/assets?", assetSchema);
  }

  /** All requests that show, oldest first. */
  async requests(): Promise<readonly BuyersRequest[]> {
    return this.#list("/requests?ordering(created)", requestSchema);
  }

  async productIds(): Promise<readonly string[]> {
    return (await this.#list("/products?", identifiedSchema)).map(({ id }) => id);
  }

  /** All rows of a list, page after page. */
  async #list<Row>(path: string, schema: z.ZodType<Row>): Promise<readonly Row[]> {
    const rows: Row[] = [];
    for (;;) {
      const page = `${path}&limit=${pageSize}&offset=${rows.length}`;
      // oxlint-disable-next-line no-await-in-loop -- page after page
      const got = z.array(schema).parse(await this.#call("GET", page));
      rows.push(...got);
      if (got.length < pageSize) return rows;
    }
  }

  /** Approves every tier configuration request that waits for the vendor. */
  async approveTierRequests(): Promise<void> {
    const pending = await this.#list("/tier/config-requests?eq(status,pending)", tierRequestSchema);
    await Promise.all(pending.map(async (tierRequest) => this.#approveTier(tierRequest)));
  }

  async #approveTier({ id, configuration }: z.infer<typeof tierRequestSchema>): Promise<void> {
    const scope = `tier${configuration.tier_level}`;
    const templates = await this.#list(
      `/products/${configuration.product.id}/templates?`,
      templateSchema,
    );
    const template = templates.find((one) => one.scope === scope && one.type === "fulfillment");
    await this.#call("POST", `/tier/config-requests/${id}/approve`, {
      template: { id: template?.id },
    });
  }
}
