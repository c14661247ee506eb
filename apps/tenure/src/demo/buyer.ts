import { createHash } from "node:crypto";

import type { Clock } from "@tenure/engine";

import type { BuyerNotes } from "./buyer-notes.ts";
import type { BuyersRequest, DistributorApi } from "./distributor-api.ts";
import type { Scenario, Step } from "./scenario.ts";

/** How often the buyer's side looks at the platform, in milliseconds. */
const lookEvery = 50;

const connectionId = "CT-0000-0000-0000";
const marketplaceId = "MP-00000";

export interface BuyerOptions {
  readonly api: DistributorApi;
  readonly notes: BuyerNotes;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly productOf: (scenario: Scenario) => { readonly id: string; readonly itemId: string };
  /** Whether the engine has taken the subscription in. */
  readonly isSeen: (subscriptionId: string) => Promise<boolean>;
  /** Sends the vendor's command to the engine. */
  readonly adjust: (subscriptionId: string) => Promise<void>;
  /** Puts a request of an unknown type on the platform; gives the subscription's id. */
  readonly receiveUnknown: (scenario: Scenario) => string;
}

const isOpen = ({ status }: BuyersRequest): boolean =>
  !["approved", "failed", "revoked"].includes(status);

/** A draft is submitted when its validation found nothing, and discarded when it did. */
function expectErrors({ id, asset }: BuyersRequest, expected: boolean): void {
  const hasErrors = asset.params.some(({ value_error }) => (value_error ?? "") !== "");
  if (hasErrors !== expected) {
    throw new Error(`The validation of ${id} should ${expected ? "" : "not "}have found an error.`);
  }
}

/** A UUID that is the same in every run, as a distributor's system has one for each of its orders. */
function uuidOf(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}

/**
 * Plays the buyer's side of a scenario, step by step. Each step first looks whether it was taken before,
 * so that it can be repeated after a kill between the call and the note of it.
 */
export class Buyer {
  readonly #options: BuyerOptions;

  constructor(options: BuyerOptions) {
    this.#options = options;
  }

  /** Takes the first step only. */
  async begin(scenario: Scenario): Promise<void> {
    await this.#takeSteps(scenario, 1);
  }

  /** Takes all steps; resolves when the last is taken, or rejects when the signal aborts. */
  async play(scenario: Scenario): Promise<void> {
    await this.#takeSteps(scenario, scenario.steps.length);
  }

  async #takeSteps(scenario: Scenario, count: number): Promise<void> {
    const { notes, signal } = this.#options;
    for (const [index, step] of scenario.steps.slice(0, count).entries()) {
      if (notes.get(scenario.name).stepsDone > index) continue;
      signal.throwIfAborted();
      // oxlint-disable-next-line no-await-in-loop -- a step needs the one before
      const assetId = await this.#take(step, scenario, index);
      notes.set(scenario.name, { assetId, stepsDone: index + 1 });
    }
  }

  async #take(step: Step, scenario: Scenario, index: number): Promise<string> {
    const assetId = this.#options.notes.get(scenario.name).assetId ?? "";
    switch (step.do) {
      case "purchase":
        return this.#purchase(step, scenario);
      case "receiveUnknown":
        return this.#options.receiveUnknown(scenario);
      case "validate":
        await this.#onRequest(assetId, 1, ["draft"], async ({ id, asset }) =>
          this.#options.api.act(id, "validate", { asset: { params: asset.params } }),
        );
        return assetId;
      case "submit":
        await this.#onRequest(assetId, 1, ["draft"], async (request) => {
          expectErrors(request, false);
          await this.#options.api.act(request.id, "purchase");
        });
        return assetId;
      case "discard":
        await this.#onRequest(assetId, 1, ["draft"], async (request) => {
          expectErrors(request, true);
          // A draft that comes and goes between two polls leaves no trace to compare.
          await this.#until(async () => this.#options.isSeen(assetId));
          await this.#options.api.deleteDraft(request.id);
        });
        return assetId;
      case "answer":
        await this.#onRequest(assetId, 1, ["inquiring"], async (request) =>
          this.#fillForm(request, step.note),
        );
        return assetId;
      case "revoke":
        await this.#onRequest(assetId, 1, ["scheduled"], async ({ id }) =>
          this.#options.api.act(id, "revoke", { reason: "The customer changed their mind." }),
        );
        return assetId;
      case "order":
        await this.#order(assetId, step.type, index + 1);
        return assetId;
      case "adjust":
        await this.#ended(assetId, 1);
        await this.#options.adjust(assetId);
        await this.#ended(assetId, 2);
        return assetId;
    }
  }

  async #purchase(step: Extract<Step, { do: "purchase" }>, scenario: Scenario): Promise<string> {
    const { api, productOf } = this.#options;
    const known = await api.assetByExternalId(scenario.name);
    if (known !== undefined) return known.id;
    const product = productOf(scenario);
    const account = (role: string) => ({
      name: `Sample ${role}`,
      external_uid: uuidOf(`${scenario.name} ${role}`),
      contact_info: {
        address_line1: "Sample Street 1",
        city: "Leiden",
        country: "NL",
        postal_code: "2311",
        state: "ZH",
        contact: { first_name: "Sample", last_name: role, email: `${role}@example.com` },
      },
    });
    const request = await api.create({
      type: "purchase",
      ...(step.draft === undefined ? {} : { status: "draft" }),
      asset: {
        external_id: scenario.name,
        external_uid: uuidOf(scenario.name),
        product: { id: product.id },
        connection: { id: connectionId },
        items: [{ id: product.itemId, quantity: 3 }],
        params: [
          { id: "admin_email", value: "admin@example.com" },
          { id: "company_note", value: step.note ?? "" },
        ],
        tiers: { customer: account("customer"), tier1: account("reseller") },
      },
      marketplace: { id: marketplaceId },
    });
    return request.asset.id;
  }

  async #fillForm(request: BuyersRequest, note: string): Promise<void> {
    const code = new URL(request.params_form_url ?? "http://none.invalid").searchParams.get("code");
    await this.#options.api.act(request.id, `pend?code=${code ?? ""}`, {
      asset: { params: [{ id: "company_note", value: note }] },
    });
  }

  async #order(assetId: string, type: string, ordinal: number): Promise<void> {
    const { api } = this.#options;
    await this.#ended(assetId, ordinal - 1);
    const requests = await api.requestsOf(assetId);
    if (requests.length >= ordinal) return;
    const item = requests[0]?.asset.items[0];
    const change = { items: [{ id: item?.id, quantity: 5 }] };
    await api.create({ type, asset: { id: assetId, ...(type === "change" ? change : {}) } });
  }

  /**
   * Waits until the n-th request of the subscription is in one of the statuses and acts on it; returns
   * without acting when it is past them, or gone.
   */
  async #onRequest(
    assetId: string,
    ordinal: number,
    statuses: readonly string[],
    act: (request: BuyersRequest) => Promise<void>,
  ): Promise<void> {
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- looks, and looks again
      const request = (await this.#options.api.requestsOf(assetId))[ordinal - 1];
      if (request === undefined || !isOpen(request)) return;
      if (statuses.includes(request.status)) {
        // oxlint-disable-next-line no-await-in-loop -- the last thing the loop does
        await act(request);
        return;
      }
      // oxlint-disable-next-line no-await-in-loop -- looks, and looks again
      await this.#pause();
    }
  }

  /** Waits until the n-th request of the subscription has ended. */
  async #ended(assetId: string, ordinal: number): Promise<void> {
    await this.#until(async () => {
      const request = (await this.#options.api.requestsOf(assetId))[ordinal - 1];
      return request !== undefined && !isOpen(request);
    });
  }

  async #until(condition: () => Promise<boolean>): Promise<void> {
    // oxlint-disable-next-line no-await-in-loop -- looks, and looks again
    while (!(await condition())) await this.#pause();
  }

  async #pause(): Promise<void> {
    const { clock, signal } = this.#options;
    await clock.sleep(lookEvery, signal);
    signal.throwIfAborted();
  }
}
