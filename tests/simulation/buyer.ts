import type { Distributor, ShownRequest } from "./distributor.ts";
import { askedParameter, noteFor } from "./handlers.ts";
import type { Life } from "./life.ts";
import type { Operator } from "./operator.ts";
import { productIds } from "./products.ts";
import type { SeededRandom } from "./seeded-random.ts";
import type { SimulatedPlatform } from "./simulated-platform.ts";
import type { Step, Story } from "./stories.ts";
import type { StoryBook } from "./story-book.ts";

const unknownAsset = "AS-9000-0000-000";

/** Customers take longer to fill a form in than calls take to fail, in milliseconds. */
const thought = { least: 20_000, most: 30_000 };

export function isOpen({ status }: Pick<ShownRequest, "status">): boolean {
  return !["approved", "failed", "revoked"].includes(status);
}

export interface BuyerParts {
  readonly life: Life;
  readonly distributor: Distributor;
  readonly platform: SimulatedPlatform;
  readonly operator: Operator;
  readonly book: StoryBook;
  readonly random: SeededRandom;
}

/** Plays one story on the platform, step by step. */
export class Buyer {
  readonly #parts: BuyerParts;
  readonly #story: Story;
  #assetId = "";

  constructor(parts: BuyerParts, story: Story) {
    this.#parts = parts;
    this.#story = story;
  }

  async play(): Promise<void> {
    await this.#pause(0, 5000);
    for (const step of this.#story.steps) {
      this.#parts.life.note(`${this.#story.name}: ${JSON.stringify(step)}`);
      await this.#take(step);
      await this.#pause(0, 3000);
    }
    this.#parts.life.note(`${this.#story.name} is over`);
  }

  async #take(step: Step): Promise<void> {
    const { distributor, operator } = this.#parts;
    switch (step.do) {
      case "purchase":
        await this.#purchase(step);
        break;
      case "order":
        await this.#order(step);
        break;
      case "adjust": {
        const before = (await distributor.statusesOf(this.#assetId)).length;
        const letter = await operator.adjust(this.#assetId);
        await this.#until(
          async () => (await distributor.statusesOf(this.#assetId)).length > before,
        );
        await this.#allEnded();
        if (this.#parts.random.chance(0.4)) await operator.sendAgain(letter);
        break;
      }
      case "changeBesideAdjustment":
        await this.#until(async () => {
          return (await distributor.order(this.#assetId, "change", this.#quantity())) !== undefined;
        });
        await distributor.adjust(this.#assetId, `admin-${this.#quantity()}@example.com`);
        await this.#allEnded();
        break;
      case "leaveInquiring":
      case "leaveScheduled": {
        await distributor.order(this.#assetId, "change", this.#quantity());
        const resting = step.do === "leaveInquiring" ? "inquiring" : "scheduled";
        await this.#until(async () => {
          const requests = await distributor.statusesOf(this.#assetId);
          return requests.at(-1)?.status === resting;
        });
        break;
      }
      case "receiveUnknown":
        this.#receiveUnknown();
        break;
    }
  }

  async #purchase(step: Extract<Step, { do: "purchase" }>): Promise<void> {
    const { distributor, book } = this.#parts;
    const { name, product } = this.#story;
    const request = await distributor.purchase(name, product, step.draft !== undefined);
    this.#assetId = request.asset.id;
    book.enter(this.#assetId, this.#story);
    if (step.draft !== undefined) {
      await this.#pause(0, 12_000);
      if (step.draft === "discarded") {
        await distributor.call("DELETE", `/requests/${request.id}`);
        return;
      }
      await distributor.call("POST", `/requests/${request.id}/purchase`, {});
    }
    if (step.revoked) await this.#revoke(request.id);
    await this.#allEnded();
  }

  async #order({ type, revoked }: Extract<Step, { do: "order" }>): Promise<void> {
    const { distributor } = this.#parts;
    const quantity = type === "change" ? this.#quantity() : undefined;
    const request = await distributor.order(this.#assetId, type, quantity);
    if (request === undefined) throw new Error(`The platform does not take ${type} of the story.`);
    if (revoked) await this.#revoke(request.id);
    await this.#allEnded();
  }

  /** Takes the request back once it is scheduled, unless it has ended before. */
  async #revoke(requestId: string): Promise<void> {
    const { distributor } = this.#parts;
    await this.#until(async () => {
      const request = await distributor.request(requestId);
      if (request === undefined || !isOpen(request)) return true;
      if (request.status !== "scheduled") return false;
      await distributor.call("POST", `/requests/${requestId}/revoke`, { reason: "Not wanted." });
      return true;
    });
  }

  /** Waits until no request is open, and answers what the customer is asked meanwhile. */
  async #allEnded(): Promise<void> {
    const { distributor, operator } = this.#parts;
    await this.#until(async () => {
      const open = (await distributor.statusesOf(this.#assetId)).filter(isOpen);
      for (const { id, status } of open) {
        if (status === "inquiring") await this.#answer(id);
        else await operator.repair(this.#assetId, id);
      }
      return open.length === 0;
    });
  }

  async #answer(requestId: string): Promise<void> {
    const { distributor } = this.#parts;
    await this.#pause(thought.least, thought.most);
    const url = (await distributor.request(requestId))?.params_form_url;
    if (url === undefined) return;
    const code = new URL(url).searchParams.get("code") ?? "";
    const params = [{ id: askedParameter, value: noteFor(requestId) }];
    await distributor.call("POST", `/requests/${requestId}/pend?code=${code}`, {
      asset: { params },
    });
  }

  #receiveUnknown(): void {
    const { platform, book } = this.#parts;
    this.#assetId = `${unknownAsset}${this.#story.name.slice(-1)}`;
    book.enter(this.#assetId, this.#story);
    const body = {
      id: this.#assetId.replace("AS", "PR").concat("-001"),
      type: "teleport",
      status: "pending",
      asset: {
        id: this.#assetId,
        status: "active",
        external_id: this.#story.name,
        product: { id: productIds[this.#story.product] },
        items: [{ id: "SEATS", quantity: "3" }],
        params: [],
      },
    };
    platform.simulator.load([{ source: this.#story.name, body }]);
  }

  /** Another quantity than the subscription has. */
  #quantity(): number {
    return 10 + this.#parts.random.below(9000);
  }

  async #until(condition: () => Promise<boolean>): Promise<void> {
    while (!(await condition())) await this.#pause(500, 5000);
  }

  async #pause(least: number, most: number): Promise<void> {
    await this.#parts.life.clock.sleep(this.#parts.random.between(least, most));
  }
}
