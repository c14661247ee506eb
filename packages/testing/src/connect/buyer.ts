import {
  DEFAULT_CONNECTION_ID,
  DEFAULT_MARKETPLACE_ID,
  DISTRIBUTOR_KEY,
  type ConnectSimulator,
} from "@tenure/simulator";

import type { Assortment, Offer } from "./assortment.ts";
import type { Move } from "./history.ts";
import { orderedQuantity, orderedValue } from "./ordered-values.ts";
import type { Trace } from "./trace.ts";

/** Where the platform is said to be; nothing is sent over a network. */
export const platformUrl = "https://platform.invalid/public/v1";

/** A request as its buyer sees it. */
export interface BuyersRequest {
  readonly id: string;
  readonly status: string;
  readonly planned_date?: string | null;
  readonly params_form_url?: string;
  readonly asset: {
    readonly id: string;
    readonly params: readonly { readonly id: string; readonly value_error?: string }[];
  };
}

export interface BuyerParts {
  readonly simulator: ConnectSimulator;
  readonly productId: string;
  readonly values: Readonly<Record<string, readonly string[]>>;
  /** Kept from one history to the next: all of them sell the same. */
  readonly assortment: Assortment;
  readonly trace: Trace;
}

const ended: ReadonlySet<string> = new Set(["approved", "failed", "revoked"]);

/** Orders at the platform, as a distributor does for customers. */
export class Buyer {
  readonly #parts: BuyerParts;
  readonly #subscriptions: string[] = [];
  #offer: Offer = { items: [], parameters: [] };

  constructor(parts: BuyerParts) {
    this.#parts = parts;
  }

  /** Reads what can be bought. */
  async lookAround(): Promise<void> {
    const product = `/products/${this.#parts.productId}`;
    this.#offer = await this.#parts.assortment.read(async (part) =>
      this.#call("GET", `${product}/${part}?limit=1000`),
    );
  }

  /** Whether the platform let it happen. */
  async makes(move: Move): Promise<boolean> {
    const body = this.#bodyOf(move);
    if (body === undefined) return false;
    const created = await this.#call("POST", "/requests", body);
    if (created === undefined) return false;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the simulator's own document
    const { id, asset } = created as BuyersRequest;
    if (move.do === "purchase") this.#subscriptions.push(asset.id);
    const { items, params } = body.asset;
    const told = items === undefined ? "" : ` ${JSON.stringify({ items, params })}`;
    this.#parts.trace.arrow("Customer", "Connect", `${move.do} ${id} of ${asset.id}${told}`);
    return true;
  }

  /** The requests that have not ended. */
  openRequests(): readonly BuyersRequest[] {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the simulator's own documents
    const shown = this.#parts.simulator.requests() as unknown as readonly BuyersRequest[];
    return shown.filter(({ status }) => !ended.has(status));
  }

  /** The customer fills in the form of an inquiring request. */
  async answers(
    { id, params_form_url: form = "", asset }: BuyersRequest,
    order: number,
  ): Promise<void> {
    const asked = asset.params.filter(({ value_error: error = "" }) => error !== "");
    const about = asked.length === 0 ? asset.params : asked;
    const params = about.flatMap((one) => {
      const parameter = this.#offer.parameters.find(({ name }) => name === one.id);
      if (parameter === undefined) return [];
      const value =
        orderedValue(parameter, order, this.#parts.values[one.id]) ??
        orderedValue(parameter, 0, this.#parts.values[one.id]);
      return value === undefined ? [] : [{ id: one.id, ...value }];
    });
    const code = /code=(?<code>[^&]*)/u.exec(form)?.groups?.["code"] ?? "";
    await this.#call("POST", `/requests/${id}/pend?code=${code}`, { asset: { params } });
    this.#parts.trace.arrow("Customer", "Connect", `answers ${id} ${JSON.stringify(params)}`);
  }

  #bodyOf(move: Move) {
    const { order } = move;
    const params = this.#offer.parameters.flatMap((parameter) => {
      const value = orderedValue(parameter, order, this.#parts.values[parameter.name]);
      return value === undefined ? [] : [{ id: parameter.name, ...value }];
    });
    // The higher the order, the more different items.
    const items = this.#offer.items
      .slice(0, 1 + (order % Math.max(1, this.#offer.items.length)))
      .map(({ id }, place) => ({ id, quantity: orderedQuantity(order, place) }));
    if (move.do === "purchase") {
      return {
        type: move.do,
        asset: {
          product: { id: this.#parts.productId },
          connection: { id: DEFAULT_CONNECTION_ID },
          items,
          params,
          tiers: { customer: { name: "A customer" } },
        },
        marketplace: { id: DEFAULT_MARKETPLACE_ID },
      };
    }
    const id = this.#subscriptions[move.subscription % Math.max(1, this.#subscriptions.length)];
    if (id === undefined || move.do === "wait") return undefined;
    return { type: move.do, asset: { id, ...(move.do === "change" ? { items } : {}) } };
  }

  /** The answer's document; undefined when the platform refused. */
  async #call(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await this.#parts.simulator.fetch(
      new Request(`${platformUrl}${path}`, {
        method,
        headers: { authorization: `ApiKey ${DISTRIBUTOR_KEY}` },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
    const text = await response.text();
    return response.ok && text !== "" ? JSON.parse(text) : undefined;
  }
}
