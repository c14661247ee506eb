import type { Adapter, PlatformTruth } from "@tenure/engine";
import { describe, expect, test } from "vitest";

import { reconcile } from "../../../../engine/src/reconcile/reconcile.ts";
import { scriptedPlatform, shows } from "./scripted-platform.ts";

const keys = (count: number) =>
  Array.from({ length: count }, (_, index) => `AS-${String(index).padStart(2, "0")}`);

describe("many subscriptions", () => {
  test("are compared a few at a time, and told in order", async () => {
    const all = keys(20);
    const platform = await scriptedPlatform(...all);
    let asking = 0;
    let most = 0;
    platform.answer = async ({ key }) => {
      asking += 1;
      most = Math.max(most, asking);
      await new Promise((resolve) => setTimeout(resolve, key.endsWith("0") ? 20 : 1));
      asking -= 1;
      return shows("active");
    };
    const results = await platform.reconcile({ concurrency: 3 });
    expect(results.map(({ key }) => key)).toEqual(all);
    expect(most).toBe(3);
    const some = [all[7] ?? "", all[2] ?? "", all[7] ?? ""];
    const chosen = await platform.reconcile({ keys: some });
    expect(chosen.map(({ key }) => key)).toEqual([all[7], all[2]]);
  });

  test("are those of the default tenant, unless another is asked for", async () => {
    const platform = await scriptedPlatform("AS-1", "acme:AS-1");
    expect((await platform.reconcile()).map(({ key }) => key)).toEqual(["AS-1"]);
    const others = await platform.reconcile({ filter: { tenant: "acme" } });
    expect(others.map(({ key }) => key)).toEqual(["acme:AS-1"]);
    expect(platform.questions.map(({ key, tenant }) => [key, tenant])).toEqual([
      ["AS-1", "default"],
      ["AS-1", "acme"],
    ]);
  });

  test("are not read ahead of who takes the results, and no more once that ends", async () => {
    const platform = await scriptedPlatform(...keys(20));
    for await (const { key } of reconcile(platform.dependencies(), { concurrency: 2 })) {
      expect(key).toBe("AS-00");
      break;
    }
    expect(platform.questions.length).toBeLessThanOrEqual(2);
    expect(platform.questions.every(({ signal }) => signal.aborted)).toBe(true);
  });

  test("end when they are aborted, whatever a platform waits for", async () => {
    const platform = await scriptedPlatform(...keys(5));
    const ending = new AbortController();
    platform.answer = ({ signal }) =>
      new Promise((_, reject) => {
        signal.addEventListener("abort", () => reject(new Error("aborted")));
        ending.abort();
      });
    expect(await platform.reconcile({ signal: ending.signal })).toEqual([]);
  });

  test.each([0, -1, 1.5, Number.NaN, 1000])(
    "are not compared %d at a time",
    async (concurrency) => {
      const platform = await scriptedPlatform();
      await expect(platform.reconcile({ concurrency })).rejects.toMatchObject({
        code: "options_invalid",
      });
    },
  );
});

describe("a platform that cannot tell", () => {
  const mixed = { type: "subscription.adopted", status: "active" } as const;
  test.each([
    ["rubbish", { adopted: { type: "subscription.adopted", status: "x" }, facts: [] }],
    ["what is no fact", { facts: [{ type: "operator.retry" }] }],
    ["a status among the facts", { adopted: mixed, facts: [mixed] }],
    ["a fact for a status", { adopted: { type: "renewal.changed", renewal: "manual" }, facts: [] }],
  ])("answers %s, and that is told", async (_, answer) => {
    const platform = await scriptedPlatform("AS-1");
    platform.answer = () => answer as unknown as PlatformTruth;
    expect(await platform.reconcile({ apply: true })).toMatchObject([
      { class: "unreadable", record: { status: "active" }, error: { code: "truth_invalid" } },
    ]);
  });

  test("takes too long, is told to stop, and does not hold up the others", async () => {
    const platform = await scriptedPlatform("AS-1", "AS-2");
    platform.answer = ({ key }) =>
      key === "AS-1" ? new Promise(() => undefined) : shows("suspended");
    expect(await platform.reconcile({}, { timeoutMilliseconds: 20 })).toMatchObject([
      { key: "AS-1", class: "unreadable", error: { code: "truth_timeout" } },
      { key: "AS-2", class: "outOfBand" },
    ]);
    expect(platform.questions.map(({ signal }) => signal.aborted)).toEqual([true, true]);
  });

  test("throws, or has an adapter that cannot be asked", async () => {
    const platform = await scriptedPlatform("AS-1");
    platform.answer = () => {
      throw new TypeError("out of order");
    };
    expect(await platform.reconcile()).toMatchObject([
      { class: "unreadable", error: { code: "truth_failed", message: "out of order" } },
    ]);
    expect(await platform.reconcile({}, { adapterOf: () => undefined })).toMatchObject([
      { error: { code: "adapter_unknown" } },
    ]);
    const mute: Adapter = { name: "mute", perform: async () => ({ type: "done", events: [] }) };
    expect(await platform.reconcile({}, { adapterOf: () => mute })).toMatchObject([
      { error: { code: "truth_unavailable" } },
    ]);
  });
});

describe("a subscription that moves", () => {
  test("while its platform is read, is compared as it stands then", async () => {
    const platform = await scriptedPlatform("AS-1");
    platform.answer = async ({ key, snapshot }) => {
      if (snapshot.value.lifecycle === "active") {
        await platform.engine.send(key, {
          type: "request.approved",
          request: { id: "PR-1", type: "suspend" },
          subscriptionStatus: "suspended",
        });
      }
      return shows("suspended");
    };
    expect(await platform.reconcile({ apply: true })).toMatchObject([
      { class: "agrees", record: { version: 2, status: "suspended" } },
    ]);
  });

  test("all the time, is told so and left alone", async () => {
    const platform = await scriptedPlatform("AS-1");
    let number = 0;
    platform.answer = async ({ key }) => {
      number += 1;
      await platform.engine.send(key, {
        type: "request.failed",
        request: { id: `PR-${number}`, type: "change" },
      });
      return shows("processing");
    };
    expect(await platform.reconcile({ apply: true })).toMatchObject([
      { class: "unreadable", error: { code: "version_conflict" }, applied: false },
    ]);
    expect((await platform.engine.get("AS-1"))?.status).toBe("active");
  });
});

describe("what a plan rests on", () => {
  test("is seen twice where the platform shows nothing for it, and dropped when it is gone", async () => {
    const platform = await scriptedPlatform("AS-1");
    platform.answer = () => shows(platform.questions.length === 1 ? "processing" : "active");
    expect(await platform.reconcile({ apply: true })).toMatchObject([
      { class: "agrees", applied: false },
    ]);
    expect((await platform.engine.get("AS-1"))?.version).toBe(1);
    expect(platform.questions).toHaveLength(2);
  });

  test("is told together with what stood in its way", async () => {
    const platform = await scriptedPlatform("AS-1");
    platform.answer = () => shows("suspended");
    const send = () => Promise.reject(new Error("disk full"));
    expect(await platform.reconcile({ apply: true }, { send })).toMatchObject([
      {
        class: "outOfBand",
        applied: false,
        plan: [{ type: "request.approved" }],
        error: { code: "plan_failed", message: "disk full" },
      },
    ]);
  });
});
