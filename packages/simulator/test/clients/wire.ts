import {
  createConnectSimulator,
  DEFAULT_PRODUCT_ID,
  DISTRIBUTOR_KEY,
  VENDOR_KEY,
  type ConnectSimulator,
  type Listening,
} from "../../src/index.ts";

export const SEATS = `${DEFAULT_PRODUCT_ID}-0001`;
export const LOCAL_SEATS = SEATS.replaceAll("-", "_");

/** An answer as a client's HTTP library has it. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Undefined when the body is no JSON. */
  readonly json: unknown;
}

interface CallOptions {
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly form?: FormData;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One side of a sale that calls over HTTP, with the headers its client sends. */
class Caller {
  readonly #base: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(base: string, headers: Readonly<Record<string, string>>) {
    this.#base = base;
    this.#headers = headers;
  }

  async call(method: string, path: string, options: CallOptions = {}): Promise<Answered> {
    const { body, form, headers } = options;
    const response = await fetch(`${this.#base}${path}`, {
      method,
      redirect: "manual",
      headers: {
        ...this.#headers,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(form === undefined ? {} : { body: form }),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type") === "application/json";
    const json: unknown = isJson ? JSON.parse(text) : undefined;
    return { status: response.status, headers: response.headers, text, json };
  }

  /** The document of a good answer. */
  async document(method: string, path: string, body?: unknown): Promise<Document> {
    const answered = await this.call(method, path, body === undefined ? {} : { body });
    if (answered.status >= 300)
      throw new Error(`${method} ${path}: ${answered.status} ${answered.text}`);
    return answered.json as Document;
  }

  async list(path: string): Promise<readonly Document[]> {
    return (await this.document("GET", path)) as unknown as readonly Document[];
  }
}

/** As much of a document as these tests look at. */
export interface Document {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly status: string;
  readonly created: string;
  readonly template: { readonly id: string; readonly message?: string };
  readonly params_form_url?: string;
  readonly effective_date: string | null;
  readonly asset: {
    readonly id: string;
    readonly status: string;
    readonly external_id: string;
    readonly external_uid: string;
    readonly product: { readonly id: string };
    readonly items: readonly { readonly id: string; readonly quantity: string }[];
    readonly params: readonly { readonly id: string; readonly value: string }[];
    readonly tiers: Readonly<Record<string, { readonly id?: string; readonly name?: string }>>;
  };
  readonly [field: string]: unknown;
}

export interface Wire {
  readonly simulator: ConnectSimulator;
  /** With the base path, without a slash at the end. */
  readonly url: string;
  readonly vendor: Caller;
  readonly distributor: Caller;
  close(): Promise<void>;
}

/** A simulator behind a port. `agent` are the headers the client sends beside its key. */
export async function wire(agent: Readonly<Record<string, string>> = {}): Promise<Wire> {
  const simulator = createConnectSimulator({
    virtualTime: { startAt: Date.parse("2026-03-01T12:00:00Z") },
  });
  const listening: Listening = await simulator.listen();
  const { url } = listening;
  const caller = (key: string) => new Caller(url, { authorization: `ApiKey ${key}`, ...agent });
  return {
    simulator,
    url,
    vendor: caller(VENDOR_KEY),
    distributor: caller(DISTRIBUTOR_KEY),
    close: async () => listening.close(),
  };
}
