import { seededRandom } from "../../http/seeded-random.ts";
import { RandomPace } from "../../robot/random-pace.ts";
import { chosenMove } from "../../robot/robot-moves.ts";
import type { Clock } from "../../system-clock.ts";
import type { Timers } from "../../time/timers.ts";
import type { CleverbridgeControl } from "../control/cleverbridge-control.ts";
import type { Order } from "../customers/buy.ts";
import type { CustomerControl } from "../customers/customer-control.ts";
import type { SubscriptionRecord } from "../documents/subscription-record.ts";
import { activeItems } from "../records.ts";
import { ResultRefusal } from "../result-refusal.ts";
import { customerMoves, noCustomerMoves, type CustomerMove } from "./customer-moves.ts";
import { robotOrder } from "./robot-order.ts";

export interface CustomerRobotOptions {
  /** Moves a second of the simulator's time, on average; they come at random, as customers do. */
  readonly rate: number;
  /** Default the simulator's. The same seed and the same doings of the client give the same moves. */
  readonly seed?: number;
  /** With so many subscriptions that are not over no more are bought. Default 1000. */
  readonly mostSubscriptions?: number;
}

/** What the robot has done so far. */
export interface CustomerRobotTally {
  readonly isRunning: boolean;
  readonly moves: Readonly<Record<CustomerMove, number>>;
  /** Moves that could not be made after all, such as a chargeback where all was paid back. */
  readonly refused: number;
  /** The subscriptions it bought. */
  readonly subscriptions: number;
}

interface Parts {
  readonly buy: (order: Order) => string;
  /** A subscription as it is now; undefined when it is gone. */
  readonly look: (id: string) => SubscriptionRecord | undefined;
  readonly customer: CustomerControl;
  readonly control: CleverbridgeControl;
  readonly timers: Timers;
  readonly clock: Clock;
  readonly seed: number;
}

/** How many subscriptions are looked at before a move is given up for lack of anything to do. */
const LOOKS = 4;

/** Plays the customers on cleverbridge's own pages, and the banks behind them. */
export class CustomerRobot {
  readonly #parts: Parts;
  readonly #most: number;
  readonly #seed: number;
  readonly #random: () => number;
  readonly #moves = noCustomerMoves();
  readonly #pace: RandomPace;
  /** Those with which there may be something to do. */
  #subscriptions: string[] = [];
  #bought = 0;
  #refused = 0;

  constructor(
    parts: Parts,
    { rate, seed = parts.seed, mostSubscriptions = 1000 }: CustomerRobotOptions,
  ) {
    this.#parts = parts;
    this.#most = mostSubscriptions;
    this.#seed = seed;
    this.#random = seededRandom(seed);
    const { timers, clock } = parts;
    this.#pace = new RandomPace({
      timers,
      clock,
      random: this.#random,
      rate,
      move: () => this.#move(),
    });
  }

  /** Makes no more moves. */
  stop(): void {
    this.#pace.stop();
  }

  tally(): CustomerRobotTally {
    return {
      isRunning: this.#pace.isRunning,
      moves: { ...this.#moves },
      refused: this.#refused,
      subscriptions: this.#bought,
    };
  }

  #move(): void {
    const mayBuy = this.#subscriptions.length < this.#most;
    if (mayBuy && (this.#subscriptions.length === 0 || this.#random() < 0.3)) this.#buy();
    else if (!this.#moveOn() && mayBuy) this.#buy();
  }

  #buy(): void {
    this.#bought += 1;
    const order = robotOrder(this.#bought, this.#seed, this.#random);
    this.#moves[order.payment === undefined ? "buy" : "buy-offline"] += 1;
    this.#subscriptions.push(this.#parts.buy(order));
  }

  /** Does something with one of the subscriptions; false when there is nothing to do with those looked at. */
  #moveOn(): boolean {
    for (let look = 0; look < LOOKS && this.#subscriptions.length > 0; look += 1) {
      const index = Math.floor(this.#random() * this.#subscriptions.length);
      const id = this.#subscriptions[index] ?? "";
      const record = this.#parts.look(id);
      const move =
        record === undefined ? undefined : chosenMove(customerMoves(record), this.#random);
      if (record === undefined || move === undefined) {
        this.#subscriptions.splice(index, 1);
        continue;
      }
      this.#moves[move] += 1;
      this.#try(move, record);
      return true;
    }
    return false;
  }

  #try(move: CustomerMove, record: SubscriptionRecord): void {
    try {
      this.#do(move, record);
    } catch (error) {
      if (!(error instanceof ResultRefusal)) throw error;
      this.#refused += 1;
    }
  }

  #do(move: CustomerMove, record: SubscriptionRecord): void {
    const { customer, control } = this.#parts;
    const { id } = record;
    if (move === "pay") customer.pay(id);
    else if (move === "renewal-off") customer.switchRenewal(id, "Manual");
    else if (move === "renewal-on") customer.switchRenewal(id, "Automatic");
    else if (move === "reinstate-items") customer.reinstateItems(id);
    else if (move === "cancel-items") customer.cancelItems(id, this.#someItems(record));
    else if (move === "decline") control.payments(id, [this.#declined()]);
    else if (move === "chargeback") control.chargeback(id);
    else if (move === "contact") {
      const EMail = `moved-${Math.floor(this.#random() * 1000)}@customer.example`;
      customer.changeContact(id, "DeliveryContact", { EMail });
    }
  }

  /** One of the active items. */
  #someItems(record: SubscriptionRecord): readonly number[] {
    const numbers = activeItems(record).map(({ runningNo }) => runningNo);
    return numbers.slice(Math.floor(this.#random() * numbers.length)).slice(0, 1);
  }

  #declined() {
    return this.#random() < 0.5
      ? ("declined" as const)
      : { paidAfterDays: 1 + Math.floor(this.#random() * 12) };
  }
}
