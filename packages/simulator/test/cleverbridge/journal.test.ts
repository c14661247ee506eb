import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { fc, test as property } from "@fast-check/vitest";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { Receiver } from "./receiver.ts";
import { DAY, stage, START, TWO_ITEMS, type Stage } from "./stage.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tenure-cleverbridge-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const restarted = (file: string, at: number) => stage({ file, virtualTime: { startAt: at } });
const more = (id: string) => ({ SubscriptionId: id, RunningNumber: 1, Quantity: 1 });

/** Some calls, and the ids they were about. */
async function someCalls({ simulator, post, read }: Stage): Promise<readonly string[]> {
  const ids = [simulator.buy(TWO_ITEMS), simulator.buy({ ...TWO_ITEMS, gracePeriodDays: 3 })];
  await post("increasesubscriptionitemquantity", more(ids[0] ?? ""));
  await post("deactivatesubscriptionitems", { SubscriptionId: ids[0], Items: [2] });
  simulator.control.payments(ids[1] ?? "", ["declined", { paidAfterDays: 2 }]);
  await read(ids[0] ?? "");
  return ids;
}

describe("a simulator on a journal", () => {
  test("goes on after a restart as if there had been none", async () => {
    const file = join(folder, "cleverbridge.jsonl");
    const first = stage({ file });
    const ids = await someCalls(first);
    const shown = ids.map((id) => first.simulator.subscription(id));
    const second = restarted(file, START);
    expect(ids.map((id) => second.simulator.subscription(id))).toEqual(shown);
    expect(second.simulator.calls).toEqual(plain(first.simulator.calls));
    expect(second.simulator.notified()).toEqual(first.simulator.notified());

    const uninterrupted = stage();
    await someCalls(uninterrupted);
    for (const world of [second, uninterrupted]) await world.simulator.time.advance(70 * DAY);
    expect(ids.map((id) => second.simulator.subscription(id))).toEqual(
      ids.map((id) => uninterrupted.simulator.subscription(id)),
    );
    expect(second.simulator.buy(TWO_ITEMS)).toBe(uninterrupted.simulator.buy(TWO_ITEMS));
  });

  test("catches up with the time that has passed meanwhile", async () => {
    const file = join(folder, "cleverbridge.jsonl");
    const id = stage({ file }).simulator.buy(TWO_ITEMS);
    const { read } = restarted(file, START + 40 * DAY);
    expect((await read(id)).LastIntervalNo).toBe(1);
  });

  test("goes on telling what was not taken, once it knows whom to tell", async () => {
    const file = join(folder, "cleverbridge.jsonl");
    const receiver = await new Receiver().open();
    try {
      receiver.answer = () => 500;
      const first = stage({ file, notifications: { url: receiver.url } });
      first.simulator.buy(TWO_ITEMS);
      await first.simulator.time.advance(0);
      expect(receiver.types()).toEqual(["PaidOrder", "SubscriptionPaid"]);
      receiver.told.length = 0;
      receiver.answer = () => 200;
      const { simulator } = restarted(file, START);
      await simulator.time.advance(60 * 60_000);
      expect(receiver.types()).toEqual([]);
      simulator.notifications({ url: receiver.url });
      await simulator.time.advance(0);
      expect(receiver.types()).toEqual(["PaidOrder", "SubscriptionPaid"]);
      expect(simulator.notified()).toMatchObject([
        { state: "delivered", attempts: 2 },
        { state: "delivered", attempts: 2 },
      ]);
    } finally {
      await receiver.close();
    }
  });

  test("keeps no credentials in it", async () => {
    const file = join(folder, "cleverbridge.jsonl");
    const notifications = { url: "http://127.0.0.1:1/x", username: "who", password: "hush-hush" };
    const { simulator, read } = stage({ file, notifications });
    await read(simulator.buy(TWO_ITEMS));
    await simulator.time.advance(DAY);
    expect(readFileSync(file, "utf8")).not.toMatch(/hush-hush|simulator-password|authorization/iu);
  });

  property.prop([fc.nat()], { numRuns: 25 })(
    "holds after a crash at any byte what was answered before it",
    async (cut) => {
      const file = join(folder, `${cut}.jsonl`);
      const first = stage({ file });
      const id = first.simulator.buy(TWO_ITEMS);
      const before = statSync(file).size;
      await first.post("increasesubscriptionitemquantity", more(id));
      const bytes = readFileSync(file);
      writeFileSync(file, bytes.subarray(0, before + (cut % (bytes.length - before))));
      const second = restarted(file, START);
      const quantity = async () => (await second.items(id))[0]?.Quantity;
      const found = (await quantity()) ?? 0;
      expect([1, 2]).toContain(found);
      expect((await second.post("increasesubscriptionitemquantity", more(id))).status).toBe(200);
      expect(await quantity()).toBe(found + 1);
      rmSync(file);
    },
  );
});
