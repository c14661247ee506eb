import * as fc from "fast-check";

/** What goes wrong while the request of a move is handled. */
export type Misfortune =
  | "nothing"
  /** The handler is called a second time, at once, with the same idempotency key. */
  | "asked twice"
  /** The process ends after the handler's work and before its answer is recorded. */
  | "crash"
  /** The platform does what it is told, and its answer is lost. */
  | "answer lost"
  /** The platform answers 503. */
  | "server error"
  /** The list of requests shows what was before. */
  | "stale list";

/** What a buyer does next, or time that passes. What the platform does not let them do is left out. */
export interface Move {
  readonly do: "purchase" | "change" | "suspend" | "resume" | "cancel" | "wait";
  /** Which subscription, in the order they were bought; counted round. */
  readonly subscription: number;
  /** Which quantities and values are ordered; 0 for the most usual. */
  readonly order: number;
  readonly misfortune: Misfortune;
}

/** Begins with a purchase. */
export type History = readonly Move[];

const order = fc.oneof(fc.constant(0), fc.nat({ max: 99 }));

const misfortune: fc.Arbitrary<Misfortune> = fc.constantFrom(
  "nothing",
  "asked twice",
  "crash",
  "answer lost",
  "server error",
  "stale list",
);

const purchase: fc.Arbitrary<Move> = fc.record({
  do: fc.constant("purchase"),
  subscription: fc.constant(0),
  order,
  misfortune,
});

const later: fc.Arbitrary<Move> = fc.record({
  do: fc.constantFrom("change", "suspend", "resume", "cancel", "purchase", "wait"),
  subscription: fc.nat({ max: 2 }),
  order,
  misfortune,
});

/** Histories of up to seven moves. */
export const someHistory: fc.Arbitrary<History> = fc
  .tuple(purchase, fc.array(later, { maxLength: 6 }))
  .map(([first, others]) => [first].concat(others));
