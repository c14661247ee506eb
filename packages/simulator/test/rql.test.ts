import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { Refusal } from "../src/refusal.ts";
import { page } from "../src/rql/listing.ts";
import { parseQuery } from "../src/rql/query.ts";
import { inTurn } from "./in-turn.ts";
import { purchaseBody, stage } from "./parties.ts";

interface Document {
  readonly id: string;
  readonly status: string;
  readonly size: number;
  readonly asset: { readonly name: string; readonly params: readonly { readonly id: string }[] };
}

const name = fc.string({
  maxLength: 6,
  unit: fc.constantFrom("a", "b", "B", " ", "*", ",", "(", '"', "é", "%"),
});
const documents = fc.array(
  fc.record({
    id: fc.uuid(),
    status: fc.constantFrom("pending", "approved", "failed"),
    size: fc.integer({ min: 0, max: 5 }),
    asset: fc.record({
      name,
      params: fc.array(fc.record({ id: fc.constantFrom("x", "y") }), { maxLength: 2 }),
    }),
  }),
  { maxLength: 12 },
);

/** A filter as text together with what it should mean. */
interface Filter {
  readonly text: string;
  readonly holds: (document: Document) => boolean;
}

const quoted = (text: string) => `"${encodeURIComponent(text)}"`;

const leaf: fc.Arbitrary<Filter> = fc.oneof(
  fc.constantFrom("pending", "approved").map((status) => ({
    text: `eq(status,${status})`,
    holds: (document: Document) => document.status === status,
  })),
  fc.constantFrom("pending", "approved").map((status) => ({
    text: `status=${status}`,
    holds: (document: Document) => document.status === status,
  })),
  fc.constantFrom("pending", "failed").map((status) => ({
    text: `ne(status,${status})`,
    holds: (document: Document) => document.status !== status,
  })),
  fc.constant({
    text: "in(status,(pending,failed))",
    holds: (document: Document) => document.status !== "approved",
  }),
  fc.constant({
    text: "out(status,(pending,failed))",
    holds: (document: Document) => document.status === "approved",
  }),
  fc.integer({ min: 0, max: 5 }).map((size) => ({
    text: `ge(size,${size})`,
    holds: (document: Document) => document.size >= size,
  })),
  fc.integer({ min: 0, max: 5 }).map((size) => ({
    text: `lt(size,${size})`,
    holds: (document: Document) => document.size < size,
  })),
  name
    .filter((text) => !text.includes('"'))
    .map((text) => ({
      text: `eq(asset.name,${quoted(text)})`,
      holds: (document: Document) => document.asset.name === text,
    })),
  fc.constantFrom("a", "B").map((text) => ({
    text: `like(asset.name,*${text}*)`,
    holds: (document: Document) => document.asset.name.includes(text),
  })),
  fc.constantFrom("a", "b").map((text) => ({
    text: `ilike(asset.name,${text}*)`,
    holds: (document: Document) => document.asset.name.toLowerCase().startsWith(text),
  })),
  fc.constant({
    text: "eq(asset.params.id,x)",
    holds: (document: Document) => document.asset.params.some(({ id }) => id === "x"),
  }),
  fc.constant({ text: "eq(asset.nothing,null())", holds: () => true }),
  fc.constant({
    text: "eq(asset.name,empty())",
    holds: (document: Document) => document.asset.name === "",
  }),
);

const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { depthSize: "small" },
    leaf,
    fc.array(tie("filter"), { minLength: 1, maxLength: 3 }).map((inner) => ({
      text: `and(${inner.map(({ text }) => text).join(",")})`,
      holds: (document: Document) => inner.every(({ holds }) => holds(document)),
    })),
    fc.array(tie("filter"), { minLength: 2, maxLength: 3 }).map((inner) => ({
      text: `(${inner.map(({ text }) => text).join("|")})`,
      holds: (document: Document) => inner.some(({ holds }) => holds(document)),
    })),
    fc
      .array(tie("filter"), { minLength: 1, maxLength: 3 })
      .map((inner) => ({
        text: inner.map(({ text }) => text).join("&"),
        holds: (document: Document) => inner.every(({ holds }) => holds(document)),
      }))
      .map(({ text, holds }) => ({ text: `(${text})`, holds })),
    tie("filter").map(({ text, holds }) => ({
      text: `not(${text})`,
      holds: (document: Document) => !holds(document),
    })),
  ),
}));

/** What a query is made of, and what breaks one. */
const SIGNS = [
  "(",
  ")",
  "&",
  "|",
  ",",
  "=",
  '"',
  "'",
  "%",
  "+",
  "-",
  ".",
  "*",
  "a",
  "1",
  " ",
  "eq",
  "in",
  "not",
  "null",
];

const idsOf = (json: unknown) => (json as Document[]).map(({ id }) => id);

describe("RQL", () => {
  test.prop([documents, filter], { numRuns: 400 })(
    "finds exactly the documents that a plain predicate finds",
    (all, { text, holds }) => {
      expect(idsOf(page(all, text).json)).toEqual(all.filter(holds).map(({ id }) => id));
    },
  );

  test.prop([documents, fc.nat({ max: 15 }), fc.nat({ max: 15 })])(
    "cuts pages out of one order and says where they are",
    (all, limit, offset) => {
      const answer = page(all, `ordering(-size,id)&limit=${limit}&offset=${offset}`);
      const sorted = all.toSorted((a, b) => b.size - a.size || (a.id < b.id ? -1 : 1));
      const shown = sorted.slice(offset, offset + limit).map(({ id }) => id);
      expect(idsOf(answer.json)).toEqual(shown);
      const range = shown.length === 0 ? "0-0" : `${offset}-${offset + shown.length - 1}`;
      expect(answer.headers).toEqual({ "content-range": `items ${range}/${all.length}` });
    },
  );

  test.prop([fc.string({ maxLength: 40, unit: fc.constantFrom(...SIGNS) })], {
    numRuns: 2000,
  })("reads or refuses any text, and never breaks", (text) => {
    try {
      parseQuery(text);
    } catch (error) {
      expect(error).toBeInstanceOf(Refusal);
    }
  });

  test.prop([
    fc.string({ maxLength: 6, unit: fc.constantFrom("a", "b") }),
    fc.array(fc.constantFrom("a", "b", "*"), { minLength: 1, maxLength: 5 }),
  ])("lets `*` in like stand for any characters, none included", (text, signs) => {
    const found = page([{ id: "1", text }], `like(text,${signs.join("")})`).json;
    const pattern = new RegExp(`^${signs.join("").replaceAll("*", ".*")}$`, "u");
    expect(idsOf(found)).toEqual(pattern.test(text) ? ["1"] : []);
  });

  test("refuses what it cannot read with an error body", async () => {
    const { vendor } = stage();
    const bad = [
      "eq(status",
      "eq(status)",
      "between(a,1,2)",
      "in(status,pending)",
      "limit=x",
      "and(a",
      "%zz=1",
    ];
    await inTurn(bad, async (query) => {
      const { status, body } = await vendor.get(`/requests?${query}`);
      expect([query, status, body.errors.length]).toEqual([query, 400, 1]);
    });
    expect((await vendor.get(`/requests?${"(".repeat(5000)}`)).status).toBe(400);
  });

  test("reads the older plain parameters as well", async () => {
    const { distributor, vendor } = stage();
    const { body } = await distributor.post("/requests", purchaseBody());
    const find = async (query: string) => (await vendor.get(`/requests?${query}`)).list.length;
    expect(
      await find(`asset__product__id=${body.asset.product.id}&status__in=pending,failed`),
    ).toBe(1);
    expect(await find(`asset.product.id=${body.asset.product.id}&status=approved`)).toBe(0);
    expect(
      await find(`asset_id=${body.asset.id}&created__gt=2026-01-01T00:00:00&order_by=-created`),
    ).toBe(1);
    expect(await find("created__lt=2026-01-01T00:00:00%2B00:00")).toBe(0);
    expect(await find("and%28eq%28status%2Cpending%29%29")).toBe(1);
  });

  test("takes an operator between field and value, ranges, and search in any text", async () => {
    const { distributor, vendor } = stage();
    const { body } = await distributor.post("/requests", purchaseBody());
    const find = async (query: string) => (await vendor.get(`/requests?${query}`)).list.length;
    expect(await find("status=ne=pending")).toBe(0);
    expect(await find("status=eq=pending&id=like=PR-*")).toBe(1);
    expect(await find('status=eq="pending"')).toBe(1);
    expect(await find("assignee=eq=null()")).toBe(0);
    expect(await find("range(created,2026-01-01T00:00:00,2027-01-01T00:00:00)")).toBe(1);
    expect(await find("range(created,2027-01-01T00:00:00,2028-01-01T00:00:00)")).toBe(0);
    expect(await find(`search=${body.asset.id.toLowerCase()}`)).toBe(1);
    expect(await find("search=sample%20cust")).toBe(1);
    expect(await find("search=nothing-of-this-kind")).toBe(0);
  });

  test("passes over a filter the list does not offer, as the platform does, wherever it stands", async () => {
    const { distributor, vendor } = stage();
    await distributor.post("/requests", purchaseBody());
    const find = async (query: string) => (await vendor.get(`/requests?${query}`)).list.length;
    expect(await find("gt(planned_date,2030-01-01T00:00:00)")).toBe(1);
    expect(await find("not(eq(planned_date,null()))")).toBe(1);
    expect(await find("or(eq(planned_date,x),eq(status,failed))")).toBe(0);
    expect(await find("and(eq(planned_date,x),eq(status,pending))")).toBe(1);
    expect(await find("planned_date=x&status=pending")).toBe(1);
    const { list } = await vendor.get("/products?eq(no_such_field,1)");
    expect(list).toHaveLength(1);
  });

  test("finds subscriptions and requests by the older names of their fields", async () => {
    const { distributor, vendor } = stage();
    const { body } = await distributor.post(
      "/requests",
      purchaseBody({ tiers: { customer: { name: "C" }, tier1: { id: "TA-1", name: "R" } } }),
    );
    const find = async (path: string) => (await vendor.get(path)).list.length;
    expect(await find("/requests?asset.tier1_id=TA-1")).toBe(1);
    expect(await find("/requests?asset.tier1_id=TA-2")).toBe(0);
    expect(await find(`/requests?product_id=${body.asset.product.id}`)).toBe(1);
    expect(await find("/assets?gt(created,2026-01-01T00:00:00)&ordering(-updated)")).toBe(1);
    expect(await find("/assets?lt(created,2026-01-01T00:00:00)")).toBe(0);
    expect(await find("/assets?hub.id=HB-1000-0001")).toBe(1);
  });

  test("is ordered once, by any number of fields", async () => {
    const { vendor } = stage();
    const twice = await vendor.get("/requests?ordering(created)&ordering(-updated)");
    expect([twice.status, twice.body.errors]).toEqual([
      400,
      ["Bad ordering filter: query can contain only one ordering operation."],
    ]);
    expect((await vendor.get("/requests?ordering(status,-created)")).status).toBe(200);
  });

  test("orders requests only by what the platform can order by", async () => {
    const { vendor } = stage();
    expect((await vendor.get("/requests?ordering(-updated)")).status).toBe(200);
    expect((await vendor.get("/requests?ordering(planned_date)")).status).toBe(400);
  });

  test("shows hidden fields when asked and leaves fields out when asked", async () => {
    const { distributor, vendor } = stage();
    await distributor.post("/requests", purchaseBody());
    const [plain] = (await vendor.get("/requests")).list;
    expect(plain?.asset.product.capabilities).toBeUndefined();
    const [asked] = (await vendor.get("/requests?select(asset.product.capabilities,-asset.items)"))
      .list;
    expect(asked?.asset.product.capabilities).toMatchObject({ subscription: { hold: true } });
    expect(asked?.asset.items).toBeUndefined();
  });

  test("answers a count without documents for limit=0, and never more than 1000", async () => {
    const { distributor, vendor } = stage();
    await distributor.post("/requests", purchaseBody());
    const { range, list } = await vendor.get("/requests?limit=0");
    expect([range, list]).toEqual(["items 0-0/1", []]);
    expect((await vendor.get("/requests?eq(status,failed)")).range).toBe("items 0-0/0");
    const many = Array.from({ length: 1200 }, (_, index) => ({ id: String(index) }));
    expect(idsOf(page(many, "limit=5000").json)).toHaveLength(1000);
    expect(idsOf(page(many, "").json)).toHaveLength(100);
  });
});
