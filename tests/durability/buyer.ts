import {
  DEFAULT_CONNECTION_ID,
  DEFAULT_MARKETPLACE_ID,
  DEFAULT_PRODUCT_ID,
  DISTRIBUTOR_KEY,
  type ConnectSimulator,
} from "@tenure/simulator";

interface PlatformRequest {
  readonly id: string;
  readonly type: string;
  readonly status: string;
  readonly asset: { readonly id: string; readonly status: string };
}

/** How the vendor treats a subscription; part of its external id, so that the handlers see it. */
const temperaments = ["plain", "plain", "throws", "postpones", "rejects-change"] as const;

const pause = async (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/** Buys subscriptions and changes them as their status allows, several side by side. */
export class Buyer {
  readonly #simulator: ConnectSimulator;
  readonly #random: () => number;
  #stopped = false;
  #bought = 0;
  #ended = 0;
  #quantity = 1;

  constructor(simulator: ConnectSimulator, random: () => number) {
    this.#simulator = simulator;
    this.#random = random;
  }

  get bought(): number {
    return this.#bought;
  }

  /** Requests that reached their end on the platform. */
  get ended(): number {
    return this.#ended;
  }

  /** Starts no further requests. What is open is left to the vendor. */
  stop(): void {
    this.#stopped = true;
  }

  /** Buys until stopped; resolves when every request that was opened has ended. */
  async run(sideBySide: number): Promise<void> {
    await Promise.all(Array.from({ length: sideBySide }, async () => this.#buyOneAfterTheOther()));
  }

  async #buyOneAfterTheOther(): Promise<void> {
    while (!this.#stopped) await this.#live();
  }

  async #live(): Promise<void> {
    this.#bought += 1;
    const temperament = temperaments[Math.floor(this.#random() * temperaments.length)] ?? "plain";
    const requests = 2 + Math.floor(this.#random() * 4);
    let last = await this.#open({
      type: "purchase",
      asset: {
        external_id: `${temperament}-${this.#bought}`,
        external_uid: crypto.randomUUID(),
        product: { id: DEFAULT_PRODUCT_ID },
        connection: { id: DEFAULT_CONNECTION_ID },
        items: [{ id: `${DEFAULT_PRODUCT_ID}-0001`, quantity: 1 }],
        params: [{ id: "admin_email", value: "admin@example.com" }],
      },
      marketplace: { id: DEFAULT_MARKETPLACE_ID },
    });
    for (let count = 1; count < requests && !this.#stopped; count += 1) {
      const body = this.#next(last);
      if (body === undefined) return;
      last = await this.#open(body);
    }
  }

  #next({ asset: { id, status } }: PlatformRequest): object | undefined {
    const choose = this.#random();
    // A change has to change something.
    this.#quantity += 1;
    const items = [{ id: `${DEFAULT_PRODUCT_ID}-0001`, quantity: this.#quantity }];
    if (status === "suspended") return { type: choose < 0.8 ? "resume" : "cancel", asset: { id } };
    if (status !== "active") return undefined;
    if (choose < 0.5) return { type: "change", asset: { id, items } };
    return { type: choose < 0.85 ? "suspend" : "cancel", asset: { id } };
  }

  async #open(body: object): Promise<PlatformRequest> {
    let request = await this.#call("POST", "/requests", body);
    while (!["approved", "failed"].includes(request.status)) {
      await pause(15);
      request = await this.#call("GET", `/requests/${request.id}`);
    }
    this.#ended += 1;
    return request;
  }

  async #call(method: string, path: string, body?: object): Promise<PlatformRequest> {
    const answer = await this.#simulator.fetch(
      new Request(`http://platform.invalid/public/v1${path}`, {
        method,
        headers: {
          authorization: `ApiKey ${DISTRIBUTOR_KEY}`,
          "content-type": "application/json",
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    );
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
    return JSON.parse(text) as PlatformRequest;
  }
}
