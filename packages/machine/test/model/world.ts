import {
  capabilitiesSchema,
  decisionsSchema,
  type Item,
  type RequestFact,
  type RequestFactType,
  type SubscriptionStatus,
} from "@tenure/machine";
import type { z } from "zod";

import { Reference } from "./reference.ts";

/** What a history starts from. */
export interface Setup {
  readonly capabilities: z.input<typeof capabilitiesSchema>;
  readonly decisions: z.input<typeof decisionsSchema>;
}

/** What a fact may say besides its request and that request's status. */
export interface Details {
  readonly isDated: boolean;
  readonly reported?: SubscriptionStatus | undefined;
  readonly items?: Item[] | undefined;
  readonly parameters?: Record<string, string> | undefined;
  readonly isOrdered?: true | undefined;
}

/** A moment that far into the history. */
const momentOf = (tick: number): string => {
  const two = (number: number) => String(number).padStart(2, "0");
  return `2026-01-01T00:${two(Math.floor(tick / 60))}:${two(tick % 60)}.000Z`;
};

/**
 * The reference and the platform around it: its clock, its requests' numbers, the facts it has told and
 * those it has not told yet.
 */
export class World {
  readonly reference: Reference;
  readonly told: RequestFact[] = [];
  readonly untold: RequestFact[] = [];
  tick = 0;
  requests = 0;

  constructor({ capabilities, decisions }: Setup, kind: typeof Reference = Reference) {
    this.reference = new kind({
      capabilities: capabilitiesSchema.parse(capabilities),
      decisions: decisionsSchema.parse(decisions),
    });
  }

  /** The next request to be opened. */
  get nextId(): string {
    return `PR-${this.requests + 1}`;
  }

  /** A fact of this moment. */
  fact(shown: string, id: string, requestType: string, details: Details): RequestFact {
    const { isDated, reported, items, parameters, isOrdered } = details;
    return {
      type: `request.${shown}` as RequestFactType,
      request: {
        id,
        type: requestType,
        ...(isDated ? { updatedAt: momentOf(this.tick + 1) } : {}),
        ...(items === undefined ? {} : { items }),
        ...(parameters === undefined ? {} : { parameters }),
        ...(isOrdered === undefined ? {} : { ordered: isOrdered }),
      },
      ...(reported === undefined ? {} : { subscriptionStatus: reported }),
    };
  }

  /** A fact of this moment came about, and is told or kept back. */
  remember(fact: RequestFact, where: RequestFact[]): void {
    this.tick += 1;
    if (fact.request.id === this.nextId) this.requests += 1;
    where.push(fact);
  }
}
