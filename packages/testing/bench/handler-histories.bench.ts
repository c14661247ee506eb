import { approve, type Handler } from "@tenure/connect";
import { decide, initial, type Snapshot } from "@tenure/machine";
import { verifyHandlers, type VendorFactory } from "@tenure/testing/connect";
import { expect, test, vi } from "vitest";

import { HistoryTable } from "../src/store/memory/history-table.ts";

/** How many histories each round lives: ten times the rounds in a second are the histories in a second. */
const runs = 10;
const seed = 1;

const vendor: VendorFactory = () => {
  const accounts = new Map<string, number>();
  const serve: Handler = ({ request }) => {
    const { id, items } = request.asset;
    accounts.set(id, Number(items.at(0)?.quantity ?? 0));
    return approve({ parameters: { subscription_id: id } });
  };
  const handlers = { purchase: serve, change: serve, suspend: serve, resume: serve, cancel: serve };
  return { handlers: { ...handlers, otherwise: serve }, observe: () => accounts };
};

type Entry = Parameters<HistoryTable["append"]>[0];

/** What the engine recorded in all of the histories, in its order. */
async function recorded(): Promise<readonly Entry[]> {
  const append = vi.spyOn(HistoryTable.prototype, "append");
  try {
    const report = await verifyHandlers(vendor, { runs, seed });
    expect(report).toMatchObject({ isSound: true, histories: runs });
    return append.mock.calls.map(([entry]) => entry);
  } finally {
    append.mockRestore();
  }
}

function byDecide(entries: readonly Entry[]): void {
  const snapshots = new Map<string, Snapshot>();
  for (const { key, version, event } of entries) {
    const before = version === 1 ? undefined : snapshots.get(key);
    snapshots.set(key, decide(before ?? initial({ key }), event).snapshot);
  }
}

test("ten histories of handlers", { timeout: 300_000 }, async ({ bench }) => {
  const entries = await recorded();
  expect(entries.length).toBeGreaterThan(runs);
  await bench.compare(
    bench("lived with engine, adapter, platform and vendor", async () => {
      await verifyHandlers(vendor, { runs, seed });
    }),
    bench("what was recorded of them, by decide alone", () => byDecide(entries)),
  );
});
