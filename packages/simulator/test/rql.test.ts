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
      const first = limit === 0 ? 0 : offset;
      const last = first + Math.max(0, shown.length - 1);
      expect(answer.headers).toEqual({ "content-range": `items ${first}-${last}/${all.length}` });
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
    fc
      .array(fc.constantFrom("a", "b", "*"), { minLength: 1, maxLength: 5 })
      .map((signs) => signs.join("").replaceAll(/\*+/gu, "*")),
  ])("lets `*` in like stand for any characters, none included", (text, signs) => {
    const found = page([{ id: "1", text }], `like(text,${signs})`).json;
    const pattern = new RegExp(`^${signs.replaceAll("*", ".*")}$`, "u");
    expect(idsOf(found)).toEqual(pattern.test(text) ? ["1"] : []);
  });

  test.prop([
    fc.string({ maxLength: 6, unit: fc.constantFrom("a", "*", "\\") }),
    fc.string({ minLength: 1, maxLength: 4, unit: fc.constantFrom("a", "*", "\\") }),
  ])("takes a sign of like behind a backslash for what it is", (text, part) => {
    const escaped = part.replaceAll(/[*\\]/gu, String.raw`\$&`);
    const found = page([{ id: "1", text }], `like(text,"*${escaped}*")`).json;
    expect(idsOf(found)).toEqual(text.includes(part) ? ["1"] : []);
  });

  test("refuses what it cannot read with an error body", async () => {
    const { vendor } = stage();
    const bad = [
      "eq(status",
      "eq(status)",
      "between(a,1,2)",
      "in(status,pending)",
      "and(a",
      "%zz=1&a=1=1",
      "like(id,**)",
      "like(id,%22a**b%22)",
      "eq(id,a/b)",
      "eq(id, a)",
      "in(status,(pending, failed))",
      "eq(asset.external_id,a%26b)",
      "eq(1d,a)",
      "limit=ge=1",
      "limit=1,offset=1,eq(limit,2)",
      "limit=1&offset=1&offset=eq=2",
      "status__regex=p",
    ];
    await inTurn(bad, async (query) => {
      const { status, body } = await vendor.get(`/requests?${query}`);
      expect([query, status, body.errors.length]).toEqual([query, 400, 1]);
    });
    expect((await vendor.get(`/requests?${"(".repeat(5000)}`)).status).toBe(400);
  });

  test("takes an operator between field and value, ranges, and search in any text", async () => {
    const { distributor, vendor } = stage();
    const { body } = await distributor.post("/requests", purchaseBody());
    const find = async (query: string) => (await vendor.get(`/requests?${query}`)).list.length;
    expect(await find("status=ne=pending")).toBe(0);
    expect(await find("status=eq=pending&id=like=PR-*")).toBe(1);
    expect(await find('status=eq="pending"')).toBe(1);
    expect(await find("assignee=eq=null()")).toBe(1);
    expect(await find("range(created,2026-01-01T00:00:00,2027-01-01T00:00:00)")).toBe(1);
    expect(await find("range(created,2027-01-01T00:00:00,2028-01-01T00:00:00)")).toBe(0);
    expect(await find(`search=${body.asset.id.toLowerCase()}`)).toBe(1);
    expect(await find("search=sample%20cust")).toBe(1);
    expect(await find("search=nothing-of-this-kind")).toBe(0);
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
