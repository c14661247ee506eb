import {
  cancelItems,
  cancelSubscription,
  type CleverbridgeClient,
  CleverbridgeError,
  type CommandResult,
  type Consent,
  reinstateItems,
  withdrawCancellation,
} from "@tenure/cleverbridge";
import type { Clock, Engine, SubscriptionRecord } from "@tenure/engine";
import {
  CLEVERBRIDGE_PRODUCT_ID,
  type CleverbridgeSimulator,
} from "@tenure/simulator/cleverbridge";

import type { BuyerNotes } from "../buyer-notes.ts";
import { shownByPlatform } from "./customer-outcome.ts";
import type { CustomerScenario, CustomerStep } from "./customer-scenario.ts";

/** How often the customer looks at the engine's record, in milliseconds. */
const lookEvery = 50;

const consent: Consent = {
  identity: "sample-customer",
  text: "I agree to this change of my subscription.",
  givenAt: "2026-01-01T00:00:00Z",
};

export interface CustomerOptions {
  readonly simulator: CleverbridgeSimulator;
  readonly client: CleverbridgeClient;
  readonly engine: Engine;
  readonly notes: BuyerNotes;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

type Command = Extract<
  CustomerStep,
  { do: "cancelItems" | "reinstateItems" | "cancel" | "withdraw" }
>;

/**
 * Plays a scenario step by step: the customer on cleverbridge's pages and on the vendor's, and what becomes due
 * meanwhile. Each step looks whether it was taken before, so that it can be repeated after a kill between the
 * step and the note of it.
 */
export class Customer {
  readonly #options: CustomerOptions;

  constructor(options: CustomerOptions) {
    this.#options = options;
  }

  /** Takes the first step only. */
  async begin(scenario: CustomerScenario): Promise<void> {
    await this.#takeSteps(scenario, 1);
  }

  /** Takes all steps; resolves when the last is taken, or rejects when the signal aborts. */
  async play(scenario: CustomerScenario): Promise<void> {
    await this.#takeSteps(scenario, scenario.steps.length);
  }

  async #takeSteps(scenario: CustomerScenario, count: number): Promise<void> {
    const { notes, signal } = this.#options;
    for (const [index, step] of scenario.steps.slice(0, count).entries()) {
      const { stepsDone, assetId: id = "" } = notes.get(scenario.name);
      if (stepsDone > index) continue;
      signal.throwIfAborted();
      // oxlint-disable-next-line no-await-in-loop -- a step needs the one before
      const assetId = await this.#take(step, scenario, id, index);
      notes.set(scenario.name, { assetId, stepsDone: index + 1 });
    }
  }

  async #take(
    step: CustomerStep,
    scenario: CustomerScenario,
    id: string,
    index: number,
  ): Promise<string> {
    switch (step.do) {
      case "buy":
        return this.#buy(step, scenario);
      case "endInterval":
        await this.#endInterval(id, step.declined === true);
        return id;
      case "pay":
        await this.#pay(id);
        return id;
      case "chargeBack":
        await this.#chargeBack(id);
        return id;
      case "cancelItems":
      case "reinstateItems":
      case "cancel":
      case "withdraw":
        await this.#command(step, scenario, id, `demo-${index}`);
        return id;
    }
  }

  async #endInterval(id: string, isDeclined: boolean): Promise<void> {
    const { control } = this.#options.simulator;
    await this.#until(id, isAtRest);
    // What is over, or waits for its payment, has ended its interval before a kill.
    if (/^(?:terminated|suspended)/u.test(this.#shown(id))) return;
    if (isDeclined) control.payments(id, ["declined"]);
    control.endInterval(id);
  }

  async #pay(id: string): Promise<void> {
    await this.#until(
      id,
      ({ status }) => status === "suspended" || this.#shown(id).endsWith("renewed"),
    );
    if (this.#shown(id).startsWith("suspended")) this.#options.simulator.customer.pay(id);
  }

  async #chargeBack(id: string): Promise<void> {
    await this.#until(id, isAtRest);
    if (this.#shown(id) !== "terminated") this.#options.simulator.control.chargeback(id);
  }

  #shown(id: string): string {
    return shownByPlatform(this.#options.simulator.subscription(id));
  }

  /** What was bought before a kill, and not noted, is not bought again. */
  async #buy(
    { items, managementModel }: Extract<CustomerStep, { do: "buy" }>,
    { name }: CustomerScenario,
  ): Promise<string> {
    const { simulator } = this.#options;
    return (
      (await this.#bought(name)) ??
      simulator.buy({
        customerReferenceId: name,
        items: Array.from({ length: items }, () => ({
          productId: CLEVERBRIDGE_PRODUCT_ID,
          quantity: 1,
        })),
        ...(managementModel === undefined ? {} : { managementModel }),
      })
    );
  }

  async #bought(name: string): Promise<string | undefined> {
    try {
      const found = await this.#options.client.listForCustomer({ customerReferenceId: name });
      return found.subscriptions[0]?.id;
    } catch (error) {
      if (error instanceof CleverbridgeError && error.kind === "not_found") return undefined;
      throw error;
    }
  }

  async #command(
    step: Command,
    scenario: CustomerScenario,
    id: string,
    idempotencyKey: string,
  ): Promise<void> {
    await this.#until(id, (record) => isAtRest(record) && isModelKnown(record, scenario));
    const result = await this.#send(step, id, idempotencyKey);
    const refused = "refused" in step ? step.refused : undefined;
    const code = result.type === "refused" ? result.code : undefined;
    if (code !== refused) {
      throw new Error(
        `${step.do} of S${id}: expected ${refused ?? "no refusal"}, got ${code ?? "none"}.`,
      );
    }
    if (result.type === "refused") return;
    await this.#until(id, (record) => isCarriedOut(record, step, result.requestId));
  }

  #send(step: Command, subscriptionId: string, idempotencyKey: string): Promise<CommandResult> {
    const { engine } = this.#options;
    const command = { subscriptionId, consent, idempotencyKey };
    switch (step.do) {
      case "cancelItems":
        return cancelItems(engine, { ...command, items: step.items });
      case "reinstateItems":
        return reinstateItems(engine, { ...command, items: step.items });
      case "cancel":
        return cancelSubscription(engine, command);
      case "withdraw":
        return withdrawCancellation(engine, command);
    }
  }

  async #until(id: string, condition: (record: SubscriptionRecord) => boolean): Promise<void> {
    const { engine, clock, signal } = this.#options;
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- looks, and looks again
      const record = await engine.get(id);
      if (record !== undefined && condition(record)) return;
      // oxlint-disable-next-line no-await-in-loop -- looks, and looks again
      await clock.sleep(lookEvery, signal);
      signal.throwIfAborted();
    }
  }
}

/** Nothing was ordered that is not carried out, but for a cancel that waits for its date. */
function isAtRest({ status, requestState, awaited }: SubscriptionRecord): boolean {
  return status !== "new" && (awaited === "nobody" || requestState === "scheduled");
}

/** Only the notification of the order tells the model; until it is in, that of the configuration holds. */
function isModelKnown({ snapshot }: SubscriptionRecord, { steps }: CustomerScenario): boolean {
  const [bought] = steps;
  if (bought?.do !== "buy" || bought.managementModel === undefined) return true;
  return snapshot.context.parameters["managementModel"] === bought.managementModel;
}

/** The request has ended; a cancel waits for its date, or has had it. */
function isCarriedOut({ snapshot }: SubscriptionRecord, step: Command, requestId: string): boolean {
  const { request, ended } = snapshot.context;
  if (ended.some(({ id }) => id === requestId)) return true;
  return step.do === "cancel" && request?.id === requestId && request.shownAs === "scheduled";
}
