import { DEFAULT_CONNECTION_ID, DEFAULT_MARKETPLACE_ID } from "../accounts.ts";
import { seededRandom } from "../http/seeded-random.ts";
import { formatInstant } from "../instants.ts";
import { objectAt, textAt } from "../json-reading.ts";
import { DEFAULT_PRODUCT_ID } from "../rules/default-product.ts";
import type { Clock } from "../system-clock.ts";
import type { Timers } from "../time/timers.ts";
import { changedItems, formAnswers, purchaseOrder, type Shop } from "./order-forms.ts";
import { RandomPace } from "./random-pace.ts";
import type { RobotAnswer, RobotCaller } from "./robot-caller.ts";
import { chosenMove, movesFor, noMoves, type RobotMove } from "./robot-moves.ts";

export interface RobotOptions {
  /** Moves a second of the simulator's time, on average; they come at random, as buyers do. */
  readonly rate: number;
  /** Default the simulator's. The same seed and the same doings of the vendor give the same moves. */
  readonly seed?: number;
  /** Default the product every simulator begins with. */
  readonly productId?: string;
  readonly connectionId?: string;
  readonly marketplaceId?: string;
  /** With so many subscriptions that are not terminated no more are purchased. Default 1000. */
  readonly mostSubscriptions?: number;
}

/** What the robot has done so far. */
export interface RobotTally {
  readonly isRunning: boolean;
  readonly moves: Readonly<Record<RobotMove, number>>;
  /** Moves the platform did not carry out. */
  readonly refused: number;
  /** Subscriptions of the robot's that are not known to be terminated. */
  readonly subscriptions: number;
}

interface Parts {
  readonly call: RobotCaller;
  readonly timers: Timers;
  readonly clock: Clock;
  readonly seed: number;
}

/** How many subscriptions are looked at before a move is given up for lack of anything to do. */
const LOOKS = 4;

/** A request that a subscription shows as being in progress. */
interface OpenRequest {
  readonly id: string;
  readonly type: string;
  readonly status: string;
}

/** Plays the buyers: orders, changes, holds and cancels subscriptions and answers what they are asked. */
export class BuyerRobot {
  readonly #parts: Parts;
  readonly #options: RobotOptions;
  readonly #seed: number;
  readonly #random: () => number;
  readonly #moves = noMoves();
  readonly #pace: RandomPace;
  readonly #validated = new Set<string>();
  #subscriptions: string[] = [];
  #ordered = 0;
  #refused = 0;
  #shop: Shop | undefined;

  constructor(parts: Parts, options: RobotOptions) {
    this.#parts = parts;
    this.#options = options;
    this.#seed = options.seed ?? parts.seed;
    this.#random = seededRandom(this.#seed);
    const { timers, clock } = parts;
    this.#pace = new RandomPace({
      timers,
      clock,
      random: this.#random,
      rate: options.rate,
      move: async () => this.#move(),
    });
  }

  /** Makes no more moves. */
  stop(): void {
    this.#pace.stop();
  }

  tally(): RobotTally {
    return {
      isRunning: this.#pace.isRunning,
      moves: { ...this.#moves },
      refused: this.#refused,
      subscriptions: this.#subscriptions.length,
    };
  }

  async #move(): Promise<void> {
    const shop = await this.#openShop();
    if (shop === undefined) return;
    const most = this.#options.mostSubscriptions ?? 1000;
    const mayOrder = this.#subscriptions.length < most;
    if (mayOrder && (this.#subscriptions.length === 0 || this.#random() < 0.3)) {
      await this.#order(shop);
    } else if (!(await this.#moveOn()) && mayOrder) {
      await this.#order(shop);
    }
  }

  async #order(shop: Shop): Promise<void> {
    this.#ordered += 1;
    const order = purchaseOrder(shop, this.#ordered, this.#seed, this.#random);
    const isDraft = this.#random() < 0.2;
    const body = isDraft ? { ...order, status: "draft" } : order;
    const answer = await this.#parts.call("POST", "/requests", body);
    this.#count(isDraft ? "draft" : "purchase", answer);
    const id = subscriptionIn(answer);
    if (id !== undefined && !this.#subscriptions.includes(id)) this.#subscriptions.push(id);
  }

  /** Does something with one of the subscriptions; false when there is nothing to do with those looked at. */
  async #moveOn(): Promise<boolean> {
    for (let look = 0; look < LOOKS && this.#subscriptions.length > 0; look += 1) {
      const index = Math.floor(this.#random() * this.#subscriptions.length);
      const id = this.#subscriptions[index] ?? "";
      // oxlint-disable-next-line no-await-in-loop -- looks for one subscription, one after the other
      const { status, body: asset } = await this.#parts.call(
        "GET",
        `/assets/${id}?select(pending_request)`,
      );
      const lifecycle = textAt(asset, "status") ?? "";
      if (status === 404 || lifecycle === "terminated") {
        this.#subscriptions = this.#subscriptions.filter((other) => other !== id);
        continue;
      }
      const request = openRequestIn(asset);
      const move = chosenMove(
        movesFor({
          status: lifecycle,
          ...(request === undefined
            ? {}
            : { request: { ...request, validated: this.#validated.has(request.id) } }),
        }),
        this.#random,
      );
      if (move === undefined) continue;
      // oxlint-disable-next-line no-await-in-loop -- the last thing the loop does
      await this.#do(move, id, asset, request);
      return true;
    }
    return false;
  }

  async #do(
    move: RobotMove,
    id: string,
    asset: unknown,
    request: OpenRequest | undefined,
  ): Promise<void> {
    if (move === "wait") this.#moves.wait += 1;
    else if (request !== undefined) this.#count(move, await this.#onRequest(move, request));
    else if (move === "change" || move === "planned-change") await this.#change(move, id, asset);
    else {
      this.#count(move, await this.#parts.call("POST", "/requests", { type: move, asset: { id } }));
    }
  }

  async #onRequest(move: RobotMove, { id, type }: OpenRequest): Promise<RobotAnswer> {
    const { call } = this.#parts;
    if (move === "answer") return this.#answerForm(id);
    if (move === "revoke") {
      return call("POST", `/requests/${id}/revoke`, { reason: "The customer thought again." });
    }
    if (move === "discard") return call("DELETE", `/requests/${id}`);
    if (move === "submit") {
      return call("POST", `/requests/${id}/${type === "purchase" ? "purchase" : "submit"}`);
    }
    // Asked once: a vendor whose validation fails does not keep the buyer from ordering.
    this.#validated.add(id);
    return call("POST", `/requests/${id}/validate`, {});
  }

  /** Fills in the form behind the link that the customer got. */
  async #answerForm(id: string): Promise<RobotAnswer> {
    const read = await this.#parts.call("GET", `/requests/${id}`);
    const link = textAt(read.body, "params_form_url") ?? "";
    const code = URL.canParse(link) ? new URL(link).searchParams.get("code") : null;
    const params = formAnswers(read.body);
    if (code === null || params.length === 0) {
      return this.#parts.call("POST", `/requests/${id}/pend`);
    }
    return this.#parts.call("POST", `/requests/${id}/pend?code=${code}`, { asset: { params } });
  }

  async #change(move: "change" | "planned-change", id: string, asset: unknown): Promise<void> {
    const items = changedItems(asset, this.#random);
    if (items === undefined) return;
    const body = { type: "change", asset: { id, items } };
    if (move === "change") this.#count(move, await this.#parts.call("POST", "/requests", body));
    else {
      const planned_date = formatInstant((Math.floor(this.#parts.clock.now()) + 3_600_000) * 1000);
      this.#count(move, await this.#parts.call("POST", "/requests", { ...body, planned_date }));
    }
  }

  #count(move: RobotMove, { status }: RobotAnswer): void {
    this.#moves[move] += 1;
    if (status < 200 || status >= 300) this.#refused += 1;
  }

  /** What there is to buy; undefined when the product cannot be read just now. */
  async #openShop(): Promise<Shop | undefined> {
    if (this.#shop !== undefined) return this.#shop;
    const { productId = DEFAULT_PRODUCT_ID } = this.#options;
    const { connectionId = DEFAULT_CONNECTION_ID } = this.#options;
    const { marketplaceId = DEFAULT_MARKETPLACE_ID } = this.#options;
    const items = await this.#parts.call("GET", `/products/${productId}/items`);
    const parameters = await this.#parts.call("GET", `/products/${productId}/parameters`);
    if (!Array.isArray(items.body) || !Array.isArray(parameters.body)) return undefined;
    this.#shop = {
      productId,
      connectionId,
      marketplaceId,
      items: items.body as readonly unknown[],
      parameters: parameters.body as readonly unknown[],
    };
    return this.#shop;
  }
}

/** The subscription an order made, or had made before in a run this one repeats. */
function subscriptionIn({ status, body }: RobotAnswer): string | undefined {
  if (status === 201) return textAt(objectAt(body, "asset"), "id");
  return status === 409 ? textAt(objectAt(body, "params"), "asset_id") : undefined;
}

function openRequestIn(asset: unknown): OpenRequest | undefined {
  const pending = objectAt(asset, "pending_request");
  const id = textAt(pending, "id");
  if (id === undefined) return undefined;
  return { id, type: textAt(pending, "type") ?? "", status: textAt(pending, "status") ?? "" };
}
