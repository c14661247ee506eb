import {
  cancelItems,
  cancelSubscription,
  changeItems,
  type CommandResult,
  reinstateItems,
} from "@tenure/cleverbridge";
import { pendingStateOf } from "@tenure/machine";
import { afterEach, describe, expect, test } from "vitest";

import { agreed, House, type HouseOptions, minute } from "./cleverbridge/house.ts";

let house: House;
afterEach(() => house.stop());

const opened = async (options?: HouseOptions): Promise<House> => {
  house = await new House(options).start();
  return house;
};

const about = (subscriptionId: string) => ({ subscriptionId, consent: agreed("I agree.") });
const idOf = (result: CommandResult): string =>
  result.type === "accepted" ? result.requestId : JSON.stringify(result);

const ok = (): Response => Response.json({ ResultMessage: "OK" });

/** A platform that says OK to a call, and does nothing, as often as told. */
function lying(operation: string, times: number) {
  let left = times;
  return async (request: Request, send: () => Promise<Response>): Promise<Response> => {
    if (!request.url.endsWith(operation) || left === 0) return send();
    left -= 1;
    return ok();
  };
}

async function expectSettled(id: string, status: string, request = "none"): Promise<void> {
  expect(await house.record(id)).toMatchObject({ status, request });
  expect(await house.reconcile()).toMatchObject([{ class: "agrees", plan: [] }]);
}

describe("a call whose answer is lost", () => {
  const lost = ["drop-after", "timeout-after", "truncated"] as const;

  test.each(lost)(
    "is not made again when the platform shows that it was carried out: %s",
    async (kind) => {
      await opened();
      const id = await house.bought();
      house.simulator.faults.add({ kind, method: "POST", delayMs: 1 });
      const requestId = idOf(await cancelItems(house.engine, { ...about(id), items: [2] }));
      await house.pass(2 * minute, 1000);
      expect(await house.outcome(id, requestId)).toBe("approved");
      expect(house.changes()).toEqual(["deactivatesubscriptionitems"]);
      await expectSettled(id, "active");
    },
  );

  test("is made again when it was not carried out", async () => {
    await opened();
    const id = await house.bought();
    house.simulator.faults.add({ kind: "drop-before", method: "POST", times: 3 });
    const requestId = idOf(await cancelSubscription(house.engine, about(id)));
    await house.pass(5 * minute, 1000);
    expect(house.changes()).toHaveLength(4);
    await expectSettled(id, "terminating", "scheduled");
    expect((await house.record(id)).context.request?.id).toBe(requestId);
  });

  test("and whose repetition the platform refuses, because it is done, has not failed", async () => {
    await opened();
    const id = await house.bought();
    house.simulator.notifications();
    house.simulator.faults.add({ kind: "drop-after", method: "POST" });
    // What is read afterwards is from before, for a while.
    house.simulator.faults.add({ kind: "stale", method: "GET", after: 6, times: 9 });
    const requestId = idOf(await cancelItems(house.engine, { ...about(id), items: [2] }));
    await house.pass(5 * minute, 1000);
    expect(await house.outcome(id, requestId)).toBe("approved");
    expect(house.activeItems(id)).toEqual([1]);
  });

  test("does not add an item twice", async () => {
    await opened();
    house.simulator.addProduct({ id: 150 });
    const id = await house.bought();
    house.simulator.notifications();
    house.simulator.faults.add({ kind: "drop-after", method: "POST" });
    house.simulator.faults.add({ kind: "stale", method: "GET", after: 6, times: 6 });
    const add = [{ productId: 150, quantity: 2 }];
    const requestId = idOf(await changeItems(house.engine, { ...about(id), add }));
    await house.pass(5 * minute, 1000);
    expect(await house.outcome(id, requestId)).toBe("approved");
    expect(house.activeItems(id)).toEqual([1, 2, 3]);
    expect(house.changes()).toEqual(["addsubscriptionitem"]);
  });

  test("adds two items of the same kind, and not three", async () => {
    await opened();
    house.simulator.addProduct({ id: 150 });
    const id = await house.bought();
    house.simulator.faults.add({ kind: "drop-after", method: "POST", times: 2 });
    const add = [150, 150].map((productId) => ({ productId, quantity: 2 }));
    const requestId = idOf(await changeItems(house.engine, { ...about(id), add }));
    await house.pass(5 * minute, 1000);
    expect(await house.outcome(id, requestId)).toBe("approved");
    expect(house.activeItems(id)).toEqual([1, 2, 3, 4]);
  });
});

describe("a platform that answers OK and does not do it", () => {
  test("is not believed: what it does not show is not reported as done", async () => {
    await opened({ between: lying("deactivatesubscriptionitems", 1000) });
    const id = await house.bought();
    const requestId = idOf(await cancelItems(house.engine, { ...about(id), items: [2] }));
    await house.pass(30 * minute, 10_000);
    expect(await house.outcome(id, requestId)).toBeUndefined();
    const { request, context } = await house.record(id);
    expect(request).toBe("stuck");
    expect(context.request?.stuck?.error.code).toBe("read_back_mismatch");
    expect(context.items).toMatchObject([{ status: "active" }, { status: "active" }]);
  });

  test("of a cancel is not believed either, nor of its withdrawal", async () => {
    await opened({ between: lying("updatesubscriptionrenewaltype", 1000) });
    const id = await house.bought();
    await cancelSubscription(house.engine, about(id));
    await house.pass(30 * minute, 10_000);
    expect(await house.record(id)).toMatchObject({ status: "terminating", request: "stuck" });
    const { verdict } = await house.engine.skip(id);
    expect(verdict.type).toBe("moved");
    await house.settle();
    await expectSettled(id, "active");
  });

  test("or shows it and then does not, is told again, and believed when it shows it", async () => {
    let reads = Infinity;
    let isTakenBack = false;
    await opened({
      async between(request, send) {
        if (request.method === "POST") reads = 0;
        else reads += 1;
        if (reads !== 4 || isTakenBack) return send();
        isTakenBack = true;
        house.simulator.customer.reinstateItems(id, [2]);
        return send();
      },
    });
    const id = await house.bought();
    house.simulator.notifications();
    const requestId = idOf(await cancelItems(house.engine, { ...about(id), items: [2] }));
    await house.pass(1000, 100);
    expect(house.activeItems(id)).toEqual([1, 2]);
    expect(await house.outcome(id, requestId)).toBeUndefined();
    await house.pass(10 * minute, 5000);
    expect(await house.outcome(id, requestId)).toBe("approved");
    expect(house.activeItems(id)).toEqual([1]);
  });

  test("but for a while only is waited for, and told again what it did not do", async () => {
    await opened({ between: lying("deactivatesubscriptionitems", 1) });
    const id = await house.bought();
    const requestId = idOf(await cancelItems(house.engine, { ...about(id), items: [2] }));
    await house.pass(10 * minute, 5000);
    expect(await house.outcome(id, requestId)).toBe("approved");
    expect(house.activeItems(id)).toEqual([1]);
  });
});

describe("an operation of two calls", () => {
  test("is seen half done, and finished by another process after a crash in between", async () => {
    const seen: (string | undefined)[] = [];
    await opened({
      async between(request, send) {
        if (request.url.endsWith("updatenextbillingdate") && seen.length === 0) {
          const record = await house.engine.get(id);
          seen.push(record && pendingStateOf(record.snapshot));
          return new Promise<Response>(() => {});
        }
        return send();
      },
    });
    const id = await house.bought();
    await cancelItems(house.engine, { ...about(id), items: [2] });
    await house.settle();
    const nextBillingDate = "2026-03-01T00:00:00.000Z";
    const back = { ...about(id), items: [2], nextBillingDate };
    const requestId = idOf(await reinstateItems(house.engine, back));
    await house.settle();
    expect(seen).toEqual(["approving"]);
    expect(house.activeItems(id)).toEqual([1, 2]);
    await house.crash();
    await house.start();
    await house.pass(2 * minute, 1000);
    expect(await house.outcome(id, requestId)).toBe("approved");
    expect(house.changes()).toEqual([
      "deactivatesubscriptionitems",
      "reinstatesubscriptionitems",
      "updatenextbillingdate",
    ]);
    expect((await house.record(id)).context.parameters).toMatchObject({ nextBillingDate });
  });

  test("whose second call is refused has failed, with the reason, and the record shows the half", async () => {
    await opened({
      between: async (request, send) =>
        request.url.endsWith("updatenextbillingdate")
          ? Response.json({ ResultMessage: "Not for this product." }, { status: 402 })
          : send(),
    });
    const id = await house.bought();
    await cancelItems(house.engine, { ...about(id), items: [2] });
    await house.settle();
    const back = { ...about(id), items: [2], nextBillingDate: "2026-03-01T00:00:00Z" };
    const requestId = idOf(await reinstateItems(house.engine, back));
    await house.settle();
    expect(await house.outcome(id, requestId)).toBe(
      "failed: platform_refused: Not for this product.",
    );
    expect((await house.record(id)).context.items).toMatchObject([{}, { status: "active" }]);
    await expectSettled(id, "active");
  });
});
