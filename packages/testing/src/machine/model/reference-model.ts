import type {
  Item,
  Parameters,
  RequestFact,
  SubscriptionEvent,
  SubscriptionStatus,
} from "@tenure/machine";

import { commandRefused } from "./command-reference.ts";
import { isEnd, lifecycleAfter, mayBeDraft, shownBy } from "./lifecycle-reference.ts";
import { isOf, RequestReference, type EventOf, type Open } from "./request-reference.ts";

const isOver = (status: string): boolean => status === "terminated" || status === "discarded";

/** The types that bring items or parameters when they are approved in this status. */
function bringsIn(status: string): readonly string[] {
  if (status === "draft") return ["purchase"];
  const brings = ["change", "adjustment", "renew", "transfer"];
  if (status === "processing") return ["purchase", ...brings];
  return ["active", "suspended", "terminating"].includes(status) ? brings : [];
}

/**
 * A subscription by the tables of the manual, kept apart from the chart: what becomes of it by an event,
 * as one word for the verdict and the names of the effects in their order.
 */
export class ReferenceModel extends RequestReference {
  status: "new" | SubscriptionStatus = "new";
  canceledFrom: "active" | "suspended" = "active";
  renewal = "automatic";
  items = new Map<string, Item["status"]>();
  parameters: Parameters = {};
  waiting: RequestFact[] = [];
  readonly ended = new Map<string, string>();
  latestEnd = "";

  get requestState(): string {
    return this.open?.step ?? (this.isOrdering ? "none.ordering" : "none.idle");
  }

  /** Takes an event in; gives the expected verdict and effects. */
  apply(event: SubscriptionEvent): {
    readonly verdict: string;
    readonly effects: readonly string[];
  } {
    this.effects = [];
    const verdict = this.#verdictOf(event);
    return { verdict, effects: this.effects };
  }

  #verdictOf(event: SubscriptionEvent): string {
    if (isOf("request", event)) return this.#fact(event);
    if (isOf("answer", event)) return this.answer(event);
    if (isOf("command", event)) return this.#command(event);
    if (event.type === "subscription.adopted") return this.#adopted(event);
    if (event.type === "effect.failed") return this.failed(event);
    if (event.type === "timer.due") return this.due(event);
    if (event.type === "renewal.changed") return this.#renews(event);
    if (event.type === "capabilities.changed") return this.#switches(event);
    return this.operator(event.type);
  }

  #renews({ renewal }: EventOf<"renewal">): string {
    const isSame = this.renewal === renewal;
    this.renewal = renewal;
    return isSame ? "unchanged, known" : "moved";
  }

  #switches({ capabilities }: EventOf<"capabilities">): string {
    const isSame = JSON.stringify(this.terms.capabilities) === JSON.stringify(capabilities);
    this.terms = { ...this.terms, capabilities };
    return isSame ? "unchanged, known" : "moved";
  }

  #fact(fact: RequestFact): string {
    const seen = this.#seenBefore(fact);
    if (seen !== undefined) return seen;
    const { status } = this;
    if (!this.#isOvertaken(fact)) this.#live(fact);
    const isTaken = this.#take(fact, shownBy(fact), isOver(status));
    if (isTaken || this.status !== status) return "moved";
    const isOther = this.open?.id !== fact.request.id;
    const isPast = isEnd(shownBy(fact)) && isOver(status) && isOther;
    return isPast || this.#shown(fact) === shownBy(fact) ? "unchanged, known" : "refused, drift";
  }

  /** The request is over already, or was last seen later than the fact is old. */
  #seenBefore(fact: RequestFact): string | undefined {
    const outcome = this.ended.get(fact.request.id);
    if (outcome === undefined) return this.#seenLater(fact);
    const shown = shownBy(fact);
    return isEnd(shown) && shown !== outcome ? "refused, drift" : "unchanged, known";
  }

  #seenLater(fact: RequestFact): string | undefined {
    const { id, updatedAt: at } = fact.request;
    const inProgress = this.open?.id === id ? this.open : undefined;
    const seenAt = inProgress === undefined ? this.#waits(fact)?.request.updatedAt : inProgress.at;
    if (at === undefined || seenAt === undefined || at >= seenAt) return undefined;
    return inProgress?.shown === shownBy(fact) ? "unchanged, known" : "unchanged, stale";
  }

  #waits({ request }: RequestFact): RequestFact | undefined {
    return this.waiting.find((waiting) => waiting.request.id === request.id);
  }

  /** Where the fact's request was last shown, while it has not ended. */
  #shown(fact: RequestFact): string | undefined {
    if (this.open?.id === fact.request.id) return this.open.shown;
    const waiting = this.#waits(fact);
    return waiting && shownBy(waiting);
  }

  /** An end older than the last one, of a request that is not in progress: a later one has its say. */
  #isOvertaken(fact: RequestFact): boolean {
    const { id, updatedAt: at } = fact.request;
    const isOlder = at !== undefined && at < this.latestEnd;
    return isEnd(shownBy(fact)) && this.open?.id !== id && isOlder;
  }

  /** The lifecycle's side of a fact. */
  #live(fact: RequestFact): void {
    const { status } = this;
    const { type } = fact.request;
    Object.assign(this, lifecycleAfter(this, fact, this.terms));
    if (status === "new" && this.status !== "new") this.#hold(fact.request);
    else if (shownBy(fact) === "approved" && bringsIn(status).includes(type)) {
      // An adjustment corrects parameters; what it shows of items may be old.
      const { parameters } = fact.request;
      this.#hold(type === "adjustment" ? { parameters } : fact.request);
    }
  }

  #hold({
    items,
    parameters,
  }: {
    items?: Item[] | undefined;
    parameters?: Parameters | undefined;
  }) {
    if (items !== undefined) this.items = new Map(items.map((item) => [item.id, item.status]));
    if (parameters !== undefined) this.parameters = parameters;
  }

  /** The request's side of a fact: whether the record took it in. */
  #take(fact: RequestFact, shown: string, wasOver: boolean): boolean {
    if (this.open?.id === fact.request.id) return this.#move(this.open, fact, shown);
    const before = this.#waits(fact);
    if (shown === "discarded") return before?.type === "request.draft" && this.#end(fact, shown);
    if (this.open === undefined && wasOver) return false;
    if (isEnd(shown)) return this.#end(fact, shown) && this.#endOrder(fact);
    if (this.open === undefined) return this.#begin(fact, shown);
    return !wasOver && this.#wait(fact, shown, before);
  }

  /** What was ordered has ended before it was seen. */
  #endOrder({ request: { ordered, type } }: RequestFact): boolean {
    if (ordered !== true || this.ordering !== type || !this.isOrdering) return true;
    this.ordering = undefined;
    this.takeUp();
    return true;
  }

  /** Only one can be in progress: another waits, by the same rules of what may follow what. */
  #wait(fact: RequestFact, shown: string, before: RequestFact | undefined): boolean {
    const mayFollow = before?.type !== fact.type && before?.type !== "request.revoking";
    const mayBegin =
      shown !== "draft" || (before === undefined && mayBeDraft(fact.request.type, this.terms));
    if (!mayFollow || !mayBegin) return false;
    this.waiting = [...this.waiting.filter((waiting) => waiting !== before), fact];
    this.effects.push("readRequest");
    return true;
  }

  #begin({ request }: RequestFact, shown: string): boolean {
    const { id, type, updatedAt: at } = request;
    // One that waits was let in before, whatever became of the capability since.
    const isLetIn = this.waiting.some((waiting) => waiting.request.id === id);
    if (shown === "draft" && !isLetIn && !mayBeDraft(type, this.terms)) return false;
    this.waiting = this.waiting.filter((waiting) => waiting.request.id !== id);
    const isOrdered = this.ordering === type;
    this.ordering = undefined;
    this.open = { id, type, shown, at, step: "", isOrdered };
    this.show(this.open, shown);
    return true;
  }

  #move(open: Open, fact: RequestFact, shown: string): boolean {
    if (shown === "discarded" && open.step !== "draft") return false;
    if (isEnd(shown)) return this.#end(fact, shown);
    if (shown === open.shown || shown === "draft" || open.shown === "revoking") return false;
    open.at = fact.request.updatedAt ?? open.at;
    this.show(open, shown);
    return true;
  }

  #end({ request }: RequestFact, outcome: string): boolean {
    const { id, updatedAt: at } = request;
    this.ended.set(id, outcome);
    this.waiting = this.waiting.filter((waiting) => waiting.request.id !== id);
    if (at !== undefined && at > this.latestEnd) this.latestEnd = at;
    if (this.open?.id !== id) return true;
    this.leave(this.open);
    this.open = undefined;
    this.takeUp();
    return true;
  }

  /** The request that has waited longest, of those that may be taken up. */
  protected override takeUp(): void {
    if (isOver(this.status)) return;
    for (const fact of this.waiting) {
      this.#live(fact);
      if (this.#begin(fact, shownBy(fact))) return;
    }
  }

  #adopted(event: EventOf<"subscription">): string {
    if (this.status !== "new" && !event.forced) {
      return this.status === event.status ? "unchanged, known" : "refused, drift";
    }
    this.status = event.status;
    this.canceledFrom = "active";
    this.#hold(event);
    if (event.forced && isOver(event.status)) {
      if (this.open !== undefined) this.leave(this.open);
      this.open = undefined;
      this.ordering = undefined;
      this.waiting = [];
    }
    return "moved";
  }

  #command(event: EventOf<"command">): string {
    const refused = commandRefused(this, event);
    if (refused !== undefined) return `refused, ${refused}`;
    if (event.type === "command.bill") this.effects.push("createBillingRequest");
    else if (event.type === "command.setRenewal") this.effects.push("switchRenewal");
    else if (event.type === "command.revoke") this.effects.push("revokeRequest");
    else {
      this.ordering = event.type === "command.adjust" ? "adjustment" : event.type.slice(8);
      this.effects.push("createRequest");
    }
    return "moved";
  }
}
