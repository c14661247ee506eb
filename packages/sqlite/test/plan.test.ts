import type { DatabaseSync } from "node:sqlite";

import { expect, test } from "vitest";

import {
  dueInLane,
  dueTimers,
  endedLeases,
  lanes,
  nextLeaseEnd,
  nextTimer,
  oldAnswers,
  releaseEffects,
  releaseTimers,
} from "../src/due-queries.ts";
import { conditionsOf, countQuery, isWalkable, pageQuery } from "../src/list-query.ts";
import { openDatabase } from "../src/open-database.ts";

type Values = readonly (string | number)[];

function plan(database: DatabaseSync, sql: string, values: Values): string {
  const steps = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values);
  return steps.map(({ detail }) => String(detail)).join("\n");
}

const database = openDatabase(":memory:");

test.each([
  ["due effects of a lane", dueInLane, ["connect", "acme", 1, 1, 1, 9], "outbox_lane"],
  ["effects whose lease has ended", endedLeases, ["connect", 9], "outbox_held"],
  ["the next end of a lease", nextLeaseEnd, ["connect"], "outbox_held"],
  ["due timers", dueTimers, [1, 2], "timer_ready"],
  ["the next timer", nextTimer, [], "timer_ready"],
])("%s: found by one index, and none is read that is not due", (_name, sql, values, index) => {
  const steps = plan(database, sql, values);
  expect(steps).toContain(index);
  expect(steps).not.toContain("B-TREE");
});

test("the lanes are found by steps into an index, and no lane is read through", () => {
  const steps = plan(database, lanes, []);
  expect(steps).toMatch(/outbox_lane \(adapter=\?\)/u);
  expect(steps).toMatch(/outbox_lane \(adapter=\? AND tenant>\?\)/u);
  expect(steps).toMatch(/outbox_lane \(adapter=\? AND tenant=\?\)/u);
  expect(steps).not.toContain("SCAN outbox");
  expect(steps).not.toContain("B-TREE");
});

test.each([
  ["held effects", releaseEffects, "outbox_held"],
  ["held timers", releaseTimers, "timer_held"],
])("%s are found apart from all that wait", (_name, sql, index) => {
  expect(plan(database, sql, [])).toContain(index);
});

test("old answers are found by their age", () => {
  expect(plan(database, oldAnswers, [1, 9])).toContain("inbox_by_age (at<?)");
});

test.each([
  [{}, "sqlite_autoindex_subscription_1"],
  [{ status: ["active"] as const }, "subscription_by_status"],
  [{ status: ["active", "suspended"] as const, adapter: "connect" }, "subscription_by_status"],
  [{ requestState: ["stuck"] as const }, "subscription_by_request_state"],
  [{ requestType: ["change", "cancel"] }, "subscription_by_request_type"],
  [{ awaited: ["vendor", "operator"] as const }, "subscription_by_awaited"],
  [{ adapter: "connect" }, "subscription_by_adapter"],
  [{ tenant: "acme" }, "subscription_by_tenant"],
  [{ awaited: ["nobody"] as const }, "sqlite_autoindex_subscription_1"],
])("a page of subscriptions %o walks an index and sorts nothing", (filter, index) => {
  const conditions = conditionsOf(filter);
  const lead = conditions.find(isWalkable);
  const { sql, values } = pageQuery(conditions, lead, { after: "K", limit: 10 });
  const steps = plan(database, sql, values);
  expect(steps).toContain(index);
  expect(steps).not.toContain("SCAN");
  expect(steps).not.toContain("B-TREE");
});

test.each([
  [{ status: ["active", "suspended"] as const }, "subscription_by_status"],
  [{ requestState: ["stuck"] as const }, "subscription_by_request_state"],
  [{ requestType: ["change"] }, "subscription_by_request_type"],
  [{ awaited: ["vendor"] as const }, "subscription_by_awaited"],
  [{ adapter: "connect" }, "subscription_by_adapter"],
  [{ tenant: "acme" }, "subscription_by_tenant"],
])("the subscriptions of %o are counted in an index alone", (filter, index) => {
  const conditions = conditionsOf(filter);
  const { sql, values } = countQuery(conditions, conditions[0]);
  const steps = plan(database, sql, values);
  expect(steps).toContain(`COVERING INDEX ${index}`);
  expect(steps).not.toContain("SCAN");
});
