import { expect, onTestFinished, test } from "vitest";

import { due, moving } from "./commits.ts";
import { testDatabase } from "./database.ts";
import { ownsServer } from "./server.ts";

const database = testDatabase();

/** Counts calls, and waits for the next one. */
function counter(): { readonly called: () => void; count(): number; next(): Promise<void> } {
  let count = 0;
  let waiting = Promise.withResolvers<void>();
  return {
    called() {
      count += 1;
      waiting.resolve();
      waiting = Promise.withResolvers();
    },
    count: () => count,
    next: () => waiting.promise,
  };
}

test("a commit of one store wakes another at once", async () => {
  const [writer, reader] = [await database.store(), await database.store({ listen: true })];
  const calls = counter();
  const listening = calls.next();
  onTestFinished(reader.watch(calls.called));
  await listening;
  const woken = calls.next();
  await writer.commit([moving("L-1", 0, { effects: [due("L-1/1/0")] })]);
  await woken;
  expect(calls.count()).toBeGreaterThanOrEqual(2);
});

test("a transaction of an application wakes others when it commits", async () => {
  const [writer, reader] = [await database.store(), await database.store({ listen: true })];
  const calls = counter();
  const listening = calls.next();
  onTestFinished(reader.watch(calls.called));
  await listening;
  const client = await database.client();
  await client.query("BEGIN");
  await writer.within(client).commit([moving("L-2", 0)]);
  const before = calls.count();
  const woken = calls.next();
  await client.query("COMMIT");
  await woken;
  expect(calls.count()).toBeGreaterThan(before);
});

test("a pause wakes others, and who stopped watching is not called", async () => {
  const [writer, reader] = [await database.store(), await database.store({ listen: true })];
  const [stopped, calls] = [counter(), counter()];
  const listening = [stopped.next(), calls.next()];
  const stop = reader.watch(stopped.called);
  onTestFinished(reader.watch(calls.called));
  await Promise.all(listening.slice(0, 1));
  stop();
  const before = stopped.count();
  const woken = calls.next();
  await writer.pause({ adapter: "connect", at: 1, reason: "a test" });
  await woken;
  expect(stopped.count()).toBe(before);
  expect(await writer.resume("connect")).toBe(true);
});

test("a store that was told not to listen is not called, and its watch can be ended", async () => {
  const store = await database.store({ listen: false });
  const calls = counter();
  const stop = store.watch(calls.called);
  await store.commit([moving("L-3", 0)]);
  stop();
  expect(calls.count()).toBe(0);
});

test.runIf(ownsServer)(
  "a listener connects again by itself, and calls because it may have missed some",
  async () => {
    const reader = await database.store({ listen: true });
    const calls = counter();
    const listening = calls.next();
    onTestFinished(reader.watch(calls.called));
    await listening;
    const again = calls.next();
    await database.server.restart();
    await again;
    const woken = calls.next();
    await reader.commit([moving("L-4", 0)]);
    await woken;
    expect(calls.count()).toBeGreaterThanOrEqual(3);
  },
  20_000,
);
