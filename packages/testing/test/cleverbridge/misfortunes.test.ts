import { expect, test } from "vitest";

import type { Misfortune, Move } from "../../src/cleverbridge/history.ts";
import { tryHistory } from "../../src/cleverbridge/trial.ts";

/** What a history's diagram shows when a misfortune has struck. */
const traces = {
  nothing: /purchases/u,
  "told twice": /(?<told>Tenure->>Handler: \S+ version 5: .*)\n +\k<told>$/mu,
  crash: /the process ends before the cursor is kept/u,
  restart: /the process ends$/mu,
  "notification lost": /cancel of S\d+: accepted(?![^]*notification: SubscriptionRenewalType)/u,
  "notification twice": /(?:[^]*notification: SubscriptionRenewalType){2}/u,
  "notification late": /an hour passes[^]*notification: SubscriptionRenewalType/u,
  "answer lost": /cleverbridge-xTenure: the answer to updatesubscriptionrenewaltype/u,
  "server error": /answered 503/u,
  "stale read": /shows what was before/u,
} as const satisfies Record<Misfortune, RegExp>;

const move = { elsewhere: false, subscription: 0, item: 0, order: 0, change: 0 } as const;
const bought: Move = { ...move, do: "purchase", misfortune: "nothing" };
const vendor = () => ({ handlers: () => ({ changed: () => undefined }), observe: () => 0 });

async function diagramWith(misfortune: Misfortune): Promise<string> {
  const history = [bought, { ...move, do: "cancel", misfortune }] as const;
  const { diagram, breach } = await tryHistory({ vendor, isWanted: () => true }, history);
  expect(breach).toBeUndefined();
  return diagram;
}

const misfortunes = Object.keys(traces) as readonly Misfortune[];

test.each(misfortunes)("the misfortune of a move strikes, and no other: %s", async (misfortune) => {
  const diagram = await diagramWith(misfortune);
  const struck = misfortunes.filter((one) => one !== "nothing" && traces[one].test(diagram));
  expect(struck, diagram).toEqual(misfortune === "nothing" ? [] : [misfortune]);
});

const ends: readonly (readonly [Move["do"], boolean, string])[] = [
  ["cancel items", false, "deactivatesubscriptionitems"],
  ["cancel items", true, "RecurringBillingCanceledNotification"],
  ["change items", false, "updatesubscriptionitem"],
  ["cancel", false, "updatesubscriptionrenewaltype"],
  ["cancel", true, "SubscriptionRenewalTypeChangedNotification"],
  ["postpone", false, "updatenextbillingdate"],
  ["payment fails", false, "RecurringBillingOnHoldNotification"],
  ["money back", false, "RefundNotification"],
  ["term ends", false, "SubscriptionPaidNotification"],
];

test.each(ends)(
  "a customer moves the platform: %s, elsewhere %s",
  async (what, elsewhere, seen) => {
    const history = [bought, { ...bought, do: what, elsewhere }];
    const { diagram } = await tryHistory({ vendor, isWanted: () => true }, history);
    const [, after = ""] = diagram.split(new RegExp(`${what} of S`, "u"));
    expect(diagram).toMatch(new RegExp(`${what} of S`, "u"));
    expect(after + diagram.slice(diagram.indexOf("version 3"))).toContain(seen);
  },
);

test.each([
  ["pay", "payment fails", false],
  ["withdraw", "cancel", false],
  ["withdraw", "cancel", true],
  ["reinstate items", "cancel items", false],
  ["reinstate items", "cancel items", true],
] as const)("what is undone moves it back: %s after %s", async (undo, what, elsewhere) => {
  const first = { ...bought, do: what, elsewhere };
  const history = [bought, first, { ...first, do: undo }];
  const { diagram } = await tryHistory({ vendor, isWanted: () => true }, history);
  expect(diagram).toMatch(new RegExp(`${undo} of S\\d+(?:: accepted)?$`, "mu"));
});
