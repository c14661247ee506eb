import { fc, test } from "@fast-check/vitest";
import { beforeAll, describe, expect } from "vitest";

import { ROUTES } from "../src/api/routes.ts";
import { fullWorld } from "./full-world.ts";
import { stage, type Stage } from "./parties.ts";

let world: Stage;
/** Real ids of every kind, by the path they are found under. */
const known = new Map<string, readonly string[]>();

beforeAll(async () => {
  world = stage();
  await fullWorld(world);
  for (const { path } of ROUTES.filter(({ method }) => method === "GET")) {
    if (path.includes(":")) continue;
    const { list } = await world.vendor.get(path);
    known.set(
      path,
      list.map(({ id }) => id),
    );
  }
});

/** Field names that some rule reads, so that nonsense stands where sense is expected. */
const FIELDS = [
  "type",
  "status",
  "asset",
  "id",
  "items",
  "params",
  "configuration",
  "product",
  "account",
  "tier_level",
  "connection",
  "template",
  "template_id",
  "effective_date",
  "reason",
  "value",
  "value_error",
  "structured_value",
  "period",
  "from",
  "uom",
  "contract",
  "usage_file",
  "rows",
  "name",
  "mpn",
  "constraints",
  "contact_info",
  "tiers",
  "vendor",
  "capabilities",
  "parameter",
  "text",
  "planned_date",
] as const;

const { value: nonsense } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom<unknown>(
      null,
      true,
      0,
      -1,
      1.5,
      "",
      "x",
      "setup",
      "update",
      "purchase",
      "vendor",
      "2026-01-01",
      "__proto__",
    ),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...FIELDS), tie("value"), { maxKeys: 6 }),
  ),
}));

describe("every path that is written to", () => {
  const routes = ROUTES.filter(({ method }) => method !== "GET");

  test.prop([fc.constantFrom(...routes), nonsense, fc.nat(), fc.boolean()], { numRuns: 1500 })(
    "takes any JSON and answers, never with an internal error",
    async ({ method, path }, body, pick, isVendor) => {
      const collection = path.split("/:")[0] ?? "";
      const ids = known.get(collection) ?? ["x"];
      const target = path.replace(/:\w+/u, ids[pick % ids.length] ?? "x").replaceAll(/:\w+/gu, "1");
      const party = isVendor ? world.vendor : world.distributor;
      const { status, text } = await party.call(method, target, body ?? undefined);
      expect([status < 500, `${method} ${target} ${status} ${text.slice(0, 200)}`]).toEqual([
        true,
        expect.any(String),
      ]);
    },
  );

  test("and what was written can still be read", async () => {
    const lists = ROUTES.filter(({ method, path }) => method === "GET" && !path.includes(":"));
    for (const { path } of lists) {
      expect([path, (await world.vendor.get(`${path}?limit=1000`)).status]).toEqual([path, 200]);
    }
  });
});
