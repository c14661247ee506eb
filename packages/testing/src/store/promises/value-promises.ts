/* oxlint-disable no-await-in-loop -- what is tried here is tried step by step */
import assert from "node:assert/strict";

import { initial } from "@tenure/machine";
import * as fc from "fast-check";

import { claimOne, claiming, onlyOf } from "./claims.ts";
import { answerOf, due, moving, timerOf } from "./commits.ts";
import { answerIn, commitAll, recordIn } from "./look-up.ts";
import type { Promised } from "./promised.ts";

/** Text that may stand in any value that is kept as JSON. */
const hostileValues = [
  "",
  " ",
  "\u0000",
  "a\u0000b",
  String.raw`\u0000`,
  "\u0001\u001F\u007F\u2028\u2029\uFEFF",
  `"'\`\\`,
  "'; DROP TABLE subscription; --",
  "$1 ? :name %s {{x}} ${y}",
  "null",
  "{}",
  "ÄöüßΩ漢字かな한국어عربى",
  "e\u0301 and é",
  "\u{1F4A9}\u{1F468}\u200D\u{1F469}\u200D\u{1F467}",
  "line\r\nline\ttab",
  "x".repeat(70_000),
];

/** Text that may stand in a key, a name or any other field of its own. */
const hostileNames = [
  "'",
  `"`,
  "`",
  "\\",
  "%",
  "_",
  "a'b\"c",
  "'; DROP TABLE subscription; --",
  "$1",
  "?",
  " ",
  "a b",
  "Ω漢字",
  "e\u0301",
  "é",
  "\u{1F4A9}",
  "NULL",
  "1",
  "01",
  "k".repeat(256),
];

const json = fc.jsonValue({ stringUnit: "binary", maxDepth: 2 });

/** What goes in comes out equal, whatever it is, and belongs to nobody else. */
export const valuePromises: readonly Promised[] = [
  {
    name: "any text within a value comes out as it went in",
    async keep(stage) {
      const store = await stage.open();
      const parameters = Object.fromEntries(hostileValues.map((text) => [text.slice(0, 99), text]));
      const message = hostileValues.join("|");
      const refusal = { code: "drift", message } as const;
      const snapshot = initial({ key: "A" });
      const commit = moving("A", 0, {
        record: { snapshot: { ...snapshot, context: { ...snapshot.context, parameters } } },
        entry: {
          event: { type: "command.adjust", parameters },
          verdict: { type: "refused", refusal },
          effects: [{ type: "failRequest", requestId: "PR-1", reason: message }],
        },
        effects: [
          due("A/1/0", 0, { effect: { type: "approveRequest", requestId: "PR-1", parameters } }),
        ],
        inbox: answerOf("A", "once", { verdict: { type: "refused", refusal } }),
      });
      assert.deepEqual(await commitAll(store, [commit]), ["committed"]);
      assert.deepEqual(await recordIn(store, "A"), commit.change.record);
      assert.deepEqual(await store.history("A", { after: 0, limit: 1 }), [commit.change.entry]);
      assert.deepEqual((await store.list({}, { limit: 1 })).rows, [commit.change.record]);
      assert.deepEqual(await answerIn(store, "A", "once"), commit.inbox);
      assert.deepEqual(onlyOf(await store.claim(claiming())).effect, commit.effects[0]?.effect);
    },
  },
  {
    name: "any JSON comes out as it went in",
    async keep(stage) {
      await stage.property(
        fc.array(json, { maxLength: 24 }),
        async (store, values) => {
          // Through JSON once: it has no minus zero.
          const parameters = { values: JSON.parse(JSON.stringify(values)) };
          const commit = moving("A", 0, {
            entry: { event: { type: "command.adjust", parameters } },
            effects: [
              due("A/1/0", 0, { effect: { type: "approveRequest", requestId: "PR", parameters } }),
            ],
          });
          await store.commit([commit]);
          assert.deepEqual(await store.history("A", { after: 0, limit: 1 }), [commit.change.entry]);
          assert.deepEqual(onlyOf(await store.claim(claiming())).effect, commit.effects[0]?.effect);
        },
        0.3,
      );
    },
  },
  {
    name: "any printable text does as a key and as a name",
    async keep(stage) {
      const store = await stage.open();
      const commits = hostileNames.map((name) =>
        moving(name, 0, {
          record: {
            tenant: "default",
            requestId: name,
            requestType: name,
            product: name,
            requestState: "pending",
          },
          effects: [due(`${name}/1/0`, 0, { trace: name })],
          startTimers: [{ ...timerOf(name, 10), requestId: name }],
          inbox: answerOf(name, name, { eventHash: name }),
        }),
      );
      const types = hostileNames.map(() => "committed");
      assert.deepEqual(await commitAll(store, commits), types);
      const found = await store.load(hostileNames.map((key) => ({ key, idempotencyKey: key })));
      assert.deepEqual(
        found,
        commits.map(({ change, inbox }) => ({ record: change.record, inbox })),
      );
      for (const name of hostileNames) {
        const { rows } = await store.list({ requestType: [name] }, { limit: 9 });
        assert.deepEqual(
          rows.map(({ key }) => key),
          [name],
        );
        await store.writeCursor(name, name);
        assert.equal(await store.readCursor(name), name);
      }
      const claimed = await store.claim(claiming());
      assert.deepEqual(new Set(claimed.map(({ key }) => key)), new Set(hostileNames));
      assert.ok(claimed.every(({ key, id, trace }) => id === `${key}/1/0` && trace === key));
      const timers = await store.claimTimers({ now: 10, leaseUntil: 20, limit: 99 });
      assert.deepEqual(new Set(timers.map(({ key }) => key)), new Set(hostileNames));
      assert.ok(timers.every(({ key, requestId }) => key === requestId));
    },
  },
  {
    name: "a snapshot of a megabyte is kept whole",
    async keep(stage) {
      const store = await stage.open();
      const snapshot = initial({ key: "A" });
      const parameters = { large: "0123456789abcdeé".repeat(65_536) };
      const commit = moving("A", 0, {
        record: { snapshot: { ...snapshot, context: { ...snapshot.context, parameters } } },
      });
      await store.commit([commit, moving("B", 0)]);
      assert.deepEqual(await recordIn(store, "A"), commit.change.record);
      assert.equal((await recordIn(store, "B"))?.version, 1);
    },
  },
  {
    name: "times far away are kept exactly",
    async keep(stage) {
      const store = await stage.open();
      const far = 8_640_000_000_000_000;
      const commit = moving("A", 0, {
        record: { createdAt: far, updatedAt: far, stateSince: far },
        entry: { at: far },
        effects: [due("A/1/0", far - 2)],
        startTimers: [timerOf("A", far - 1)],
        inbox: answerOf("A", "once", { at: far }),
      });
      await store.commit([commit]);
      assert.deepEqual(await store.load([{ key: "A", idempotencyKey: "once" }]), [
        { record: commit.change.record, inbox: commit.inbox },
      ]);
      assert.deepEqual(await store.history("A", { after: 0, limit: 1 }), [commit.change.entry]);
      const wake = { effectAt: far - 2, timerAt: far - 1 };
      assert.deepEqual(await store.nextWake(["connect"]), wake);
      const claim = await claimOne(store, { now: far - 2, leaseUntil: far - 1 });
      assert.equal(await store.extend(claim, far), true);
      assert.equal((await store.nextWake(["connect"])).effectAt, far);
    },
  },
  {
    name: "what was given and what was read is nobody's but its owner's",
    async keep(stage) {
      const store = await stage.open();
      const commit = moving("A", 0, {
        effects: [due("A/1/0", 0, { effect: { type: "readRequest", requestId: "PR-1" } })],
        inbox: answerOf("A", "once", { verdict: { type: "moved" } }),
      });
      const kept = structuredClone(commit);
      // A copy, because other promises are made of the same parts.
      const given = structuredClone(commit);
      await store.commit([given]);
      const spoil = (value: object | undefined): void => {
        for (const part of Object.values(value ?? {})) if (part instanceof Object) spoil(part);
        if (value !== undefined) Object.assign(value, { spoiled: true });
      };
      const look = async () => ({
        found: await store.load([{ key: "A", idempotencyKey: "once" }]),
        history: await store.history("A", { after: 0, limit: 1 }),
        list: (await store.list({}, { limit: 1 })).rows,
      });
      const expected = {
        found: [{ record: kept.change.record, inbox: kept.inbox }],
        history: [kept.change.entry],
        list: [kept.change.record],
      };
      spoil(given);
      const seen = await look();
      assert.deepEqual(seen, expected);
      spoil(seen);
      assert.deepEqual(await look(), expected);
      const claimed = onlyOf(await store.claim(claiming()));
      assert.deepEqual(claimed.effect, kept.effects[0]?.effect);
      spoil(claimed);
      const again = onlyOf(await store.claim(claiming({ now: 200 })));
      assert.deepEqual(again.effect, kept.effects[0]?.effect);
    },
  },
];
