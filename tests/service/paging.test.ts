import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { test as propertyTest } from "@fast-check/vitest";
import { createEngine, keyOf, type Engine, type SubscriptionFilter } from "@tenure/engine";
import { sqliteStore } from "@tenure/sqlite";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect } from "vitest";

import { subscriptionsPage } from "../../apps/tenure/src/api/subscriptions-page.ts";
import { scriptedPlatform } from "./scripted-platform.ts";

let folder: string;
let engine: Engine;
const statuses = ["active", "suspended", "terminated"] as const;
const kept: { key: string; tenant: string; status: (typeof statuses)[number] }[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "tenure-paging-"));
  engine = createEngine({
    store: sqliteStore({ file: join(folder, "tenure.db") }),
    adapters: [scriptedPlatform("connect")],
    tenants: ["acme", "ac"],
    passive: true,
  });
  await engine.start();
  const ids = [
    "A",
    "AS",
    "AS-",
    "AS-1",
    "AS-10",
    "AS-11",
    "AS-2",
    "AS-\u{1F642}",
    "AS-\uFFFD",
    "a",
    "ac",
    "b/c",
    "ä",
    "z z",
  ];
  await Promise.all(
    ["default", "acme", "ac"].flatMap((tenant) =>
      ids.map(async (id, index) => {
        const key = keyOf(tenant, id);
        const status = statuses[index % statuses.length] ?? "active";
        await engine.send(key, { type: "subscription.adopted", status });
        kept.push({ key, tenant, status });
      }),
    ),
  );
});
afterAll(async () => {
  await engine.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** By code point, as the store has them. */
function inOrder(left: string, right: string): number {
  const [one, other] = [Array.from(left), Array.from(right)];
  for (let index = 0; index < Math.min(one.length, other.length); index += 1) {
    const difference = (one[index]?.codePointAt(0) ?? 0) - (other[index]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}

describe("pages of subscriptions", () => {
  const texts = fc.constantFrom(
    "",
    "A",
    "AS",
    "AS-",
    "AS-1",
    "AS-10",
    "AS-\u{1F642}",
    "a",
    "ac",
    "acm",
    "ac:",
    "acme:",
    "acme:AS-1",
    "acme:AS-10",
    "b",
    "ä",
    "z ",
    "none",
    ":",
    "acme:x",
  );
  const tenants = fc.constantFrom("default", "acme", "ac", "*");
  const chosen = fc.subarray([...statuses]);

  propertyTest.prop([texts, tenants, chosen, fc.integer({ min: 1, max: 7 })], { numRuns: 400 })(
    "put together are all that begin with the text and fit the filter, each once and in order",
    async (text, tenant, status, limit) => {
      const filter: SubscriptionFilter = { tenant, status };
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const page = await subscriptionsPage(engine, { filter, text, after, limit });
        expect(page.rows.length).toBeLessThanOrEqual(limit);
        seen.push(...page.rows.map(({ key }) => key));
        after = page.next;
      } while (after !== undefined);
      const beginning =
        text === "" || tenant === "*" || text.includes(":") ? text : keyOf(tenant, text);
      const expected = kept
        .filter((one) => tenant === "*" || one.tenant === tenant)
        .filter((one) => status.length === 0 || status.includes(one.status))
        .filter(({ key }) => key.startsWith(beginning))
        .map(({ key }) => key)
        .toSorted(inOrder);
      expect(seen).toEqual(expected);
    },
  );
});
