import type { DatabaseSync } from "node:sqlite";

import { expect, test } from "vitest";

import { dueEffects, dueTimers, nextEffect, nextTimer } from "../src/due-queries.ts";
import { listQuery } from "../src/list-query.ts";
import { openDatabase } from "../src/open-database.ts";

function plan(database: DatabaseSync, sql: string, values: readonly (string | number)[]): string {
  const steps = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values);
  return steps.map(({ detail }) => String(detail)).join("\n");
}

const database = openDatabase(":memory:");

test.each([
  ["due effects", dueEffects, [1, 2], "outbox_ready"],
  ["the next effect", nextEffect, [], "outbox_ready"],
  ["due timers", dueTimers, [1, 2], "timer_due"],
  ["the next timer", nextTimer, [], "timer_due"],
])("%s are found by one index, and none is read that is not due", (_name, sql, values, index) => {
  const steps = plan(database, sql, values);
  expect(steps).toContain(index);
  expect(steps).not.toContain("B-TREE");
});

test.each([
  [{}, "sqlite_autoindex_subscription_1"],
  [{ status: ["active"] as const }, "subscription_by_status"],
  [{ status: ["active", "suspended"] as const, adapter: "connect" }, "subscription_by_status"],
  [{ status: ["active"] as const, requestState: ["stuck"] as const }, "by_request_state"],
  [{ adapter: "connect" }, "subscription_by_adapter"],
])("a page of subscriptions %o walks an index and sorts nothing", (filter, index) => {
  const { sql, values } = listQuery(filter, { after: "K", limit: 10 });
  const steps = plan(database, sql, values);
  expect(steps).toContain(index);
  expect(steps).not.toContain("SCAN");
  expect(steps).not.toContain("B-TREE");
});
