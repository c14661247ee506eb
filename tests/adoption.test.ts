import { fc, test } from "@fast-check/vitest";
import { approve } from "@tenure/connect";
import { createConnectSimulator, DEFAULT_PRODUCT_ID } from "@tenure/simulator";
import { describe, expect, test as plainTest } from "vitest";

import { adoptionHouse, counted } from "./adopting/adoption-house.ts";
import { collect } from "./adopting/collect.ts";
import {
  expectAdopted,
  expectAgreement,
  expectIntact,
  isLiving,
} from "./adopting/expect-adopted.ts";
import { populate } from "./adopting/population.ts";

const products = [DEFAULT_PRODUCT_ID, "PRD-200-000-002"];

function settled(count: number) {
  const simulator = createConnectSimulator();
  return { simulator, placed: populate(simulator, { count, products }) };
}

const { simulator: shared, placed: sharedPlaced } = settled(54);

const cuts = fc.array(fc.nat(160), { maxLength: 5 });

test.prop([cuts, fc.integer({ min: 3, max: 30 }), fc.integer({ min: 1, max: 20 })], {
  numRuns: 6,
})(
  "cut off anywhere and run again, everything that lives is adopted once as it stands, and agrees",
  async (moments, pageSize, concurrency) => {
    const house = adoptionHouse(shared, products);
    for (const moment of moments) {
      let left = moment;
      house.interruption.before = () => {
        left -= 1;
        if (left < 0) throw new Error("killed");
      };
      await house.run({ pageSize, concurrency }).catch(() => undefined);
    }
    house.interruption.before = () => {};
    const rows = await house.run({ pageSize, concurrency });
    expect(rows.at(-1)?.done).toBe(sharedPlaced.length);
    const { engine } = await house.start();
    await using _ = engine;
    await expectAdopted(engine, sharedPlaced);
    await expectAgreement(engine, sharedPlaced.filter(isLiving).length);
    await expectIntact(engine);
  },
);

describe("a run that was cut off", () => {
  plainTest(
    "is gone on with where it was, without reading again what it had looked at",
    async () => {
      const house = adoptionHouse(shared, products);
      let notes = 0;
      house.interruption.before = (what) => {
        notes += what === "note" ? 1 : 0;
        if (notes > 8) throw new Error("killed");
      };
      await expect(house.run({ pageSize: 4 })).rejects.toThrow("killed");
      const before = house.calls.length;
      house.interruption.before = () => {};
      const rows = await house.run({ pageSize: 4 });
      const earlier = rows[0]?.earlier ?? 0;
      expect(earlier).toBeGreaterThan(5);
      expect(rows).toHaveLength(sharedPlaced.length - earlier);
      expect(rows[0]).toMatchObject({ done: earlier + 1, total: sharedPlaced.length });

      const whole = adoptionHouse(shared, products);
      await whole.run({ pageSize: 4 });
      expect(house.calls.length - before).toBeLessThan(whole.calls.length);
    },
  );

  plainTest("once complete begins anew, and finds everything known", async () => {
    const house = adoptionHouse(shared, products);
    const first = await house.run();
    const again = await house.run();
    const ended = sharedPlaced.filter((one) => !isLiving(one)).length;
    expect(counted(first)).toEqual({ adopted: sharedPlaced.length - ended, ended });
    expect(counted(again)).toEqual({ known: sharedPlaced.length - ended, ended });
    expect(again[0]?.earlier).toBe(0);
  });

  plainTest("comes back to those that it could not take over", async () => {
    const { simulator, placed } = settled(27);
    const [strange, ...others] = placed.filter(isLiving);
    simulator.control.setSubscriptionStatus(strange?.id ?? "", "rejected");
    const house = adoptionHouse(simulator, products);
    let notes = 0;
    house.interruption.before = (what) => {
      notes += what === "note" ? 1 : 0;
      if (notes > 3) throw new Error("killed");
    };
    await expect(house.run({ pageSize: 5 })).rejects.toThrow("killed");
    house.interruption.before = () => {};
    simulator.control.setSubscriptionStatus(strange?.id ?? "", strange?.life.status ?? "");
    const rows = await house.run({ pageSize: 5 });
    expect(rows[0]?.result).toMatchObject({ type: "adopted", key: strange?.id });
    const { engine } = await house.start();
    await using _ = engine;
    expect(await engine.count()).toBe(others.length + 1);
    await expectAgreement(engine, others.length + 1);
  });

  plainTest("tells new capabilities to what it had told older ones", async () => {
    const { simulator, placed } = settled(1);
    const house = adoptionHouse(simulator, products);
    let sends = 0;
    house.interruption.before = (what) => {
      sends += what === "send" ? 1 : 0;
      if (sends > 1) throw new Error("killed");
    };
    await expect(house.run()).rejects.toThrow("killed");
    house.interruption.before = () => {};
    simulator.addProduct({
      id: DEFAULT_PRODUCT_ID,
      capabilities: { subscription: { hold: false } },
    });
    await house.run();
    const { engine } = await house.start();
    await using _ = engine;
    await expectAgreement(engine, placed.length);
  });
});

describe("an adoption", () => {
  plainTest("in a dry run looks at everything, and writes nothing", async () => {
    const house = adoptionHouse(shared, products);
    const rows = await house.run({ dryRun: true });
    expect(counted(rows)["adopted"]).toBe(sharedPlaced.filter(isLiving).length);
    const { engine, store } = await house.start();
    await using _ = engine;
    expect(await engine.count()).toBe(0);
    const name = `connect/adoption/default/${DEFAULT_PRODUCT_ID}`;
    expect(await store.readCursor(name)).toBeUndefined();
  });

  plainTest("tells what cannot be read, and goes on", async () => {
    const { simulator, placed } = settled(27);
    const strange = placed.find(isLiving);
    simulator.control.setSubscriptionStatus(strange?.id ?? "", "rejected");
    const rows = await adoptionHouse(simulator, products).run();
    expect(counted(rows)).toMatchObject({ unreadable: 1 });
    const row = rows.find(({ result }) => result.type === "unreadable");
    expect(row?.result).toMatchObject({ key: strange?.id, problem: 'its status is "rejected"' });
    expect(rows).toHaveLength(placed.length);
  });

  plainTest("ends between two subscriptions when it is told to, and is gone on with", async () => {
    const house = adoptionHouse(shared, products);
    const stopping = new AbortController();
    let sends = 0;
    house.interruption.before = (what) => {
      sends += what === "send" ? 1 : 0;
      if (sends === 40) stopping.abort();
    };
    const rows = await house.run({ signal: stopping.signal, pageSize: 10 });
    expect(rows.length).toBeGreaterThan(5);
    expect(rows.length).toBeLessThan(sharedPlaced.length);
    const { engine } = await house.start();
    const taken = rows.filter(({ result }) => result.type === "adopted").length;
    expect(await engine.count()).toBe(taken);
    await expectAgreement(engine, taken);
    await engine.stop();
    house.interruption.before = () => {};
    const rest = await house.run({ pageSize: 10 });
    expect(rest.at(-1)?.done).toBe(sharedPlaced.length);
  });

  plainTest("ends quietly when it is told to in the middle of a call", async () => {
    const house = adoptionHouse(shared, products);
    const stopping = new AbortController();
    let calls = 0;
    house.interruption.before = (what) => {
      calls += what === "call" ? 1 : 0;
      if (calls === 5) stopping.abort();
    };
    await expect(house.run({ signal: stopping.signal })).resolves.toBeDefined();
  });
});

describe("what was adopted", () => {
  plainTest(
    "knows where it was canceled from, and goes back there when the cancel is rejected",
    async () => {
      const { simulator, placed } = settled(27);
      const house = adoptionHouse(simulator, products);
      await house.run();
      const held = placed.find(
        ({ life }) => life.status === "terminating" && life.requests.length === 3,
      );
      simulator.control.endRequest(held?.openRequest ?? "", "failed", "no");
      const { engine } = await house.start({ handlers: { otherwise: "held" } });
      await using _ = engine;
      await expect
        .poll(async () => (await engine.get(held?.id ?? ""))?.status, { timeout: 10_000 })
        .toBe("suspended");
    },
  );

  plainTest(
    "is of one adapter: a subscription of another one is told, and stops no other",
    async () => {
      const { simulator, placed } = settled(3);
      const house = adoptionHouse(simulator, products);
      const { engine } = await house.start(
        {},
        {
          adapters: ["connect", "bridge"].map((name) => ({
            name,
            perform: async () => ({ type: "done", events: [] }) as const,
          })),
        },
      );
      await engine.send(
        placed[1]?.id ?? "",
        { type: "subscription.adopted", status: "active" },
        {
          adapter: "bridge",
        },
      );
      await engine.stop();
      const rows = await house.run();
      expect(counted(rows)).toEqual({ adopted: 2, unreadable: 1 });
      expect(rows.find(({ result }) => result.type === "unreadable")?.result).toMatchObject({
        key: placed[1]?.id,
        problem: expect.stringContaining("bridge"),
      });
    },
  );
});

describe("a service that starts afterwards", () => {
  plainTest(
    "handles each request that was in progress once, and reads no request that had ended",
    async () => {
      const { simulator, placed } = settled(54);
      const house = adoptionHouse(simulator, products);
      await house.run();
      const asked: string[] = [];
      const { engine } = await house.start({
        handlers: {
          otherwise: ({ request }) => {
            asked.push(request.id);
            return approve({ parameters: { subscription_id: "S-1" } });
          },
        },
      });
      await using _ = engine;
      await expect
        .poll(async () => engine.count({ requestState: ["pending", "revoking"] }), {
          timeout: 20_000,
        })
        .toBe(0);
      const waiting = placed.filter(({ life }) => life.requests.at(-1)?.[1] === "pending");
      const ids = waiting.flatMap(({ openRequest }) => openRequest ?? []);
      expect(asked.toSorted()).toEqual(ids.toSorted());
      expect(await engine.count()).toBe(placed.filter(isLiving).length);
      for (const { id, openRequest, life } of placed.filter(isLiving)) {
        const told = (await engine.history(id)).flatMap(({ event }) =>
          "request" in event ? [event.request.id] : [],
        );
        const learned = life.status === "terminating" && life.requests.length === 3 ? 2 : 1;
        expect([id, new Set(told).size <= learned]).toEqual([id, true]);
        expect([...told, undefined]).toContain(openRequest);
      }
      await expectAgreement(engine, placed.filter(isLiving).length);
    },
  );

  plainTest("learns what happened on the platform while the import ran", async () => {
    const { simulator, placed } = settled(54);
    const house = adoptionHouse(simulator, products);
    const pending = placed.filter(({ life }) => life.requests.at(-1)?.[1] === "pending");
    let calls = 0;
    house.interruption.before = (what) => {
      calls += what === "call" ? 1 : 0;
      // Behind the import's back: what it has read already moves on, and what it has yet to read.
      const next = what === "call" && calls > 8 && calls % 2 === 0 ? pending.pop() : undefined;
      if (next?.openRequest !== undefined) {
        simulator.control.endRequest(
          next.openRequest,
          calls % 4 === 0 ? "failed" : "approved",
          "so",
        );
      }
    };
    await house.run({ pageSize: 7 });
    expect(calls).toBeGreaterThan(20);
    house.interruption.before = () => {};
    const { engine } = await house.start({ handlers: { otherwise: "held" } });
    await using _ = engine;
    await expect
      .poll(
        async () => {
          const rows = await collect(engine.reconcile({ concurrency: 50 }));
          return rows.filter((row) => row.class !== "agrees").map(({ key }) => key);
        },
        { timeout: 20_000 },
      )
      .toEqual([]);
  });
});
