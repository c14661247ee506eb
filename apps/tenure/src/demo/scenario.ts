import type { LifecycleState } from "@tenure/machine";

/** What the buyer's side does next, in order. Each step waits for what it needs. */
export type Step =
  | { readonly do: "purchase"; readonly draft?: true; readonly note?: string }
  | { readonly do: "validate" }
  | { readonly do: "submit" }
  | { readonly do: "discard" }
  /** Fills the inquiring form in. */
  | { readonly do: "answer"; readonly note: string }
  /** Takes the scheduled request back. */
  | { readonly do: "revoke" }
  /** Opens the next request, once the one before has ended. */
  | { readonly do: "order"; readonly type: "change" | "suspend" | "resume" | "cancel" }
  /** The vendor itself corrects a parameter, by a command to the engine. */
  | { readonly do: "adjust" }
  /** The platform sends a request of a type nobody has heard of. */
  | { readonly do: "receiveUnknown" };

/** One subscription's story, and how it has to end. */
export interface Scenario {
  /** The platform's external id of the subscription, by which the sample vendor knows what to do. */
  readonly name: string;
  readonly title: string;
  readonly steps: readonly Step[];
  readonly expected: LifecycleState;
  /** Administrative Hold is off for the product. */
  readonly withoutHold?: true;
}
