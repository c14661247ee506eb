import { fc, test } from "@fast-check/vitest";
import { connect, hold } from "@tenure/connect";
import type { PlatformTruth } from "@tenure/engine";
import { createConnectSimulator, DEFAULT_PRODUCT_ID } from "@tenure/simulator";
import { describe, expect, test as plainTest } from "vitest";

import { readTruth } from "../packages/connect/src/truth/read-truth.ts";
import { adoptionHouse } from "./adopting/adoption-house.ts";
import { collect } from "./adopting/collect.ts";
import { expectAgreement, isLiving } from "./adopting/expect-adopted.ts";
import { lives, type Placed, populate } from "./adopting/population.ts";

const products = [DEFAULT_PRODUCT_ID, "PRD-200-000-002"];

async function adopted(count: number) {
  const simulator = createConnectSimulator();
  const placed = populate(simulator, { count, products });
  const house = adoptionHouse(simulator, products);
  await house.run();
  const { engine } = await house.start();
  const records = await collect(pages(engine));
  const adapter = connect({
    baseUrl: "http://platform.invalid/public/v1",
    apiKey: "SU-1:unused",
    products,
    handlers: { otherwise: hold },
    client: house.client,
  });
  const truth: NonNullable<typeof adapter.truth> = async (question) => {
    if (adapter.truth === undefined) throw new Error("the adapter tells no truth");
    return adapter.truth(question);
  };
  return { simulator, placed, house, engine, records, truth };
}

async function* pages(
  engine: Awaited<ReturnType<ReturnType<typeof adoptionHouse>["start"]>>["engine"],
) {
  for (let after: string | undefined; ;) {
    const page = await engine.list({}, { limit: 100, ...(after === undefined ? {} : { after }) });
    yield* page.rows;
    if (page.next === undefined) return;
    after = page.next;
  }
}

/** What was answered, or what was said in its place. */
async function told(asked: Promise<PlatformTruth>): Promise<unknown> {
  try {
    return await asked;
  } catch (error) {
    return error instanceof Error ? error.message : error;
  }
}

/** Changes something on the platform behind the record's back. */
const tampering = fc.tuple(
  fc.constantFrom("status", "request status", "end", "hide", "remove request", "remove", "strange"),
  fc.nat(lives.length - 1),
);

function tamper(
  simulator: ReturnType<typeof createConnectSimulator>,
  { id, openRequest }: Placed,
  what: string,
): void {
  const { control } = simulator;
  if (what === "status") control.setSubscriptionStatus(id, "suspended");
  else if (what === "strange") control.setSubscriptionStatus(id, "rejected");
  else if (what === "remove") control.removeSubscription(id);
  else if (openRequest === undefined) control.setSubscriptionStatus(id, "active");
  else if (what === "request status") control.setRequestStatus(openRequest, "deploying");
  else if (what === "end") control.endRequest(openRequest, "failed", "no");
  else if (what === "hide") control.hideRequest(openRequest);
  else control.removeRequest(openRequest);
}

test.prop([fc.array(tampering, { maxLength: 8 })], { numRuns: 12 })(
  "asked about many at once, each is told as if it were asked about alone",
  async (changes) => {
    const { simulator, placed, house, engine, records, truth } = await adopted(lives.length);
    await using _ = engine;
    const chosen = new Map(changes.map(([what, index]) => [index, what]));
    for (const [index, what] of chosen) {
      const one = placed[index];
      if (one !== undefined) tamper(simulator, one, what);
    }
    const { signal } = new AbortController();
    const questions = records.map(({ key, tenant, snapshot }) => ({
      key,
      tenant,
      snapshot,
      signal,
    }));
    const together = await Promise.all(questions.map(async (question) => told(truth(question))));
    for (const [index, question] of questions.entries()) {
      expect([question.key, together[index]]).toEqual([
        question.key,
        await told(readTruth(house.client, question)),
      ]);
    }
  },
);

describe("comparing thousands", () => {
  plainTest(
    "takes a few calls for many subscriptions, and finds what it finds one by one",
    async () => {
      const { placed, house, engine } = await adopted(162);
      await using _ = engine;
      const living = placed.filter(isLiving).length;
      const before = house.calls.length;
      const rows = await collect(engine.reconcile({ concurrency: 64 }));
      expect(rows.every((row) => row.class === "agrees")).toBe(true);
      expect(rows.map(({ key }) => key)).toEqual(rows.map(({ key }) => key).toSorted());
      expect(house.calls.length - before).toBeLessThan(living / 4);
      await expectAgreement(engine, living);
    },
  );

  plainTest("one that is not waited for any more stops no other", async () => {
    const { engine, records, truth } = await adopted(27);
    await using _ = engine;
    const stopping = new AbortController();
    const { signal } = new AbortController();
    const asked = records.map(({ key, tenant, snapshot }, index) =>
      told(truth({ key, tenant, snapshot, signal: index === 3 ? stopping.signal : signal })),
    );
    stopping.abort(new Error("enough"));
    const answers = await Promise.all(asked);
    expect(answers.filter((answer) => typeof answer === "string")).toHaveLength(1);
    expect(typeof answers[3]).toBe("string");
  });

  plainTest("a subscription that changes while many are read is read again", async () => {
    const { simulator, placed, house, engine, records, truth } = await adopted(27);
    await using _ = engine;
    const moving = placed.find(({ life }) => life.name === "suspend pending on active");
    let assetLists = 0;
    house.interruption.before = (what) => {
      if (what !== "call" || !(house.calls.at(-1) ?? "").endsWith("/assets")) return;
      assetLists += 1;
      // Behind the first look at the subscriptions, before their requests are read.
      if (assetLists === 1) simulator.control.endRequest(moving?.openRequest ?? "", "approved");
    };
    const { signal } = new AbortController();
    const answers = await Promise.all(
      records.map(async ({ key, tenant, snapshot }) => truth({ key, tenant, snapshot, signal })),
    );
    const index = records.findIndex(({ key }) => key === moving?.id);
    expect(assetLists).toBeGreaterThan(0);
    expect(answers[index]?.adopted?.status).toBe("suspended");
  });
});

plainTest("trouble with the call for all is no trouble with each", async () => {
  const { simulator, engine, records, truth } = await adopted(27);
  await using _ = engine;
  simulator.faults.add({ kind: "status", status: 500, path: /\/assets$/u, times: 1 });
  const { signal } = new AbortController();
  const answers = await Promise.all(
    records.map(async ({ key, tenant, snapshot }) =>
      told(truth({ key, tenant, snapshot, signal })),
    ),
  );
  expect(answers.filter((answer) => typeof answer === "string")).toEqual([]);
});
