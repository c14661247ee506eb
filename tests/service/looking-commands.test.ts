import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

import { describe, expect, onTestFinished, test } from "vitest";

import { startTenure } from "../run-tenure.ts";
import { furnished, run, stored } from "./command-run.ts";

describe("commands that look", () => {
  test("list what a service has, narrowed and page by page, for people and for programs", async () => {
    const { ask } = await furnished();
    const [all, stuck, json, page, none] = await Promise.all([
      ask("list"),
      ask("list", "--request-state", "stuck", "--tenant", "default"),
      ask("list", "AS-", "--json"),
      ask("list", "--limit", "2", "--after", "AS-1"),
      ask("list", "--status", "terminated"),
    ]);
    expect(all.code, all.output).toBe(0);
    expect(all.output).toMatch(/^key +status +request +state +awaits +since +why$/mu);
    expect(all.output).toMatch(/^AS-1 +active +- +none +nobody +\S+Z$/mu);
    expect(all.output).toMatch(
      /^AS-stuck-1 +processing +purchase PR-AS-stuck-1 +stuck +operator .*vendor_said_no$/mu,
    );
    expect(all.output).toMatch(
      /^acme:AS-slow +processing +purchase PR-AS-slow +pending \(fulfilling\) +vendor/mu,
    );
    expect(all.output).not.toContain("\u001B");
    expect(stuck.output.match(/^AS-stuck-\d/gmu)).toEqual(["AS-stuck-1", "AS-stuck-2"]);
    expect(stuck.output).not.toContain("acme");
    expect(json.documents.map(({ key }) => key)).toEqual(["AS-1", "AS-stuck-1", "AS-stuck-2"]);
    expect(page.output.match(/^\S*AS-\S+/gmu)).toEqual(["AS-stuck-1", "AS-stuck-2"]);
    expect(page.output).toContain("go on with --after AS-stuck-2");
    expect(none).toMatchObject({ code: 0 });
    expect(none.output).toContain("There is no such subscription.");
  });

  test("show one as it stands and as it was, and hide what may be personal until they are asked", async () => {
    const { ask } = await furnished();
    const [sheet, json, open, earlier, unknown] = await Promise.all([
      ask("show", "AS-stuck-1"),
      ask("show", "acme:AS-slow", "--json"),
      ask("show", "AS-stuck-1", "--unredacted"),
      ask("show", "AS-1", "--at", "1", "--json"),
      ask("show", "AS-none"),
    ]);
    expect(sheet.output).toMatch(/^status +processing$/mu);
    expect(sheet.output).toMatch(
      /^given up +fulfillRequest after 1: vendor_said_no: \[redacted\]$/mu,
    );
    expect(sheet.output).not.toMatch(/jane|Jane/u);
    expect(open.output).toContain("Jane Doe is unknown");
    expect(open.output).toContain("jane@example.com");
    expect(json.documents).toMatchObject([
      { key: "acme:AS-slow", outstanding: { effects: [{ state: "retrying" }] } },
    ]);
    expect(earlier.documents).toMatchObject([{ version: 1, status: "processing" }]);
    expect(unknown.code).toBe(1);
    expect(unknown.output).toMatch(
      /tenure: There is no subscription AS-none\..*\(subscription_unknown\)/u,
    );
  });

  test("say why a request is held in our own words, which are nobody's secret", async () => {
    const { ask, engine } = await furnished();
    const request = { id: "PR-odd", type: "teleport" };
    await engine.send("AS-odd", { type: "request.pending", request }, { adapter: "connect" });
    expect((await ask("show", "AS-odd")).output).toMatch(
      /^given up +fulfillRequest after 0: unsupported_request_type: The request's type is not one/mu,
    );
  });

  test("end quietly when whoever reads has enough", async () => {
    const { child, output, ended } = startTenure(["list", "--json", "--store", await stored()]);
    child.stdout?.destroy();
    expect(await ended).toBe(0);
    expect(output()).toBe("");
  });

  test("tell a history, live it again step by step, and explain what may not be done", async () => {
    const { ask } = await furnished();
    const [table, newest, steps, upTo, list, why, may, nonsense, held] = await Promise.all([
      ask("history", "AS-stuck-1"),
      ask("history", "AS-1", "--newest", "--limit", "2", "--json"),
      ask("replay", "AS-1"),
      ask("replay", "AS-1", "--to", "1", "--unredacted", "--json"),
      ask("explain", "AS-1"),
      ask("explain", "AS-1", "suspend"),
      ask("explain", "AS-1", "command.cancel", "--json"),
      ask("explain", "AS-1", "dance"),
      ask("explain", "AS-stuck-1", "cancel"),
    ]);
    expect(table.output).toMatch(/^2 .* effect\.failed .* vendor_said_no: \[redacted\]$/mu);
    expect(table.output).toMatch(
      /^1 +\S+Z +platform +request\.pending +moved +new\/none -> processing\/fulfilling +fulfillRequest \(failed\)$/mu,
    );
    expect(table.output).toMatch(
      /^2 +\S+Z +engine +effect\.failed +moved +.* -> processing\/stuck +.*\[redacted\]$/mu,
    );
    expect(newest.documents.map(({ version }) => version)).toEqual([3, 2]);
    expect(newest.output).toContain("There are 1 more");
    expect(steps.output).toMatch(
      /^3 {2}\S+ {2}request\.approved by platform: .* -> active\/none$/mu,
    );
    expect(steps.output).toMatch(/^ {4}value\.lifecycle: "processing" -> "active"$/mu);
    expect(upTo.documents).toHaveLength(1);
    expect(JSON.stringify(upTo.documents)).toContain("jane@example.com");
    expect(list.output).toMatch(
      /^command\.suspend +no +capability_missing +Administrative Hold$/mu,
    );
    expect(list.code).toBe(0);
    expect(why.code).toBe(1);
    expect(why.output).toContain("Missing capability: Administrative Hold (subscription.hold).");
    expect(why.output).toContain("1. the administrator switches on Administrative Hold");
    expect(may).toMatchObject({ code: 0 });
    expect(may.documents).toMatchObject([{ type: "command.cancel", allowed: true }]);
    expect(nonsense.code).toBe(2);
    expect(held.code).toBe(1);
    expect(held.output).not.toContain("the last word");
    expect(held.output).toMatch(/1\. the operator approves the purchase request$/mu);
    expect(held.output).toMatch(
      /^What leads the request in progress on:\n  tenure answer AS-stuck-1 approve\|reject\|inquire\|postpone\n  tenure retry AS-stuck-1\n  tenure skip AS-stuck-1$/mu,
    );
  });

  test("verify histories, and fail when one is not what was written", async () => {
    const { ask } = await furnished();
    const file = await stored();
    const [all, some] = await Promise.all([
      ask("verify"),
      ask("verify", "AS-1", "acme:AS-slow", "--json"),
    ]);
    expect(all).toMatchObject({ code: 0 });
    expect(all.output).toContain("4 histories checked, 4 intact.");
    expect(some.documents).toMatchObject([{ key: "AS-1", intact: true }, { intact: true }]);
    const database = new DatabaseSync(file);
    database.exec("DROP TRIGGER history_is_never_edited");
    database.exec(
      `UPDATE history SET event = replace(event, 'jane', 'john') WHERE key = 'AS-1' AND version = 1`,
    );
    database.close();
    const damaged = await run(["verify", "--store", file]);
    expect(damaged.code, damaged.output).toBe(1);
    expect(damaged.output).toMatch(/^AS-1 +1 +content$/mu);
    expect(damaged.output).toContain("2 histories checked, 1 intact.");
  });

  test("look into a store that nobody, or somebody, works on, and leave it as it is", async () => {
    const file = await stored();
    const [list, ofAcme, show, history, explain, verify, missing, foreign] = await Promise.all([
      run(["list", "--store", file]),
      run(["list", "--store", file, "--tenant", "acme", "--json"]),
      run(["show", "acme:AS-2", "--store", file, "--json"]),
      run(["history", "AS-1", "--store", file, "--json"]),
      run(["explain", "AS-1", "cancel", "--store", file]),
      run(["verify", "--store", file, "--tenant", "acme"]),
      run(["list", "--store", join(file, "..", "none.db")]),
      run(["list", "--store", import.meta.filename]),
    ]);
    expect(list.code, list.output).toBe(0);
    expect(list.output.match(/^AS-\S+/gmu)).toEqual(["AS-1", "AS-stuck-1"]);
    expect(ofAcme.documents.map(({ key }) => key)).toEqual(["acme:AS-2"]);
    expect(show.documents).toMatchObject([{ key: "acme:AS-2", status: "active" }]);
    expect(history.documents.length).toBeGreaterThanOrEqual(3);
    expect(explain.output).toContain("command.cancel is allowed");
    expect(explain.output).toMatch(/^The platform has the last word: .* in the history then\.$/mu);
    expect(verify.output).toContain("1 history checked, 1 intact.");
    expect(missing.code).toBe(2);
    expect(missing.output).toContain("There is no store");
    expect([1, 3]).toContain(foreign.code);
    expect(foreign.output).toContain("commands.test.ts");
    expect(foreign.output).not.toMatch(/\n\s+at /u);
  });

  test("replay a history that was exported, and say when it is not what was", async () => {
    const { engine } = await furnished();
    const folder = mkdtempSync(join(tmpdir(), "tenure-export-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const whole = await engine.export("AS-1", { redacted: false });
    const write = (name: string, value: unknown) => {
      const file = join(folder, name);
      writeFileSync(file, JSON.stringify(value));
      return `@${file}`;
    };
    const entries = whole.entries.map((entry, index) =>
      index === 0 ? { ...entry, at: 1 } : entry,
    );
    const forged = { ...whole, entries };
    const [good, bad, hidden, both] = await Promise.all([
      run(["replay", "--file", write("whole.json", whole)]),
      run(["replay", "--file", write("forged.json", forged)]),
      run(["replay", "--file", write("redacted.json", await engine.export("AS-1"))]),
      run(["replay", "AS-1", "--file", write("again.json", whole)]),
    ]);
    expect(good.code, good.output).toBe(0);
    expect(good.output).toContain("3 steps lead to the record.");
    expect(good.output).not.toContain("jane@example.com");
    expect(bad.code).toBe(1);
    expect(bad.output).toContain("not what was exported, at version 1 (content)");
    expect(hidden.code).toBe(1);
    expect(hidden.output).toContain("redacted");
    expect(both.code).toBe(2);
  });
});
