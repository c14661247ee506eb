import type {
  Awaited,
  Effect,
  LifecycleState,
  PendingState,
  Refusal,
  RefusalCode,
  RequestState,
  Verdict,
} from "@tenure/machine";

/**
 * Parts of a value: what is left out is not looked at, and what is `undefined` must not be there. Lists are compared
 * whole, element by element.
 */
export type PartOf<Value> = Value extends readonly (infer Element)[]
  ? readonly PartOf<Element>[]
  : Value extends object
    ? { readonly [Key in keyof Value]?: PartOf<Value[Key]> | undefined }
    : Value;

/** The effect of a type, by its name alone or with some of what it says. */
export type ExpectedEffect =
  | Effect["type"]
  | {
      [Type in Effect["type"]]: { readonly type: Type } & PartOf<
        Omit<Extract<Effect, { readonly type: Type }>, "type">
      >;
    }[Effect["type"]];

/** The state of the request region, as far in as is wanted: `pending` is any of `pending.…`. */
export type ExpectedRequest =
  | RequestState
  | `pending.${PendingState}`
  | "none.idle"
  | "none.ordering";

/** What is to come of the events. What is left out is not looked at, but for a refusal. */
export interface Expected {
  /** The subscription's status. */
  readonly status?: LifecycleState | undefined;
  /** Where the request in progress is. */
  readonly request?: ExpectedRequest | undefined;
  /** Every effect, in order, those of all the events together; `[]` for none. */
  readonly effects?: readonly ExpectedEffect[] | undefined;
  /**
   * Why the last event is refused: the code, or parts of the refusal. Left out: no event may be refused, unless
   * `verdict` says so.
   */
  readonly refusal?: RefusalCode | PartOf<Refusal> | undefined;
  /** What the last event is: `moved`, `unchanged` or `refused`. */
  readonly verdict?: Verdict["type"] | undefined;
  /** Why the last event changes nothing. */
  readonly unchanged?: Extract<Verdict, { readonly type: "unchanged" }>["reason"] | undefined;
  /** Whether the last event contradicts the record. */
  readonly drift?: boolean | undefined;
  /** On whom the subscription waits. */
  readonly awaited?: Awaited | undefined;
}
