import { requestTypes, type AdapterEffectType, type SubscriptionEvent } from "@tenure/machine";

import type { Terms } from "./lifecycle-reference.ts";

/** A request as it was last seen, and what answering it is at. */
export interface Open {
  readonly id: string;
  readonly type: string;
  shown: string;
  at: string | undefined;
  step: string;
  /** A command of the record's own asked for it. */
  readonly isOrdered: boolean;
  gaveUp?: string;
}

export type EventOf<Prefix extends string> = Extract<
  SubscriptionEvent,
  { type: `${Prefix}.${string}` }
>;

/** Narrows an event to those of a kind. */
export const isOf = <Prefix extends string>(
  prefix: Prefix,
  event: SubscriptionEvent,
): event is EventOf<Prefix> => event.type.startsWith(`${prefix}.`);

/** What each step asks for when it is entered. */
export const asks: Readonly<Record<string, AdapterEffectType | "startTimer">> = {
  "pending.fulfilling": "fulfillRequest",
  "pending.approving": "approveRequest",
  "pending.failing": "failRequest",
  "pending.asking": "inquireRequest",
  "pending.scheduling": "scheduleRequest",
  "pending.postponed": "startTimer",
  scheduled: "startTimer",
  revoking: "confirmRevocation",
};
const answered: Readonly<Record<string, string>> = {
  "answer.approve": "pending.approving",
  "answer.reject": "pending.failing",
  "answer.inquire": "pending.asking",
  "answer.schedule": "pending.scheduling",
  "answer.postpone": "pending.postponed",
};
const beside = new Set(["readRequest", "revokeRequest", "createBillingRequest", "switchRenewal"]);
const isSupported = (type: string): boolean => (requestTypes as readonly string[]).includes(type);

/**
 * Answering the request in progress, by the manual: fulfilled by the handler, then confirmed by the
 * platform; stuck when an effect failed for good, until an operator says how to go on.
 */
export abstract class RequestReference {
  open: Open | undefined;
  /** The type of request a command asked for that is not seen yet. */
  ordering: string | undefined;
  terms: Terms;
  protected effects: string[] = [];

  constructor(terms: Terms) {
    this.terms = terms;
  }

  get isOrdering(): boolean {
    return this.ordering !== undefined;
  }

  /** A request that waits is taken up, when nothing is in progress. */
  protected abstract takeUp(): void;

  protected enter(open: Open, step: string): void {
    this.leave(open);
    open.step = step;
    const asked = asks[step];
    if (asked !== undefined) this.effects.push(asked);
  }

  protected leave(open: Open): void {
    if (open.step === "pending.postponed" || open.step === "scheduled") {
      this.effects.push("cancelTimer");
    }
  }

  protected show(open: Open, shown: string): void {
    open.shown = shown;
    if (shown !== "pending") return this.enter(open, shown);
    if (isSupported(open.type)) return this.enter(open, "pending.fulfilling");
    open.gaveUp = "pending.fulfilling";
    return this.enter(open, "stuck");
  }

  protected answer(event: EventOf<"answer">): string {
    const { open } = this;
    const late = event.by === "operator" ? "refused, answer_not_allowed" : "unchanged, late";
    const step = answered[event.type];
    if (open?.id !== event.requestId || step === undefined) return late;
    const fits = this.#fits(event.type, open.type);
    if (open.step === "pending.fulfilling") {
      if (!fits) open.gaveUp = "pending.fulfilling";
      this.enter(open, fits ? step : "stuck");
      return "moved";
    }
    if (event.by !== "operator" || !fits || !isSupported(open.type)) return late;
    if (!this.#mayAnswerByHand(open, event.type)) return late;
    this.enter(open, step);
    return "moved";
  }

  #orderFailed(effect: string): string {
    if (effect !== "createRequest" || !this.isOrdering) return "unchanged, late";
    this.ordering = undefined;
    this.takeUp();
    return "moved";
  }

  #mayAnswerByHand(open: Open, answer: string): boolean {
    const mayReject = answer === "answer.reject" && this.terms.decisions.rejectWhileInquiring;
    if (open.shown === "inquiring") return ["inquiring", "stuck"].includes(open.step) && mayReject;
    return open.step === "stuck" && open.shown === "pending";
  }

  #fits(answer: string, type: string): boolean {
    if (answer === "answer.inquire") return !["suspend", "resume", "cancel"].includes(type);
    if (answer !== "answer.schedule") return true;
    return new Map(Object.entries(this.terms.capabilities.scheduling)).get(type) === true;
  }

  protected failed(event: EventOf<"effect">): string {
    if (beside.has(event.effect)) return "moved";
    const { open } = this;
    if (event.requestId !== undefined && event.requestId !== open?.id) return "unchanged, late";
    if (open === undefined) return this.#orderFailed(event.effect);
    if (asks[open.step] !== event.effect) return "unchanged, late";
    open.gaveUp = open.step;
    this.enter(open, "stuck");
    return "moved";
  }

  protected due(event: EventOf<"timer">): string {
    const { open } = this;
    const awaited = open?.step === "pending.postponed" ? "postponement" : "schedule";
    if (open?.id !== event.requestId || event.timer !== awaited) return "unchanged, late";
    if (open.step === "scheduled") {
      this.effects.push("readRequest", "startTimer");
      return "moved";
    }
    if (open.step !== "pending.postponed" && open.step !== "pending.scheduling") {
      return "unchanged, late";
    }
    this.enter(open, "pending.fulfilling");
    return "moved";
  }

  protected operator(event: string): string {
    const { open } = this;
    if (event === "operator.retry" && open?.step === "pending.postponed") {
      this.enter(open, "pending.fulfilling");
      return "moved";
    }
    if (open?.step !== "stuck") return "refused, not_in_this_state";
    if (event === "operator.skip") this.effects.push("readRequest");
    else if (isSupported(open.type)) this.enter(open, open.gaveUp ?? "");
    else return "refused, not_in_this_state";
    return "moved";
  }
}
