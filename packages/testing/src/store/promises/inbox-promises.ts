/* oxlint-disable no-await-in-loop -- what is tried here is tried step by step */
import assert from "node:assert/strict";

import { answerOf, moving, touching } from "./commits.ts";
import { answerIn, commitAll, recordIn } from "./look-up.ts";
import type { Promised } from "./promised.ts";

/** One idempotency key, one answer, for as long as it is not forgotten. */
export const inboxPromises: readonly Promised[] = [
  {
    name: "an answer is found beside the record, under its key only",
    async keep(stage) {
      const store = await stage.open();
      const inbox = answerOf("A", "once");
      await store.commit([moving("A", 0, { inbox })]);
      const record = await recordIn(store, "A");
      const lookups = [
        { key: "A", idempotencyKey: "once" },
        { key: "A", idempotencyKey: "twice" },
        { key: "A" },
        { key: "B", idempotencyKey: "once" },
      ];
      const found = [{ record, inbox }, { record }, { record }, {}];
      assert.deepEqual(await store.load(lookups), found);
    },
  },
  {
    name: "a second answer under one idempotency key is a conflict, and the first one stays",
    async keep(stage) {
      const store = await stage.open();
      const first = answerOf("A", "once", { version: 0, eventHash: "first" });
      assert.deepEqual(await commitAll(store, [touching("A", 0, { inbox: first })]), ["committed"]);
      const again = answerOf("A", "once", { eventHash: "second" });
      const batch = [touching("A", 0, { inbox: again }), moving("A", 0, { inbox: again })];
      assert.deepEqual(await commitAll(store, batch), ["conflict", "conflict"]);
      assert.deepEqual(await answerIn(store, "A", "once"), first);
      assert.equal(await recordIn(store, "A"), undefined);
    },
  },
  {
    name: "within one batch, too, an idempotency key is answered once",
    async keep(stage) {
      const store = await stage.open();
      const inbox = answerOf("A", "once");
      const batch = [moving("A", 0, { inbox }), moving("A", 1, { inbox }), moving("A", 1)];
      const types = ["committed", "conflict", "committed"];
      assert.deepEqual(await commitAll(store, batch), types);
      assert.equal((await recordIn(store, "A"))?.version, 2);
    },
  },
  {
    name: "the same idempotency key on another subscription is another key",
    async keep(stage) {
      const store = await stage.open();
      const batch = [
        touching("A", 0, { inbox: answerOf("A", "once") }),
        touching("B", 0, { inbox: answerOf("B", "once", { version: 0 }) }),
      ];
      assert.deepEqual(await commitAll(store, batch), ["committed", "committed"]);
      assert.equal((await answerIn(store, "A", "once"))?.version, 1);
      assert.equal((await answerIn(store, "B", "once"))?.version, 0);
      assert.equal(await answerIn(store, "C", "once"), undefined);
    },
  },
  {
    name: "a commit that is not taken leaves no answer behind",
    async keep(stage) {
      const store = await stage.open();
      await store.commit([moving("A", 0)]);
      const fenced = { id: "A/1/0", token: 1 };
      const batch = [
        moving("A", 0, { inbox: answerOf("A", "stale") }),
        moving("A", 1, { settles: fenced, inbox: answerOf("A", "late") }),
      ];
      assert.deepEqual(await commitAll(store, batch), ["conflict", "fenced"]);
      assert.equal(await answerIn(store, "A", "stale"), undefined);
      assert.equal(await answerIn(store, "A", "late"), undefined);
    },
  },
  {
    name: "answers given before a time are forgotten, a few at a time, and no others",
    async keep(stage) {
      const store = await stage.open();
      const times = [10, 20, 30, 40, 50];
      const answers = times.map((at) => answerOf("A", `at ${at}`, { at }));
      await store.commit(answers.map((inbox) => touching("A", 0, { inbox })));
      const left = async () => {
        const found = await store.load(
          answers.map(({ key, idempotencyKey }) => ({ key, idempotencyKey })),
        );
        return found.flatMap(({ inbox }) => (inbox === undefined ? [] : [inbox.at]));
      };
      assert.equal(await store.forgetAnswers(10, 9), 0);
      assert.equal(await store.forgetAnswers(40, 2), 2);
      assert.equal((await left()).filter((at) => at < 40).length, 1);
      assert.equal(await store.forgetAnswers(40, 2), 1);
      assert.equal(await store.forgetAnswers(40, 2), 0);
      assert.deepEqual(await left(), [40, 50]);
    },
  },
  {
    name: "what was forgotten may be answered anew",
    async keep(stage) {
      const store = await stage.open();
      await store.commit([moving("A", 0, { inbox: answerOf("A", "once", { at: 1 }) })]);
      assert.equal(await store.forgetAnswers(2, 9), 1);
      const anew = answerOf("A", "once", { at: 2, version: 2 });
      assert.deepEqual(await commitAll(store, [moving("A", 1, { inbox: anew })]), ["committed"]);
      assert.deepEqual(await answerIn(store, "A", "once"), anew);
      assert.equal((await recordIn(store, "A"))?.version, 2);
    },
  },
];
