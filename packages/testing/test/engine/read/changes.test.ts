import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { systemClock } from "../../../../engine/src/clock/system-clock.ts";
import { virtualClock } from "../../../../engine/src/clock/virtual-clock.ts";
import type { Store } from "../../../../engine/src/ports/store.ts";
import { questionInvalid } from "../../../../engine/src/read/question-invalid.ts";
import { createReader } from "../../../../engine/src/reader.ts";
import { memoryStore } from "../../../src/store/index.ts";
import { record } from "./recorded.ts";
import { take } from "./take.ts";
import { wrapped } from "./wrapped.ts";

const invalid = { name: "TenureError", code: questionInvalid("").code };

async function opened(): Promise<Store> {
  const store = memoryStore();
  await store.open();
  return store;
}

/** One more entry in the history of a subscription. */
async function happen(store: Store, key: string): Promise<void> {
  const [found] = await store.load([{ key }]);
  const number = (found?.record?.version ?? 0) + 1;
  const renewal = number % 2 === 0 ? "automatic" : "manual";
  await record(store, { key }, [{ type: "renewal.changed", renewal }]);
}

const nameOf = ({ key, entry }: { key: string; entry: { version: number } }) =>
  `${key}/${entry.version}`;

describe("changes", () => {
  const keys = fc.array(fc.constantFrom("AS-1", "AS-2", "acme:AS-3", "other:AS-4"), {
    minLength: 1,
    maxLength: 40,
  });

  test.prop([keys, fc.nat()], { numRuns: 50 })(
    "shows each commit once, and goes on where any reader left",
    async (happening, place) => {
      const store = await opened();
      for (const key of happening) await happen(store, key);
      const reader = createReader({ store, tenants: ["acme", "other"] });
      const all = await take(reader.changes({ tenant: "*" }), happening.length);
      expect(all.map(({ key }) => key)).toEqual(happening);
      expect(new Set(all.map(nameOf)).size).toBe(happening.length);

      const left = place % happening.length;
      const after = all[left]?.cursor ?? "";
      const rest = await take(reader.changes({ tenant: "*", after }), happening.length - left - 1);
      expect(rest.map(nameOf)).toEqual(all.slice(left + 1).map(nameOf));
    },
  );

  test("shows one tenant no other's entries, and does not read those again and again", async () => {
    const store = await opened();
    let rows = 0;
    const counting: Store = {
      ...wrapped(store),
      changes: async (...rest) => {
        const page = await store.changes(...rest);
        rows += page.length;
        return page;
      },
    };
    for (let index = 0; index < 300; index += 1) await happen(store, "acme:AS-1");
    const clock = virtualClock();
    const changes = createReader({ store: counting, clock }).changes({ pollMilliseconds: 10 });
    const next = changes.next();
    await clock.advance(100);
    await happen(store, "AS-2");
    await clock.advance(100);
    const { value } = await next;
    expect(value).toMatchObject({ key: "AS-2", tenant: "default" });
    expect(rows).toBe(301);
    await changes.return?.();
  });

  test("from now begins behind what was there when it was asked for", async () => {
    const store = await opened();
    await happen(store, "AS-1");
    const changes = createReader({ store }).changes({ from: "now" });
    await happen(store, "AS-1");
    await happen(store, "AS-2");
    expect((await take(changes, 2)).map(nameOf)).toEqual(["AS-1/2", "AS-2/1"]);
  });

  test("from now of an empty store shows its first", async () => {
    const store = await opened();
    const changes = createReader({ store }).changes({ from: "now" });
    await happen(store, "AS-1");
    expect((await take(changes, 1)).map(nameOf)).toEqual(["AS-1/1"]);
  });

  test("wakes when told, long before it looks by itself", async () => {
    const store = await opened();
    let wake = (): void => undefined;
    let ended = 0;
    const reader = createReader({
      store,
      clock: systemClock(),
      subscribe: (changed) => {
        wake = changed;
        return () => {
          ended += 1;
        };
      },
    });
    const changes = reader.changes({ pollMilliseconds: 600_000 });
    const next = changes.next();
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    await happen(store, "AS-1");
    wake();
    expect((await next).value).toMatchObject({ key: "AS-1" });
    await changes.return?.();
    expect(ended).toBe(1);
  });

  test("misses no call that comes while it is looking", async () => {
    const store = await opened();
    let wake = (): void => undefined;
    let looks = 0;
    const racing: Store = {
      ...wrapped(store),
      changes: async (...rest) => {
        const page = await store.changes(...rest);
        looks += 1;
        if (looks === 1) {
          // Committed and called after the look that did not see it, before the rest begins.
          await happen(store, "AS-1");
          wake();
        }
        return page;
      },
      watch: (changed) => {
        wake = changed;
        return () => undefined;
      },
    };
    const changes = createReader({ store: racing }).changes({ pollMilliseconds: 600_000 });
    expect((await take(changes, 1)).map(nameOf)).toEqual(["AS-1/1"]);
  });

  test("shows what has piled up without a pause in between", async () => {
    const store = await opened();
    for (let index = 0; index < 300; index += 1) await happen(store, "AS-1");
    const changes = createReader({ store, clock: virtualClock() }).changes();
    expect(await take(changes, 300)).toHaveLength(300);
  });

  test("looks by itself when nobody calls", async () => {
    const store = await opened();
    const clock = virtualClock();
    const changes = createReader({ store, clock }).changes({ pollMilliseconds: 50 });
    const next = changes.next();
    await clock.advance(10);
    await happen(store, "AS-1");
    await clock.advance(50);
    expect((await next).value).toMatchObject({ key: "AS-1" });
    await changes.return?.();
  });

  test.each(["signal", "return", "dispose"] as const)(
    "ends by %s also while it waits",
    async (how) => {
      const store = await opened();
      const leaving = new AbortController();
      const changes = createReader({ store }).changes({
        signal: leaving.signal,
        pollMilliseconds: 600_000,
      });
      const next = changes.next();
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      if (how === "signal") leaving.abort();
      else if (how === "return") await changes.return?.();
      else await changes[Symbol.asyncDispose]();
      expect(await next).toEqual({ done: true, value: undefined });
      expect(await changes.next()).toEqual({ done: true, value: undefined });
    },
  );

  test("ends at once when the signal was aborted before", async () => {
    const store = await opened();
    await happen(store, "AS-1");
    const changes = createReader({ store }).changes({ signal: AbortSignal.abort() });
    expect(await take(changes)).toEqual([]);
  });

  test("rejects with the store's error, and ends quietly when the store closes under one who leaves", async () => {
    const store = await opened();
    const reader = createReader({ store });
    const leaving = new AbortController();
    const failing: Store = {
      ...wrapped(store),
      changes: async () => {
        leaving.abort();
        throw new Error("closed");
      },
    };
    const { signal } = leaving;
    const quiet = createReader({ store: failing }).changes({ signal });
    expect(await take(quiet)).toEqual([]);
    await store.close();
    await expect(reader.changes().next()).rejects.toMatchObject({ code: "store_closed" });
  });

  test.each([
    ["a cursor and a place to begin", { after: "1", from: "start" }],
    ["an empty cursor", { after: "" }],
    ["a place to begin that is none", { from: "yesterday" }],
    ["no time between looks", { pollMilliseconds: 0 }],
  ])("is refused with %s", async (_, options) => {
    const reader = createReader({ store: await opened() });
    expect(() => reader.changes(options as object)).toThrow(
      expect.objectContaining(invalid) as Error,
    );
  });

  test("of a tenant that is not served is refused", async () => {
    const reader = createReader({ store: await opened() });
    expect(() => reader.changes({ tenant: "acme" })).toThrow(
      expect.objectContaining({ code: "tenant_unknown" }) as Error,
    );
  });
});
