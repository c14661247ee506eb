import { storePromises } from "@tenure/testing/store";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";

import { due, moving, versionIn } from "./commits.ts";
import { testDatabase } from "./database.ts";
import { startPooler, type Pooler } from "./pooler.ts";
import { ownsServer } from "./server.ts";
import { postgresSubject } from "./subject.ts";

const database = testDatabase();
let pooler: Pooler;

beforeAll(async () => {
  // Fewer server connections than one store has clients, so that they are handed around.
  if (ownsServer) pooler = await startPooler(database.connectionString, 3);
}, 60_000);
afterAll(async () => {
  await pooler?.close();
});

const options = () =>
  ({ connectionString: pooler.connectionString, pooled: "transaction" }) as const;

describe.runIf(ownsServer)(
  "through a pooler that assigns a server connection per transaction",
  () => {
    const promises = storePromises({
      ...postgresSubject(() => database.connectionString, options),
      runs: 5,
    });
    test.each(promises.map(({ group, name, run }) => [`${group}: ${name}`, run] as const))(
      "%s",
      async (_name, run) => {
        await expect(run()).resolves.toBeUndefined();
      },
      60_000,
    );

    test("many callers share few server connections, and statements keep their limits", async () => {
      const { pooled } = options();
      const before = pooler.counts();
      const stores = await Promise.all(
        [1, 2, 3].map(() =>
          database.store({
            ...options(),
            pooled,
            schema: "crowd",
            connections: 4,
            statementTimeoutMilliseconds: 300,
          }),
        ),
      );
      await Promise.all(
        stores.map((store, nth) =>
          store.commit([moving(`P-${nth}`, 0, { effects: [due(`P-${nth}/1/0`)] })]),
        ),
      );
      const [store] = stores;
      const client = await database.client();
      await client.query("BEGIN; LOCK TABLE crowd.cursor");
      await expect(store?.writeCursor("slow", "1")).rejects.toMatchObject({ code: "store_busy" });
      await client.query("ROLLBACK");
      await store?.writeCursor("slow", "2");
      expect(await store?.readCursor("slow")).toBe("2");
      const after = pooler.counts();
      expect(after.clients - before.clients).toBeGreaterThanOrEqual(3);
      expect(after.servers - before.servers).toBeLessThanOrEqual(3);
    });

    test("a store that was not told of the pooler says what to do", async () => {
      const narrow = await startPooler(database.connectionString, 1);
      onTestFinished(() => narrow.close());
      const store = await database.store({ connectionString: narrow.connectionString });
      const several = Array.from({ length: 4 }, () => store.load([{ key: "A" }]));
      const told = (await Promise.allSettled(several)).flatMap((one) =>
        one.status === "rejected" ? [String(one.reason)] : [],
      );
      expect(told.join("\n")).toContain('pooled: "transaction"');
    });

    test("a listener that goes past the pooler is woken", async () => {
      const writer = await database.store(options());
      const reader = await database.store({ ...options(), listen: database.connectionString });
      let called = Promise.withResolvers<void>();
      onTestFinished(
        reader.watch(() => {
          called.resolve();
        }),
      );
      await called.promise;
      called = Promise.withResolvers();
      await writer.commit([moving("P-9", 0)]);
      await called.promise;
      expect(await versionIn(reader, "P-9")).toBe(1);
    });
  },
);
