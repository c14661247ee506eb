import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { createReader } from "@tenure/engine";
import { sqliteStore } from "@tenure/sqlite";
import { describe, expect, onTestFinished, test } from "vitest";

import { furnished, run, stored } from "./command-run.ts";

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "tenure-files-"));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

async function reading(file: string) {
  const store = sqliteStore({ file, readOnly: true });
  await store.open();
  onTestFinished(() => store.close());
  return createReader({ store, tenants: ["acme"] });
}

describe("a history in a file", () => {
  test("is written redacted unless told otherwise, of a service and of a store", async () => {
    const { ask } = await furnished();
    const store = await stored();
    const [plain, whole, looked] = await Promise.all([
      ask("export", "AS-stuck-1"),
      ask("export", "AS-stuck-1", "--unredacted"),
      run(["export", "acme:AS-2", "--store", store]),
    ]);
    expect(plain.code, plain.output).toBe(0);
    expect(plain.documents).toMatchObject([
      { format: "tenure-history", key: "AS-stuck-1", redacted: true },
    ]);
    expect(plain.output).not.toMatch(/jane/iu);
    expect(whole.documents).toMatchObject([{ redacted: false }]);
    expect(whole.output).toContain("jane@example.com");
    expect(looked.documents).toMatchObject([{ key: "acme:AS-2", tenant: "acme" }]);
  });

  test("goes into a file that only its owner reads, and replaces none", async () => {
    const store = await stored();
    const file = join(folder(), "AS-1.json");
    const written = await run(["export", "AS-1", "--store", store, "--file", file]);
    expect(written.code, written.output).toBe(0);
    expect(written.output).toBe(
      `AS-1: version 3 is in ${file}, redacted: it cannot be imported. --unredacted writes all of it.\n`,
    );
    expect(statSync(file).mode & 0o077).toBe(0);
    const before = readFileSync(file, "utf8");
    const again = await run(["export", "AS-1", "--store", store, "--file", file, "--unredacted"]);
    expect(again.code).toBe(2);
    expect(again.output).toContain(`There is a file ${file} already.`);
    expect(readFileSync(file, "utf8")).toBe(before);
    const nowhere = join(file, "of", "it.json");
    const lost = await run(["export", "AS-1", "--store", store, "--file", nowhere]);
    expect(lost.code).toBe(2);
    const none = join(folder(), "none.json");
    const unknown = await run(["export", "AS-none", "--store", store, "--file", none]);
    expect(unknown.code).toBe(1);
    expect(unknown.output).toContain("(subscription_unknown)");
    expect(existsSync(none)).toBe(false);
  });

  test("is imported into another store as it was, and told what becomes of outstanding work", async () => {
    const from = await stored();
    const files = folder();
    const to = join(files, "other.db");
    const exported = async (key: string, name: string) => {
      const file = join(files, name);
      const flags = ["--store", from, "--unredacted", "--file", file, "--json"];
      const ran = await run(["export", key, ...flags]);
      expect(ran.code, ran.output).toBe(0);
      return { file, ran };
    };
    const active = await exported("AS-1", "active.json");
    const other = await exported("acme:AS-2", "other.json");
    expect(active.ran.documents).toEqual([
      { key: "AS-1", version: 3, redacted: false, file: active.file },
    ]);

    const untold = await run(["import-history", active.file, "--store", to]);
    expect(untold.code).toBe(2);
    expect(untold.output).toContain("--outstanding");
    expect(existsSync(to)).toBe(false);
    const kept = ["--outstanding", "perform", "--store", to];
    const imported = await run(["import-history", active.file, ...kept]);
    expect(imported.code, imported.output).toBe(0);
    expect(imported.output).toMatch(/^AS-1: imported at version 3; nothing was left to do\.$/mu);
    const json = await run(["import-history", other.file, ...kept, "--json"]);
    expect(json.documents).toMatchObject([{ key: "acme:AS-2", effects: [], timers: 0 }]);

    const [before, after] = [await reading(from), await reading(to)];
    expect(await after.get("AS-1")).toEqual(await before.get("AS-1"));
    expect(await after.verify("acme:AS-2")).toMatchObject({ type: "intact" });
    const twice = await run(["import-history", active.file, ...kept]);
    expect(twice.code).toBe(1);
    expect(twice.output).toContain("There is a subscription AS-1 already.");
  });

  test("that was redacted, changed or is none at all is not imported", async () => {
    const from = await stored();
    const files = folder();
    const to = join(files, "other.db");
    const redacted = join(files, "redacted.json");
    const changed = join(files, "changed.json");
    const nonsense = join(files, "nonsense.json");
    await run(["export", "AS-stuck-1", "--store", from, "--file", redacted]);
    const whole = await run(["export", "AS-stuck-1", "--store", from, "--unredacted"]);
    writeFileSync(changed, whole.output.replaceAll("jane@example.com", "joan@example.com"));
    writeFileSync(nonsense, "{");
    const ends = ["--outstanding", "drop", "--store", to];
    const [first, second, third, missing] = [
      await run(["import-history", redacted, ...ends]),
      await run(["import-history", changed, ...ends]),
      await run(["import-history", nonsense, ...ends]),
      await run(["import-history", join(files, "missing.json"), ...ends]),
    ];
    expect(first.code).toBe(1);
    expect(first.output).toMatch(/redacted/u);
    expect(second.code).toBe(1);
    expect(second.output).toMatch(/not what was exported/u);
    expect(third.code).toBe(2);
    expect(missing.code).toBe(2);
    const found = existsSync(to) ? await (await reading(to)).count() : 0;
    expect(found).toBe(0);
  });

  test("names the other import where one is taken for the other", async () => {
    const help = await run(["import", "--help"]);
    expect(help.output).toContain("tenure import-history");
    const other = await run(["import-history", "--help"]);
    expect(other.output).toMatch(/tenure import[ ,.]/u);
  });
});

describe("a backup", () => {
  test("is one state of the store, beside whoever works on it, and a store itself", async () => {
    const file = await stored();
    const working = sqliteStore({ file });
    await working.open();
    onTestFinished(() => working.close());
    const copy = join(folder(), "copy.db");
    const ran = await run(["backup", copy, "--store", file]);
    expect(ran.code, ran.output).toBe(0);
    expect(ran.output).toMatch(new RegExp(`^${file} is copied to ${copy}: \\d+ bytes\\.$`, "mu"));
    const json = await run(["backup", copy, "--store", file, "--json"]);
    expect(json.documents).toEqual([{ store: file, file: copy, bytes: statSync(copy).size }]);
    const [before, after] = [await reading(file), await reading(copy)];
    expect(await after.count({ tenant: "*" })).toBe(await before.count({ tenant: "*" }));
    expect(await after.verify("AS-1")).toMatchObject({ type: "intact" });
  });

  test("replaces no store that is in use, and neither makes nor reads what is no store", async () => {
    const file = await stored();
    const itself = await run(["backup", file, "--store", file]);
    expect(itself.code).toBe(2);
    expect(itself.output).toContain("cannot replace the store");
    const missing = join(folder(), "missing.db");
    const none = await run(["backup", join(folder(), "copy.db"), "--store", missing]);
    expect(none.code).toBe(2);
    expect(none.output).toContain("There is no store");
    expect(existsSync(missing)).toBe(false);
    const unnamed = await run(["backup", join(folder(), "copy.db")]);
    expect(unnamed.code).toBe(2);
    expect(unnamed.output).toContain("--store");
  });

  test("of PostgreSQL is refused with the tool that makes it, and without its connection string", async () => {
    const secret = "postgres://me:secret@127.0.0.1:9/tenure";
    const copy = join(folder(), "copy.db");
    for (const ran of [
      await run(["backup", copy, "--database", secret, "--schema", "mine"]),
      await run(["backup", copy, "--schema", "mine"], { DATABASE_URL: secret }),
    ]) {
      expect(ran.code).toBe(2);
      expect(ran.output).toMatch(/pg_dump .*--schema=mine/u);
      expect(ran.output).not.toContain("secret");
    }
    expect(existsSync(copy)).toBe(false);
  });
});
