/* oxlint-disable no-await-in-loop -- what is tried here is tried step by step */
import assert from "node:assert/strict";

import { claimOf, claimOne, claiming, claimingUpTo, ids, onlyOf } from "./claims.ts";
import { due, effect, moving, touching } from "./commits.ts";
import { commitAll, recordIn } from "./look-up.ts";
import type { Promised } from "./promised.ts";

/** The order of the outbox: per subscription a queue, across subscriptions whoever is longest due. */
export const outboxPromises: readonly Promised[] = [
  {
    name: "only the oldest effect of a subscription is claimed, others go on",
    async keep(stage) {
      const store = await stage.open();
      await store.commit([
        moving("A", 0, { effects: [due("A/1/0"), due("A/1/1")] }),
        moving("B", 0, { effects: [due("B/1/0")] }),
      ]);
      await store.commit([moving("A", 1, { effects: [due("A/2/0")] })]);
      assert.deepEqual(ids(await store.claim(claiming())), ["A/1/0", "B/1/0"]);
      assert.deepEqual(await store.claim(claiming()), []);
    },
  },
  {
    name: "settling an effect lets the next of its subscription come forward",
    async keep(stage) {
      const store = await stage.open();
      await store.commit([moving("A", 0, { effects: [due("A/1/0"), due("A/1/1")] })]);
      const settles = await claimOne(store);
      await store.commit([moving("A", 1, { settles, effects: [due("A/2/0")] })]);
      assert.equal(await store.backlog(), 2);
      const next = await claimOne(store);
      assert.equal(next.id, "A/1/1");
      await store.commit([touching("A", 2, { settles: next })]);
      assert.equal((await claimOne(store)).id, "A/2/0");
    },
  },
  {
    name: "effects come in the order they were asked for, whatever their ids and times",
    async keep(stage) {
      const store = await stage.open();
      const first = [due("A/1/9", 30), due("A/1/10", 10), due("A/1/0", 20)];
      await store.commit([
        moving("A", 0, { effects: first }),
        moving("A", 1, { effects: [due("A/0/0", 0)] }),
      ]);
      const order: string[] = [];
      for (const _ of [1, 2, 3, 4]) {
        const settles = await claimOne(store);
        order.push(settles.id);
        await store.commit([touching("A", 2, { settles })]);
      }
      assert.deepEqual(order, ["A/1/9", "A/1/10", "A/1/0", "A/0/0"]);
      assert.equal(await store.backlog(), 0);
    },
  },
  {
    name: "an effect whose time has not come holds up those behind it, and nobody else",
    async keep(stage) {
      const store = await stage.open();
      await store.commit([
        moving("A", 0, { effects: [due("A/1/0", 150), due("A/1/1")] }),
        moving("B", 0, { effects: [due("B/1/0")] }),
      ]);
      assert.deepEqual(ids(await store.claim(claiming())), ["B/1/0"]);
      assert.deepEqual(ids(await store.claim(claiming({ now: 149 }))), []);
      assert.deepEqual(ids(await store.claim(claiming({ now: 150 }))), ["A/1/0"]);
    },
  },
  {
    name: "an effect behind another one is held up also when it is on another adapter",
    async keep(stage) {
      const store = await stage.open();
      await store.commit([
        moving("A", 0, { effects: [due("A/1/0")] }),
        moving("A", 1, { effects: [due("A/2/0")], record: { adapter: "bridge" } }),
      ]);
      const bridge = claiming({ adapters: [{ adapter: "bridge", limit: 9 }] });
      assert.deepEqual(await store.claim(bridge), []);
      assert.equal((await store.nextWake(["bridge"])).effectAt, undefined);
      const settles = await claimOne(store);
      await store.commit([touching("A", 2, { settles })]);
      assert.equal((await store.nextWake(["bridge"])).effectAt, 0);
      assert.equal(onlyOf(await store.claim(bridge)).adapter, "bridge");
    },
  },
  {
    name: "the longest due are claimed first, and no more than the limit",
    async keep(stage) {
      const store = await stage.open();
      const commits = [30, 10, 40, 20].map((at) =>
        moving(`K-${at}`, 0, { effects: [due(`${at}`, at)] }),
      );
      await store.commit(commits);
      assert.deepEqual(ids(await store.claim(claimingUpTo(2))), ["10", "20"]);
      assert.deepEqual(ids(await store.claim(claimingUpTo(1))), ["30"]);
      assert.deepEqual(ids(await store.claim(claimingUpTo(9))), ["40"]);
    },
  },
  {
    name: "each adapter has its own limit, and one that is not named is left alone",
    async keep(stage) {
      const store = await stage.open();
      const adapters = ["connect", "bridge", "other"];
      const commits = adapters.flatMap((adapter) =>
        [1, 2, 3].map((at) => {
          const key = `${adapter}-${at}`;
          return moving(key, 0, { effects: [due(key, at)], record: { adapter } });
        }),
      );
      await store.commit(commits);
      const limits = [
        { adapter: "bridge", limit: 2 },
        { adapter: "connect", limit: 1 },
        { adapter: "nobody", limit: 9 },
      ];
      const claimed = ids(await store.claim(claiming({ adapters: limits })));
      assert.deepEqual(claimed, ["bridge-1", "bridge-2", "connect-1"]);
      assert.deepEqual(await store.claim(claiming({ adapters: [] })), []);
      const others = claiming({ adapters: [{ adapter: "other", limit: 9 }] });
      assert.deepEqual(ids(await store.claim(others)), ["other-1", "other-2", "other-3"]);
    },
  },
  {
    name: "a claim tells all there is to know of its effect",
    async keep(stage) {
      const store = await stage.open();
      const trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
      await store.commit([
        moving("acme:A", 0, {
          effects: [due("acme:A/1/0", 7, { trace })],
          record: { adapter: "bridge" },
        }),
      ]);
      const adapters = [{ adapter: "bridge", limit: 1 }];
      const { token, ...told } = onlyOf(await store.claim(claiming({ adapters })));
      const whose = { key: "acme:A", tenant: "acme", adapter: "bridge" };
      const counts = { claims: 0, lost: 0, attempts: 0 };
      assert.deepEqual(told, {
        id: "acme:A/1/0",
        ...whose,
        effect,
        availableAt: 7,
        trace,
        ...counts,
      });
      assert.equal(typeof token, "number");
    },
  },
  {
    name: "an effect without a trace has none, and one that starts with claims keeps them",
    async keep(stage) {
      const store = await stage.open();
      await store.commit([moving("A", 0, { effects: [due("A/1/0", 0, { claims: 3 })] })]);
      const claimed = onlyOf(await store.claim(claiming()));
      assert.equal("trace" in claimed, false);
      assert.equal(claimed.claims, 3);
      assert.equal(claimed.lost, 0);
      assert.equal(
        await store.putBack(claimed, { availableAt: 100, attempts: 1, error: "" }),
        true,
      );
      assert.equal(onlyOf(await store.claim(claiming())).claims, 4);
    },
  },
  {
    name: "an effect belongs to the adapter and the tenant that asked for it",
    async keep(stage) {
      const store = await stage.open();
      await store.commit([
        moving("A", 0, { effects: [due("A/1/0")], record: { tenant: "acme" } }),
        moving("A", 1, { record: { adapter: "bridge", tenant: "umbrella" } }),
      ]);
      const claimed = onlyOf(await store.claim(claiming()));
      assert.equal(claimed.tenant, "acme");
      assert.equal(claimed.adapter, "connect");
    },
  },
  {
    name: "the outbox tells when the next effect may be claimed, of the adapters that are asked for",
    async keep(stage) {
      const store = await stage.open();
      await store.commit([
        moving("A", 0, { effects: [due("A/1/0", 30)] }),
        moving("B", 0, { effects: [due("B/1/0", 20)], record: { adapter: "bridge" } }),
        moving("C", 0, { effects: [due("C/1/0", 10)], record: { adapter: "other" } }),
      ]);
      const at = async (...adapters: readonly string[]) =>
        (await store.nextWake(adapters)).effectAt;
      assert.equal(await at("connect"), 30);
      assert.equal(await at("connect", "bridge"), 20);
      assert.equal(await at("bridge", "other", "connect"), 10);
      assert.equal(await at("nobody"), undefined);
      assert.equal(await at(), undefined);
      const claim = claimOf(await store.claim(claiming({ leaseUntil: 500 })));
      assert.equal(await at("connect"), 500);
      await store.commit([touching("A", 1, { settles: claim })]);
      assert.equal(await at("connect"), undefined);
    },
  },
  {
    name: "what an outcome requires stays in the outbox; what was settled is fenced",
    async keep(stage) {
      const store = await stage.open();
      await store.commit([moving("A", 0, { effects: [due("A/1/0")] })]);
      const claim = await claimOne(store);
      assert.deepEqual(await commitAll(store, [moving("A", 1, { requires: claim })]), [
        "committed",
      ]);
      assert.equal(await store.backlog(), 1);
      assert.deepEqual(await commitAll(store, [moving("A", 2, { settles: claim })]), ["committed"]);
      assert.equal(await store.backlog(), 0);
      const late = [moving("A", 3, { requires: claim }), moving("A", 3, { settles: claim })];
      assert.deepEqual(await commitAll(store, late), ["fenced", "fenced"]);
      assert.equal((await recordIn(store, "A"))?.version, 3);
    },
  },
];
