import { approve } from "@tenure/connect";
import { expect, test } from "vitest";

import { Assortment } from "../../src/connect/assortment.ts";
import type { Misfortune } from "../../src/connect/history.ts";
import { tryHistory } from "../../src/connect/trial.ts";
import { forAll } from "./licence-vendor.ts";

/** What a history's diagram shows when a misfortune has struck. */
const traces = {
  nothing: /purchase/u,
  "asked twice": /Handler->>Tenure: .*\n +Tenure->>Handler: .*attempt 2$/mu,
  crash: /the process ends before the answer is recorded/u,
  "answer lost": /Connect-xTenure: the answer to POST/u,
  "server error": /answered 503/u,
  "stale list": /shows what was before/u,
} as const satisfies Record<Misfortune, RegExp>;

async function diagramWith(misfortune: Misfortune): Promise<string> {
  const purchase = { do: "purchase", subscription: 0, order: 0 } as const;
  const setting = {
    vendor: () => ({
      handlers: forAll(() => approve({ parameters: { subscription_id: "one" } })),
      observe: () => 0,
    }),
    assortment: new Assortment(),
    isWanted: () => true,
  };
  const first = { ...purchase, misfortune: "nothing" } as const;
  const { diagram, breach } = await tryHistory(setting, [first, { ...purchase, misfortune }]);
  expect(breach).toBeUndefined();
  return diagram;
}

const misfortunes = Object.keys(traces) as readonly Misfortune[];

test.each(misfortunes)("the misfortune of a move strikes, and no other: %s", async (misfortune) => {
  const diagram = await diagramWith(misfortune);
  const struck = misfortunes.filter((one) => one !== "nothing" && traces[one].test(diagram));
  expect(struck, diagram).toEqual(misfortune === "nothing" ? [] : [misfortune]);
});
