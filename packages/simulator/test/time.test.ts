import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";

import { Timeline } from "../src/time/timeline.ts";
import { purchaseBody, stage } from "./parties.ts";

const START = Date.parse("2026-03-01T12:00:00Z");

/** A timeline that stands still. */
const still = () => new Timeline({ now: () => 0 }, START);

describe("virtual time", () => {
  property.prop([
    fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 12 }),
    fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 6 }),
  ])("runs each timer once, at its time, in order, however it is moved", async (dues, moves) => {
    const time = still();
    const runs: { due: number; at: number }[] = [];
    for (const due of dues) {
      time.at(START + due, () => {
        runs.push({ due: START + due, at: time.now() });
      });
    }
    for (const move of moves) await time.advance(move);
    const passed = moves.reduce((sum, move) => sum + move, 0);
    expect(time.now()).toBe(START + passed);
    expect(runs).toEqual(
      dues
        .filter((due) => due <= passed)
        .toSorted((left, right) => left - right)
        .map((due) => ({ due: START + due, at: START + due })),
    );
  });

  test("waits for what a timer does, and for the timers that sets", async () => {
    const time = still();
    const seen: [string, number][] = [];
    time.at(START + 10, async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      seen.push(["first", time.now() - START]);
      time.at(time.now() + 5, () => {
        seen.push(["second", time.now() - START]);
      });
    });
    time.at(START + 12, () => {
      seen.push(["between", time.now() - START]);
    });
    await time.advance(20);
    expect(seen).toEqual([
      ["first", 10],
      ["between", 12],
      ["second", 15],
    ]);
  });

  test("waits for what begins by itself while it waits for something else", async () => {
    const time = still();
    const ended: string[] = [];
    const pause = async (ms: number) =>
      new Promise((resolve) => {
        setTimeout(resolve, ms);
      });
    time.at(START, async () => {
      time.at(START, async () => {
        await pause(60);
        ended.push("second");
      });
      await pause(20);
      ended.push("first");
    });
    await time.advance(0);
    expect(ended).toEqual(["first", "second"]);
  });

  test("runs what is due one after the other, also when nobody moves it", async () => {
    const time = still();
    const seen: string[] = [];
    const run = (name: string, ms: number) => async () => {
      seen.push(`${name} begins`);
      await new Promise((resolve) => {
        setTimeout(resolve, ms);
      });
      seen.push(`${name} ends`);
    };
    time.at(START, run("first", 30));
    time.at(START, run("second", 1));
    const all = ["first begins", "first ends", "second begins", "second ends"];
    await expect.poll(() => seen, { interval: 5 }).toEqual(all);
    seen.length = 0;
    time.at(START, run("first", 30));
    time.at(START, run("second", 1));
    await time.advance(0);
    expect(seen).toEqual(all);
  });

  test("does not go back, and does not run what was called off", async () => {
    const time = still();
    const cancel = time.at(START + 5, () => {
      throw new Error("It was called off.");
    });
    cancel();
    await time.set(START + 10);
    await expect(time.set(START)).rejects.toThrow(RangeError);
    await expect(time.advance(-1)).rejects.toThrow(RangeError);
    await expect(time.advance(Number.NaN)).rejects.toThrow(RangeError);
    expect(time.now()).toBe(START + 10);
  });

  test("lets a scheduled request come due without a call", async () => {
    const world = stage({ virtualTime: { startAt: START } });
    const { body } = await world.distributor.post("/requests", purchaseBody());
    const planned_date = new Date(START + 3_600_000).toISOString();
    await world.vendor.post(`/requests/${body.id}/schedule`, { planned_date });
    await world.simulator.time.advance(3_599_999);
    expect((await world.vendor.get(`/requests/${body.id}`)).body.status).toBe("scheduled");
    await world.simulator.time.advance(1);
    const due = (await world.vendor.get(`/requests/${body.id}`)).body;
    expect([due.status, Date.parse(due.updated)]).toEqual(["pending", START + 3_600_000]);
  });
});

describe("time that runs", () => {
  test("can be advanced, and runs on from there", async () => {
    let real = 1000;
    const time = new Timeline({ now: () => real }, undefined);
    const runs: number[] = [];
    time.at(50_000, () => {
      runs.push(time.now());
    });
    await time.set(60_000);
    real += 5;
    expect([time.now(), runs]).toEqual([60_005, [50_000]]);
  });

  test("runs what is due by itself", async () => {
    const time = new Timeline({ now: () => performance.now() }, undefined);
    const ran = Promise.withResolvers<number>();
    const due = time.now() + 30;
    time.at(due, () => ran.resolve(time.now()));
    expect(await ran.promise).toBeGreaterThanOrEqual(due);
  });
});
