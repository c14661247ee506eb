import { TenureError } from "@tenure/engine";
import { postgresStore } from "@tenure/postgres";
import { describe, expect, onTestFinished, test } from "vitest";

import { due, moving, versionIn } from "./commits.ts";
import { testDatabase } from "./database.ts";
import { ownsServer } from "./server.ts";

const database = testDatabase();

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

async function failureOf(work: Promise<unknown>): Promise<TenureError> {
  const failure: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(TenureError);
  return failure as TenureError;
}

describe.runIf(ownsServer)("a server that goes away", () => {
  test("rejects verbs as Retryable while it is away, and loses nothing acknowledged", async () => {
    const store = await database.store({ connections: 3 });
    const acknowledged = new Map<string, number>();
    const failures: TenureError[] = [];
    const ending = new AbortController();
    // Commits one version after the other; after a failure the store says which version there is.
    const work = async (key: string): Promise<void> => {
      let version = 0;
      while (!ending.signal.aborted || !acknowledged.has(key)) {
        try {
          const [result] = await store.commit([moving(key, version)]);
          if (result?.type === "committed") acknowledged.set(key, (version += 1));
          else version = await versionIn(store, key);
        } catch (error) {
          failures.push(error as TenureError);
          await pause(5);
        }
      }
    };
    const workers = ["O-1", "O-2", "O-3"].map(work);
    for (let outage = 0; outage < 3; outage += 1) {
      await pause(150);
      await database.server.restart();
    }
    await pause(150);
    ending.abort();
    await Promise.all(workers);
    for (const { consequence, cause } of failures) {
      expect(consequence).toBe("Retryable");
      expect(cause).toBeInstanceOf(Error);
    }
    expect(failures.map(({ code }) => code)).toContain("store_unavailable");
    for (const [key, version] of acknowledged) {
      const history = await store.history(key, { after: 0, limit: 100_000 });
      expect(history.length).toBeGreaterThanOrEqual(version);
      expect(history.at(-1)?.version).toBe(history.length);
      expect(await versionIn(store, key)).toBe(history.length);
    }
  }, 60_000);

  test("is told by open at once, and open works when it is back", async () => {
    const { connectionString } = database;
    const store = postgresStore({ connectionString, schema: "late", listen: false });
    onTestFinished(() => store.close());
    await database.server.shutDown();
    const failure = await failureOf(store.open());
    expect(failure).toMatchObject({ code: "store_unavailable", consequence: "Retryable" });
    await database.server.start();
    await store.open();
    expect(await store.backlog()).toBe(0);
  });

  test("does not end the process by a connection that idles", async () => {
    const store = await database.store();
    await Promise.all([store.backlog(), store.backlog(), store.backlog()]);
    await database.server.restart();
    await pause(100);
    expect(await store.backlog()).toBeGreaterThanOrEqual(0);
  });

  test("that freezes is given up after the statement's time, and a close does not wait for it", async () => {
    const store = await database.store({ statementTimeoutMilliseconds: 100, connections: 1 });
    await store.backlog();
    await database.server.pause();
    try {
      const failure = await failureOf(store.backlog());
      expect(failure.consequence).toBe("Retryable");
      await store.close();
    } finally {
      await database.server.resume();
    }
  }, 20_000);
});

test("a statement that takes too long is given up by the server", async () => {
  const store = await database.store({ statementTimeoutMilliseconds: 100 });
  const client = await database.client();
  await client.query("BEGIN; LOCK TABLE tenure.cursor");
  const failure = await failureOf(store.writeCursor("slow", "1"));
  expect(failure).toMatchObject({ code: "store_busy", consequence: "Retryable" });
  await client.query("ROLLBACK");
  await store.writeCursor("slow", "2");
  expect(await store.readCursor("slow")).toBe("2");
});

test("a connection that the server ends is replaced", async () => {
  const store = await database.store({ connections: 1 });
  await store.commit([moving("O-9", 0, { effects: [due("O-9/1/0")] })]);
  const client = await database.client();
  await client.query(
    `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
     WHERE application_name = 'tenure' AND pid <> pg_backend_pid()`,
  );
  // Whether the loss is noticed by now or by the next verb, that one at most fails.
  const told = await versionIn(store, "O-9").catch((error: unknown) => (error as TenureError).code);
  expect([1, "store_unavailable"]).toContain(told);
  expect(await versionIn(store, "O-9")).toBe(1);
});

test("a server that takes no writes says so, and nothing is written", async () => {
  const { connectionString } = database;
  const url = new URL(connectionString);
  url.searchParams.set("options", "-c default_transaction_read_only=on");
  const reading = await database.store({ connectionString: url.href });
  const failure = await failureOf(reading.commit([moving("O-10", 0)]));
  expect(failure).toMatchObject({ code: "store_unavailable", consequence: "Retryable" });
  expect(failure.message).toContain("primary");
  expect(await versionIn(reading, "O-10")).toBe(0);
});

test("no error tells the password", async () => {
  const url = new URL(database.connectionString);
  url.password = "not-the-password";
  const wrong = postgresStore({ connectionString: url.href, listen: false });
  const nowhere = new URL(url);
  nowhere.port = "1";
  const away = postgresStore({ connectionString: nowhere.href, listen: false });
  const failures = [await failureOf(wrong.open()), await failureOf(away.open())];
  for (const failure of failures) {
    const told = [failure.message, failure.stack, JSON.stringify(failure), String(failure.cause)];
    expect(told.join("\n")).not.toContain("not-the-password");
    expect(JSON.stringify(failure.cause)).not.toContain("not-the-password");
  }
  expect(failures.map(({ code }) => code)).toEqual(["store_failed", "store_unavailable"]);
});
