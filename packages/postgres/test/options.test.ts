import { fc, test } from "@fast-check/vitest";
import { postgresStore, type PostgresStoreOptions } from "@tenure/postgres";
import { describe, expect } from "vitest";

import { kept, original, packed } from "../src/packed.ts";

const connectionString = "postgres://somebody:secret-word@localhost/database";

describe("options", () => {
  test.each<[string, PostgresStoreOptions]>([
    ["no connection", {}],
    ["two connections", { connectionString, connection: {} }],
    [
      "another database's connection",
      { connectionString: "mysql://somebody:secret-word@localhost" },
    ],
    ["a broken connection string", { connectionString: "postgres://somebody:secret-word@[" }],
    ["a broken string to listen with", { connectionString, listen: "postgres://x:secret-word@[" }],
    ["a schema with a quote", { connectionString, schema: 'te"nure' }],
    ["a schema with a capital", { connectionString, schema: "Tenure" }],
    ["a schema of the server's own", { connectionString, schema: "pg_temp" }],
    ["a schema without a name", { connectionString, schema: "" }],
    ["a schema with a long name", { connectionString, schema: "t".repeat(49) }],
    ["no connections", { connectionString, connections: 0 }],
    ["half a connection", { connectionString, connections: 1.5 }],
    ["no time for a statement", { connectionString, statementTimeoutMilliseconds: 0 }],
    ["listening through a pooler", { connectionString, pooled: "transaction", listen: true }],
  ])("%s are refused at once, and the password is not told", (_name, options) => {
    let failure: unknown;
    try {
      postgresStore(options);
    } catch (error) {
      failure = error;
    }
    expect(failure).toMatchObject({ code: "options_invalid", consequence: "Defect" });
    const { message, stack, cause } = failure as Error;
    expect([message, stack, JSON.stringify(cause)].join("\n")).not.toContain("secret-word");
  });

  test("a store is used between open and close only, and closed as often as one likes", async () => {
    const store = postgresStore({ connectionString });
    await expect(store.load([{ key: "A" }])).rejects.toMatchObject({ code: "store_closed" });
    await expect(store.commit([])).rejects.toMatchObject({ code: "store_closed" });
    expect(() => store.within({} as never)).toThrow("not open");
    await store.close();
    await store.close();
  });
});

describe("text on its way to the server", () => {
  const anyText = fc.string({
    unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
  });

  test.prop([fc.oneof(anyText, fc.string({ unit: "binary" }))])(
    "comes back as it was, and holds nothing that PostgreSQL or the packing cannot carry",
    (text) => {
      const carried = kept(text);
      expect(original(carried)).toBe(text);
      expect(carried.isWellFormed()).toBe(true);
      // oxlint-disable-next-line no-control-regex -- these must not be left
      expect(carried).not.toMatch(/[\u0000-\u001F]/u);
      expect(carried).not.toBe("");
    },
  );

  test.prop([fc.uniqueArray(anyText)])("is told apart when it differs", (texts) => {
    expect(new Set(texts.map(kept)).size).toBe(texts.length);
  });

  test.prop([fc.array(fc.oneof(fc.json(), fc.constant(null)), { minLength: 1 })])(
    "is split into what was packed",
    (values) => {
      const split = packed(values).split("\u0001");
      expect(split.map((value) => (value === "\u0002" ? null : value))).toEqual(values);
    },
  );
});
