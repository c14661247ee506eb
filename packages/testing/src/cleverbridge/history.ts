import * as fc from "fast-check";

/** What goes wrong while something happens. */
export type Misfortune =
  | "nothing"
  /** Each change is handled a second time, at once, by the same process. */
  | "told twice"
  /** The process ends after it has handled a change and before its cursor is kept: the next one handles it again. */
  | "crash"
  /** The process ends once the cursor of a change is kept: the next one goes on behind it. */
  | "restart"
  /** The platform's notifications are lost. */
  | "notification lost"
  | "notification twice"
  /** They come minutes later, in whatever order. */
  | "notification late"
  /** The platform does what it is told, and its answer is lost. */
  | "answer lost"
  /** The platform answers 503. */
  | "server error"
  /** A read of the platform shows what was before. */
  | "stale read";

/** What happens next. What cannot happen is left out. */
export interface Move {
  readonly do:
    | "purchase"
    | "cancel items"
    | "reinstate items"
    | "change items"
    | "cancel"
    | "withdraw"
    | "postpone"
    /** The customer pays what is owed. */
    | "pay"
    /** The paid term ends, and the charge for the next one is declined. */
    | "payment fails"
    /** A chargeback or a refund. */
    | "money back"
    | "term ends"
    /** A day passes. */
    | "wait";
  /** The customer does it on cleverbridge's own pages rather than through Tenure, where they have it. */
  readonly elsewhere: boolean;
  /** Which subscription, in the order they were bought; counted round. */
  readonly subscription: number;
  /** Which item, counted from 0. */
  readonly item: number;
  /** Which order, quantity or product; 0 for the most usual. */
  readonly order: number;
  readonly misfortune: Misfortune;
  /** Which of the changes that come of it is struck by a crash or a restart, counted from 0. */
  readonly change: number;
}

/** Begins with a purchase. */
export type History = readonly Move[];

const misfortune: fc.Arbitrary<Misfortune> = fc.constantFrom(
  "nothing",
  "told twice",
  "crash",
  "restart",
  "notification lost",
  "notification twice",
  "notification late",
  "answer lost",
  "server error",
  "stale read",
);

const order = fc.oneof(fc.constant(0), fc.nat({ max: 99 }));
const change = fc.nat({ max: 4 });

const move: fc.Arbitrary<Move> = fc.record({
  do: fc.constantFrom(
    "cancel",
    "cancel items",
    "payment fails",
    "term ends",
    "pay",
    "withdraw",
    "reinstate items",
    "change items",
    "money back",
    "postpone",
    "purchase",
    "wait",
  ),
  elsewhere: fc.boolean(),
  subscription: fc.nat({ max: 2 }),
  item: fc.nat({ max: 2 }),
  order,
  misfortune,
  change,
});

const plainPurchase: Move = {
  do: "purchase",
  elsewhere: false,
  subscription: 0,
  item: 0,
  order: 0,
  misfortune: "nothing",
  change: 0,
};

/** What is first is a purchase, whatever it was: so any of the moves can be left out of a history. */
function beginning([first = plainPurchase, ...others]: readonly Move[]): History {
  const purchase: Move = { ...first, do: "purchase" };
  return [purchase].concat(others);
}

/** Histories of up to seven moves. */
export const someHistory: fc.Arbitrary<History> = fc.array(move, { maxLength: 7 }).map(beginning);
