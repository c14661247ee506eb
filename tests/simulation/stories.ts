import type { SeededRandom } from "./seeded-random.ts";

/** What the vendor does about one request. */
export interface RequestPlan {
  readonly verdict: "approve" | "reject";
  /** So many times the vendor's service fails first. */
  readonly throws: number;
  /** So many times it takes longer than an attempt may take. */
  readonly slow: number;
  /** The answer comes so many milliseconds after the first question; until then it is postponed. */
  readonly postponed: number;
  /** The customer is asked for something first. */
  readonly inquires: boolean;
  /** Put off by so many milliseconds when it is first seen. */
  readonly scheduled: number;
  /** It fails until an operator has it repaired. */
  readonly broken: boolean;
}

type BuyerType = "change" | "suspend" | "resume" | "cancel";

/** What happens next to a subscription. Each step waits until the one before is over. */
export type Step =
  | {
      readonly do: "purchase";
      readonly draft?: "submitted" | "discarded";
      readonly revoked: boolean;
    }
  | { readonly do: "order"; readonly type: BuyerType; readonly revoked: boolean }
  /** The vendor corrects a parameter, by a command to the engine. */
  | { readonly do: "adjust" }
  /** The vendor opens an adjustment on the platform while a change is open: two requests at once. */
  | { readonly do: "changeBesideAdjustment" }
  /** The customer never answers what they are asked. */
  | { readonly do: "leaveInquiring" }
  /** Put off to a day that does not come in this world. */
  | { readonly do: "leaveScheduled" }
  /** The platform shows a request of a type that nobody has heard of. */
  | { readonly do: "receiveUnknown" };

/** One subscription's story. */
export interface Story {
  /** The subscription's external id. */
  readonly name: string;
  readonly product: "full" | "bare";
  readonly steps: readonly Step[];
  /** By the running number of the request, from 1. */
  readonly plans: readonly RequestPlan[];
}

const plain: RequestPlan = {
  verdict: "approve",
  throws: 0,
  slow: 0,
  postponed: 0,
  inquires: false,
  scheduled: 0,
  broken: false,
};

const askable: ReadonlySet<string> = new Set(["purchase", "change", "adjustment"]);
const dayAhead = 86_400_000;

class StoryTeller {
  readonly steps: Step[] = [];
  readonly plans: RequestPlan[] = [];
  readonly #random: SeededRandom;
  readonly #product: Story["product"];

  constructor(random: SeededRandom, product: Story["product"]) {
    this.#random = random;
    this.#product = product;
  }

  tell(): void {
    if (this.#random.chance(0.04)) {
      this.#add({ do: "receiveUnknown" }, plain);
      return;
    }
    let status: "active" | "suspended" | "over" = this.#purchase();
    for (let left = this.#random.below(4); left > 0 && status !== "over"; left -= 1) {
      status = status === "active" ? this.#whileActive() : this.#whileSuspended();
    }
    if (status === "active" && this.#random.chance(0.12)) this.#leave();
  }

  #add(step: Step, ...plans: readonly RequestPlan[]): void {
    this.steps.push(step);
    this.plans.push(...plans);
  }

  #purchase(): "active" | "over" {
    const random = this.#random;
    const isFull = this.#product === "full";
    if (isFull && random.chance(0.06)) {
      this.#add({ do: "purchase", draft: "discarded", revoked: false }, plain);
      return "over";
    }
    if (isFull && random.chance(0.08)) {
      this.#add({ do: "purchase", revoked: true }, { ...plain, scheduled: 90_000 });
      return "over";
    }
    const plan = this.#plan("purchase");
    const draft = isFull && random.chance(0.15) ? ({ draft: "submitted" } as const) : {};
    this.#add({ do: "purchase", ...draft, revoked: false }, plan);
    return plan.verdict === "approve" ? "active" : "over";
  }

  #whileActive(): "active" | "suspended" | "over" {
    const random = this.#random;
    const isFull = this.#product === "full";
    const type = random.pick([
      "change",
      "change",
      "adjust",
      "beside",
      "suspend",
      "cancel",
    ] as const);
    if (type === "adjust") {
      this.#add({ do: "adjust" }, this.#plan("adjustment"));
      return "active";
    }
    if (type === "beside" && isFull) {
      // Asking the customer would let the other request end first: their order is not told then.
      const plans = [this.#plan("change"), this.#plan("adjustment")] as const;
      this.#add({ do: "changeBesideAdjustment" }, ...plans);
      return "active";
    }
    if (type === "suspend" || type === "cancel") {
      const plan = this.#plan(type);
      this.#add({ do: "order", type, revoked: false }, plan);
      if (plan.verdict === "reject") return "active";
      if (type === "cancel") return "over";
      return isFull ? "suspended" : "active";
    }
    const revoked = isFull && random.chance(0.2);
    const plan = revoked ? { ...plain, scheduled: 90_000 } : this.#plan("change");
    this.#add({ do: "order", type: "change", revoked }, plan);
    return "active";
  }

  #whileSuspended(): "active" | "suspended" | "over" {
    const type = this.#random.chance(0.75) ? "resume" : "cancel";
    const plan = this.#plan(type);
    this.#add({ do: "order", type, revoked: false }, plan);
    if (plan.verdict === "reject") return "suspended";
    return type === "resume" ? "active" : "over";
  }

  #leave(): void {
    if (this.#product === "full" && this.#random.chance(0.5)) {
      this.#add({ do: "leaveScheduled" }, { ...plain, scheduled: dayAhead });
    } else {
      this.#add({ do: "leaveInquiring" }, { ...plain, inquires: true });
    }
  }

  #plan(type: string): RequestPlan {
    const random = this.#random;
    return {
      verdict: random.chance(0.85) ? "approve" : "reject",
      throws: random.chance(0.15) ? random.between(1, 2) : 0,
      slow: random.chance(0.08) ? 1 : 0,
      postponed: random.chance(0.15) ? random.between(500, 20_000) : 0,
      inquires: askable.has(type) && random.chance(0.15),
      scheduled:
        this.#product === "full" && type !== "adjustment" && random.chance(0.12)
          ? random.between(5000, 60_000)
          : 0,
      broken: random.chance(0.04),
    };
  }
}

/** The stories of one world. */
export function storiesOf(random: SeededRandom): readonly Story[] {
  return Array.from({ length: random.between(2, 5) }, (_, index): Story => {
    const product = random.chance(0.75) ? "full" : "bare";
    const teller = new StoryTeller(random, product);
    teller.tell();
    return { name: `story-${index + 1}`, product, steps: teller.steps, plans: teller.plans };
  });
}
