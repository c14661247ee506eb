import { fc, test } from "@fast-check/vitest";
import type { SubscriptionEventInput } from "@tenure/machine";
import { describe, expect, vi } from "vitest";

import type { HistoryExport } from "../../../../engine/src/export/history-export.ts";
import { parseHistoryExport } from "../../../../engine/src/export/parse-export.ts";
import { verifyHistoryExport } from "../../../../engine/src/export/verify-export.ts";
import { createReader } from "../../../../engine/src/reader.ts";
import { memoryStore } from "../../../src/store/index.ts";
import { longHistory, record } from "../read/recorded.ts";

// Properties take their time on a machine that has much else to do.
vi.setConfig({ testTimeout: 30_000 });

const key = "AS-1";

async function exported(
  steps: readonly SubscriptionEventInput[],
  options?: { readonly redacted: boolean },
): Promise<HistoryExport> {
  const store = memoryStore();
  await store.open();
  await record(store, { key }, steps);
  const document = await createReader({ store }).export(key, options);
  return JSON.parse(JSON.stringify(document)) as HistoryExport;
}

describe("a history exported without a word about redaction", () => {
  test.prop([longHistory], { numRuns: 25 })(
    "is redacted, has the shape of one, and shows that its links hold",
    async (steps) => {
      const document = await exported(steps);
      expect(document.redacted).toBe(true);
      expect(verifyHistoryExport(parseHistoryExport(document))).toEqual({
        type: "intact",
        entries: document.entries.length,
        checked: "linkage",
      });
    },
  );

  test.prop([longHistory, fc.nat()], { numRuns: 25 })(
    "shows a link that was broken and an entry that was taken out",
    async (steps, place) => {
      const document = await exported(steps);
      const { entries } = document;
      const victim = place % entries.length;
      const without = entries.filter((_, index) => index !== victim);
      expect(verifyHistoryExport({ ...document, entries: without })).toMatchObject({
        type: "broken",
      });
      const swapped = entries.map((entry, index) =>
        index === victim ? { ...entry, hash: "a".repeat(64) } : entry,
      );
      expect(verifyHistoryExport({ ...document, entries: swapped })).toMatchObject({
        type: "broken",
      });
    },
  );

  test.each(["key", "tenant", "adapter"] as const)(
    "is not taken for that of another %s",
    async (field) => {
      const document = await exported([{ type: "renewal.changed", renewal: "manual" }]);
      expect(verifyHistoryExport({ ...document, [field]: "another" })).toEqual({
        type: "broken",
        version: 1,
        reason: "head",
      });
    },
  );

  test("has the shape of one while a request is open that a command ordered", async () => {
    const items = [{ id: "seats", quantity: "3", status: "active" as const }];
    const purchase = { id: "PR-1", type: "purchase", items };
    const consent = { identity: "ada", text: "I do", givenAt: "2026-01-01T00:00:00.000Z" };
    const document = await exported([
      { type: "request.pending", request: purchase },
      { type: "request.approved", request: purchase },
      { type: "command.change", items: [{ id: "seats", quantity: "5" }], consent },
      { type: "request.pending", request: { id: "PR-2", type: "change", ordered: true } },
    ]);
    const { snapshot } = parseHistoryExport(document).record;
    expect(snapshot.context.request).toMatchObject({ id: "PR-2", order: { items: [{}] } });
  });

  test("keeps the shape of the whole one, and nothing of what was said in it", async () => {
    const consent = { identity: "ada", text: "I do", givenAt: "2026-01-01T00:00:00.000Z" };
    const events: readonly SubscriptionEventInput[] = [
      {
        type: "request.pending",
        request: {
          id: "PR-1",
          type: "purchase",
          reason: "for Ada",
          parameters: { email: "ada@example.com" },
        },
      },
      { type: "answer.inquire", requestId: "PR-1", parameters: { email: "Ada, is it right?" } },
      { type: "request.approved", request: { id: "PR-1", type: "purchase" } },
      { type: "command.cancel", consent },
    ];
    const [redacted, whole] = [await exported(events), await exported(events, { redacted: false })];
    expect(JSON.stringify(redacted)).not.toMatch(/\bada\b|Ada|I do/u);
    const skeleton = ({ record: head, entries }: HistoryExport) => ({
      head: { key: head.key, version: head.version, status: head.status, hash: head.hash },
      entries: entries.map(({ version, at, event, verdict, effects, hash, previousHash }) => ({
        numbers: [version, at],
        links: [previousHash, hash],
        types: [event.type, verdict.type, ...effects.map(({ type }) => type)],
      })),
    });
    expect(skeleton(redacted)).toEqual(skeleton(whole));
  });
});
