import { noCapabilities } from "@tenure/machine";
import { describe, expect, test } from "vitest";

import { furnished } from "./command-run.ts";
import { eventually } from "./eventually.ts";

describe("commands that change", () => {
  test("send a command, once for each key, and say why one is refused", async () => {
    const { ask, engine } = await furnished();
    const consent = ["--consent-by", "jane@example.com", "--consent-text", "I cancel."];
    const preview = await ask("send", "AS-1", "cancel", ...consent, "--preview");
    expect(preview.output).toContain('"createRequest"');
    expect((await engine.get("AS-1"))?.version).toBe(3);
    const known = ["--idempotency-key", "once", "--if-version", "3"];
    const first = await ask("send", "AS-1", "cancel", ...consent, ...known);
    expect(first.code, first.output).toBe(0);
    expect(first.output).toMatch(
      /^AS-1: taken in at version 4 \(moved\); now active, request none, awaiting platform$/mu,
    );
    const [refused, unagreed, wrong, late] = await Promise.all([
      ask("send", "AS-stuck-1", "suspend", ...consent),
      ask("send", "AS-stuck-1", "cancel"),
      ask("send", "AS-1", "dance"),
      ask("send", "AS-stuck-1", "adjust", "--parameters", '{"a":1}', "--if-version", "77"),
    ]);
    expect(refused.code).toBe(1);
    expect(refused.output).toMatch(/tenure: Subscription AS-stuck-1 is processing .*\(\w+\)/u);
    expect(unagreed.code).toBe(1);
    expect(wrong.code).toBe(2);
    expect(late.code).toBe(1);
    expect(late.output).toContain("version_conflict");
  });

  test("retry, skip and answer what is stuck, one by one, and go on past one that is refused", async () => {
    const { ask, engine } = await furnished();
    const retried = await ask("retry", "AS-1", "AS-stuck-1", "AS-none");
    expect(retried.code).toBe(1);
    expect(retried.output).toMatch(/tenure: .*AS-1 .*\(not_in_this_state\)/u);
    expect(retried.output).toMatch(/^AS-stuck-1: taken in at version 3/mu);
    expect(retried.output).toContain("(subscription_unknown)");
    await eventually(() => engine.count({ requestState: ["stuck"] })).toBe(2);
    const [skipped, answered, idle] = await Promise.all([
      ask("skip", "AS-stuck-1", "--json"),
      ask("answer", "AS-stuck-2", "reject", "--reason", "The account is closed."),
      ask("answer", "AS-1", "approve"),
    ]);
    expect(skipped.documents, skipped.output).toMatchObject([
      { key: "AS-stuck-1", verdict: { type: "moved" } },
    ]);
    expect(answered.code, answered.output).toBe(0);
    await eventually(async () => (await engine.get("AS-stuck-2"))?.status).toBe("terminated");
    expect(idle.code).toBe(1);
    expect(idle.output).toContain("no request in progress");
  });

  test("reconcile: nothing is changed unless it is said, and what does not agree fails", async () => {
    const { ask, engine, platform } = await furnished();
    platform.truths.set("AS-1", {
      adopted: { type: "subscription.adopted", status: "suspended" },
      facts: [],
    });
    const dry = await ask("reconcile", "AS-1");
    expect(dry.code, dry.output).toBe(1);
    expect(dry.output).toMatch(/^AS-1 +\w+ +active +suspended +\S.* no$/mu);
    expect((await engine.get("AS-1"))?.status).toBe("active");
    const applied = await ask("reconcile", "AS-1", "--apply", "--json");
    expect(applied.code, applied.output).toBe(0);
    expect(applied.documents).toMatchObject([{ key: "AS-1", applied: true }]);
    expect((await engine.get("AS-1"))?.status).toBe("suspended");
    const agrees = await ask("reconcile", "--status", "suspended");
    expect(agrees.code, agrees.output).toBe(0);
    expect(agrees.output).toContain("1 compared, 1 agree.");
  });

  test("reconcile: what is narrowed by product leaves the subscriptions of others alone", async () => {
    const { ask, engine, platform } = await furnished();
    const capabilities = noCapabilities;
    for (const [key, product] of [
      ["AS-1", "PRD-1"],
      ["AS-stuck-1", "PRD-2"],
    ] as const) {
      await engine.send(key, { type: "capabilities.changed", capabilities, product });
    }
    platform.truths.set("AS-1", {
      adopted: { type: "subscription.adopted", status: "suspended" },
      facts: [],
    });
    const others = await ask("reconcile", "--product", "PRD-2,PRD-3", "--apply", "--json");
    expect(others.documents.map(({ key }) => key)).toEqual(["AS-stuck-1"]);
    expect((await engine.get("AS-1"))?.status).toBe("active");
    const its = await ask("reconcile", "--product", "PRD-1", "--apply");
    expect(its.output).toContain("1 compared, 0 agree.");
    expect((await engine.get("AS-1"))?.status).toBe("suspended");
  });
});
