import type { CommandEngine, CommandResult } from "@tenure/cleverbridge";
import type { Clock } from "@tenure/engine";
import type { CleverbridgeSimulator, Order } from "@tenure/simulator/cleverbridge";

import { customerCommands } from "./customer-commands.ts";
import type { Move } from "./history.ts";
import { platformActs } from "./platform-acts.ts";
import type { Trace } from "./trace.ts";

export interface CustomerParts {
  readonly simulator: CleverbridgeSimulator;
  /** At least one. */
  readonly orders: readonly Order[];
  readonly clock: Clock;
  readonly trace: Trace;
}

/** Buys, and asks for what customers ask for, through Tenure and on the platform's own pages. */
export class Customer {
  readonly #parts: CustomerParts;
  readonly #subscriptions: string[] = [];

  constructor(parts: CustomerParts) {
    this.#parts = parts;
  }

  /** Whether anything came of it. */
  async makes(move: Move, engine: CommandEngine): Promise<boolean> {
    if (move.do === "purchase") return this.#buys(move);
    const subscriptionId = this.#subscriptions[move.subscription % this.#subscriptions.length];
    if (subscriptionId === undefined) return false;
    const command = move.elsewhere ? undefined : customerCommands[move.do];
    if (command === undefined) return this.#acts(move, subscriptionId);
    const { clock, orders } = this.#parts;
    const asked = await command(engine, { move, subscriptionId, now: clock.now(), orders });
    return this.#told(move, subscriptionId, asked);
  }

  #buys({ order: index }: Move): boolean {
    const { orders, simulator, trace } = this.#parts;
    const order = orders[index % orders.length];
    if (order === undefined) return false;
    const id = simulator.buy(order);
    this.#subscriptions.push(id);
    const told = { ...order, customerReferenceId: undefined, managementModel: undefined };
    trace.arrow("Customer", "cleverbridge", `purchases S${id} ${JSON.stringify(told)}`);
    return true;
  }

  #told(move: Move, id: string, result: CommandResult): boolean {
    const answer = result.type === "refused" ? `refused, ${result.code}` : "accepted";
    this.#parts.trace.arrow("Customer", "Tenure", `${move.do} of S${id}: ${answer}`);
    return result.type !== "refused" || result.code !== "subscription_unknown";
  }

  #acts(move: Move, id: string): boolean {
    const act = platformActs[move.do];
    if (act === undefined) return false;
    try {
      act(this.#parts.simulator, id, move);
    } catch {
      return false;
    }
    this.#parts.trace.arrow("Customer", "cleverbridge", `${move.do} of S${id}`);
    return true;
  }
}
