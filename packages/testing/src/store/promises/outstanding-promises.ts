/* oxlint-disable no-await-in-loop -- what is tried here is tried step by step */
import assert from "node:assert/strict";

import { claiming, claimOne } from "./claims.ts";
import { due, effect, moving, timerOf, touching } from "./commits.ts";
import type { Promised } from "./promised.ts";

const fresh = { effect, claims: 0, attempts: 0 };

/** What is left to do for one subscription. */
export const outstandingPromises: readonly Promised[] = [
  {
    name: "what is left of one subscription is told in the order it is done, and nothing of others",
    async keep(stage) {
      const store = await stage.open();
      await store.commit([
        moving("B", 0, { effects: [due("B/1/0")], startTimers: [timerOf("B", 1)] }),
        moving("A", 0, { effects: [due("A/1/0", 90), due("A/1/1", 7)] }),
        moving("A", 1, {
          effects: [due("A/2/0", 5)],
          startTimers: [timerOf("A", 30), timerOf("A", 40, "postponement")],
        }),
      ]);
      assert.deepEqual(await store.outstanding("A"), {
        effects: [
          { id: "A/1/0", availableAt: 90, ...fresh },
          { id: "A/1/1", availableAt: 7, ...fresh },
          { id: "A/2/0", availableAt: 5, ...fresh },
        ],
        timers: [timerOf("A", 40, "postponement"), timerOf("A", 30)],
      });
      assert.deepEqual(await store.outstanding("a"), { effects: [], timers: [] });
    },
  },
  {
    name: "an effect that is held says until when, and one that was put back says why",
    async keep(stage) {
      const store = await stage.open();
      await store.commit([moving("A", 0, { effects: [due("A/1/0")] })]);
      const claim = await claimOne(store);
      const held = { ...fresh, id: "A/1/0", availableAt: 0, claims: 1, heldUntil: 200 };
      assert.deepEqual((await store.outstanding("A")).effects, [held]);
      await store.extend(claim, 333);
      assert.deepEqual((await store.outstanding("A")).effects, [{ ...held, heldUntil: 333 }]);
      await store.putBack(claim, { availableAt: 150, attempts: 2, error: "code: its words" });
      const back = { effect, id: "A/1/0", availableAt: 150, claims: 1, attempts: 2 };
      const error = "code: its words";
      assert.deepEqual((await store.outstanding("A")).effects, [{ ...back, error }]);
      await store.claim(claiming({ now: 150, leaseUntil: 250 }));
      const again = { ...back, claims: 2, heldUntil: 250, error };
      assert.deepEqual((await store.outstanding("A")).effects, [again]);
    },
  },
  {
    name: "what was settled, fired or canceled is not left",
    async keep(stage) {
      const store = await stage.open();
      const timer = timerOf("A", 30);
      await store.commit([moving("A", 0, { effects: [due("A/1/0")], startTimers: [timer] })]);
      const settles = await claimOne(store);
      await store.commit([moving("A", 1, { settles, effects: [due("A/2/0", 9)] })]);
      const next = { id: "A/2/0", availableAt: 9, ...fresh };
      assert.deepEqual(await store.outstanding("A"), { effects: [next], timers: [timer] });
      await store.commit([touching("A", 2, { firedTimer: timer })]);
      assert.deepEqual(await store.outstanding("A"), { effects: [next], timers: [] });
    },
  },
];
