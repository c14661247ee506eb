import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { fc, test as property } from "@fast-check/vitest";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { DEFAULT_PRODUCT_ID } from "../src/index.ts";
import { activeSubscription, approve, purchaseBody, stage, type Stage } from "./parties.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tenure-simulator-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Everything the API shows. */
async function everything({ vendor }: Stage): Promise<unknown> {
  const paths = [
    "/requests?select(asset.product.capabilities)",
    "/assets?select(pending_request)",
    "/products",
    `/products/${DEFAULT_PRODUCT_ID}/templates`,
    "/conversations",
    "/notifications/webhooks",
    "/tier/config-requests",
  ];
  return Promise.all(paths.map(async (path) => (await vendor.get(path)).list));
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe("a simulator on a journal", () => {
  test("resumes with the same documents, the same calls and the same ids to come", async () => {
    const file = join(folder, "platform.jsonl");
    const first = stage({ file });
    const assetId = await activeSubscription(first);
    await first.distributor.post("/requests", { type: "cancel", asset: { id: assetId } });
    await first.vendor.post("/requests/nothing/approve", {});
    first.simulator.load([
      { source: "a", body: { id: "PR-1-1-1-001", type: "purchase", asset: { id: "AS-1-1-1" } } },
      { source: "b", body: { id: "PR-1-1-1-002", type: "change", asset: { id: "AS-1-1-1" } } },
    ]);
    const before = await everything(first);
    const calls = plain(first.simulator.calls);

    const second = stage({ file });
    expect(plain(second.simulator.calls)).toEqual(calls);
    expect(await everything(second)).toEqual(before);

    const third = stage({ file });
    await approve(third.vendor, "PR-1-1-1-001");
    expect((await third.vendor.get("/requests/PR-1-1-1-002")).body.status).toBe("pending");
    const uninterrupted = stage();
    await activeSubscription(uninterrupted);
    const next = await third.distributor.post("/requests", purchaseBody());
    const expected = await uninterrupted.distributor.post("/requests", purchaseBody());
    expect(next.body.asset.id).toBe(expected.body.asset.id);
  });

  test("forgets a line that was cut off while it was written, and only that", async () => {
    const file = join(folder, "platform.jsonl");
    const first = stage({ file });
    await activeSubscription(first);
    const length = statSync(file).size;
    const before = await everything(first);
    const lines = readFileSync(file).subarray(0, length);
    writeFileSync(file, lines);
    appendFileSync(file, '{"changes":[{"collection":"assets","id":"AS-');
    const second = stage({ file });
    expect(await everything(second)).toEqual(before);
    expect(statSync(file).size).toBeGreaterThan(length);
    expect(await everything(stage({ file }))).toEqual(before);
  });

  test("says which line is broken", () => {
    const file = join(folder, "platform.jsonl");
    writeFileSync(file, '{"changes":[]}\nrubbish\n{"changes":[]}\n');
    expect(() => stage({ file })).toThrow(/Line 2 of .*platform\.jsonl/u);
  });

  property.prop([fc.nat(), fc.integer({ min: 0, max: 1 })], { numRuns: 25 })(
    "holds after a crash at any byte what was answered before it",
    async (cut, change) => {
      const file = join(folder, `${cut}-${change}.jsonl`);
      const first = stage({ file });
      const { body } = await first.distributor.post("/requests", purchaseBody());
      const afterFirst = statSync(file).size;
      await approve(first.vendor, body.id);
      const bytes = readFileSync(file);
      writeFileSync(file, bytes.subarray(0, afterFirst + (cut % (bytes.length - afterFirst))));
      const second = stage({ file });
      const { status } = (await second.vendor.get(`/requests/${body.id}`)).body;
      expect(["pending", "approved"]).toContain(status);
      if (status === "pending")
        expect((await approve(second.vendor, body.id)).body.status).toBe("approved");
      rmSync(file);
    },
  );

  test("records reads without their answers, writes and refusals with theirs", async () => {
    const { simulator, vendor, distributor, customer } = stage();
    const { body } = await distributor.post("/requests", purchaseBody());
    await vendor.get(`/requests/${body.id}?select(-asset)`);
    await vendor.get("/requests/nothing");
    await customer.get("/requests");
    expect(simulator.calls).toMatchObject([
      {
        number: 1,
        role: "distributor",
        method: "POST",
        path: "/public/v1/requests",
        status: 201,
        answer: body,
      },
      { number: 2, role: "vendor", method: "GET", query: "select(-asset)", status: 200 },
      { number: 3, status: 404, answer: { errors: ["Request not found."] } },
      { number: 4, role: "anonymous", status: 401 },
    ]);
    expect(simulator.calls[0]?.body).toEqual(purchaseBody());
    expect(simulator.calls[1]).not.toHaveProperty("answer");
  });
});
