import type { Item, RequestFact, SubscriptionEvent, SubscriptionStatus } from "@tenure/machine";

import type { Terms } from "../model/lifecycle-reference.ts";
import { ReferenceModel } from "../model/reference-model.ts";

/** A request's status, as a fact names it after its first word. */
export type Shown = RequestFact["type"] extends `request.${infer Name}` ? Name : never;

/** What a fact may say besides its request and that request's status. */
export interface Details {
  readonly isDated: boolean;
  readonly reported?: SubscriptionStatus | undefined;
  readonly items?: Item[] | undefined;
  readonly parameters?: Record<string, string> | undefined;
  readonly isOrdered?: true | undefined;
}

const twoDigits = (number: number): string => String(number).padStart(2, "0");

/** A moment that far into the history. */
const momentOf = (tick: number): string =>
  `2026-01-01T00:${twoDigits(Math.floor(tick / 60))}:${twoDigits(tick % 60)}.000Z`;

/**
 * The reference and the platform around it: its clock, its requests' numbers, the facts it has told and
 * those it has not told yet.
 */
export class World {
  readonly reference: ReferenceModel;
  readonly told: RequestFact[] = [];
  readonly untold: RequestFact[] = [];
  tick = 0;
  requests = 0;
  readonly #types = new Map<string, string>();

  constructor(terms: Terms) {
    this.reference = new ReferenceModel(terms);
  }

  /** The next request to be opened. */
  get nextId(): string {
    return `PR-${this.requests + 1}`;
  }

  /** A fact of this moment. */
  fact(shown: Shown, id: string, requestType: string, details: Details): RequestFact {
    const { isDated, reported, items, parameters, isOrdered } = details;
    return {
      type: `request.${shown}`,
      request: {
        id,
        type: this.#typeOf(id, requestType),
        ...(isDated ? { updatedAt: momentOf(this.tick + 1) } : {}),
        ...(items === undefined ? {} : { items }),
        ...(parameters === undefined ? {} : { parameters }),
        ...(isOrdered === undefined ? {} : { ordered: isOrdered }),
      },
      ...(reported === undefined ? {} : { subscriptionStatus: reported }),
    };
  }

  /** An event that knows nothing of this world, made fit for it: a request keeps its type. */
  adapted(event: SubscriptionEvent): SubscriptionEvent {
    if (!("request" in event)) return event;
    const { request } = event;
    return { ...event, request: { ...request, type: this.#typeOf(request.id, request.type) } };
  }

  #typeOf(id: string, type: string): string {
    const kept = this.#types.get(id) ?? type;
    this.#types.set(id, kept);
    return kept;
  }

  /** A fact of this moment came about, and is told or kept back. */
  remember(fact: RequestFact, where: RequestFact[]): void {
    this.tick += 1;
    if (fact.request.id === this.nextId) this.requests += 1;
    where.push(fact);
  }

  /** An event reaches the subscription. */
  take(event: SubscriptionEvent): void {
    this.reference.apply(event);
    if (!("request" in event) || this.told.includes(event)) return;
    if (this.untold.includes(event)) this.told.push(event);
    else this.remember(event, this.told);
  }
}
