import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";

import type { RecordedCall, RobotTally } from "../src/index.ts";
import { chosenMove, movesFor } from "../src/robot/robot-moves.ts";
import { inTurn } from "./in-turn.ts";
import { approve, stage, type Stage } from "./parties.ts";

const START = Date.parse("2026-03-01T12:00:00Z");

/** A vendor who does something with everything that waits for it, by turns. */
async function answerEverything({ vendor }: Stage, round: number): Promise<void> {
  const { list } = await vendor.get("/requests?in(status,(pending,revoking))&limit=1000");
  await inTurn(list.entries(), async ([index, { id, status, type }]) => {
    if (status === "revoking") return vendor.post(`/requests/${id}/confirm`);
    const turn = (index + round) % 6;
    if (turn === 0) return vendor.post(`/requests/${id}/fail`, { reason: "Not today." });
    if (turn === 1) {
      const planned_date = new Date(START + round * 10_000 + 25_000).toISOString();
      return vendor.post(`/requests/${id}/schedule`, { planned_date });
    }
    if (turn === 2 && type === "purchase") {
      const params = [{ id: "company_note", value_error: "Say more." }];
      await vendor.put(`/requests/${id}`, { asset: { params } });
      return vendor.post(`/requests/${id}/inquire`, {});
    }
    return approve(vendor, id);
  });
}

/** A run in virtual time: so many rounds of ten seconds, the vendor answering after each. */
async function run(
  seed: number,
  rounds: number,
): Promise<{ calls: readonly RecordedCall[]; tally: RobotTally | undefined; world: Stage }> {
  const world = stage({ seed, virtualTime: { startAt: START } });
  world.simulator.robot.start({ rate: 5 });
  for (let round = 1; round <= rounds; round += 1) {
    await world.simulator.time.advance(10_000);
    await answerEverything(world, round);
  }
  return { calls: world.simulator.calls, tally: world.simulator.robot.tally(), world };
}

describe("the buyer robot", () => {
  test("does everything a buyer can do, and next to nothing the platform refuses", async () => {
    const { tally } = await run(7, 20);
    const { wait: _wait, ...moves } = tally?.moves ?? { wait: 0 };
    expect(Object.entries(moves).filter(([, count]) => count === 0)).toEqual([]);
    const total = Object.values(moves).reduce((sum, count) => sum + count, 0);
    // Five moves a second for two hundred seconds.
    expect(total).toBeGreaterThan(800);
    expect(total).toBeLessThan(1200);
    expect(tally?.refused).toBe(0);
  });

  test("makes the same calls for a seed, and others for another", async () => {
    const [first, again, other] = [await run(3, 4), await run(3, 4), await run(4, 4)];
    expect(first.calls.length).toBeGreaterThan(100);
    expect(again.calls).toEqual(first.calls);
    expect(other.calls).not.toEqual(first.calls);
  });

  test("stops when told, and keeps to the most subscriptions it may have", async () => {
    const world = stage({ virtualTime: { startAt: START } });
    world.simulator.robot.start({ rate: 50, mostSubscriptions: 3 });
    await world.simulator.time.advance(5000);
    world.simulator.robot.stop();
    const { length } = world.simulator.calls;
    await world.simulator.time.advance(5000);
    expect(world.simulator.calls).toHaveLength(length);
    expect((await world.vendor.get("/assets")).list.length).toBe(3);
    expect(world.simulator.robot.tally()).toMatchObject({ isRunning: false, subscriptions: 3 });
  });

  test("gets over a platform that fails and connections that break", async () => {
    const world = stage({ virtualTime: { startAt: START } });
    world.simulator.faults.add({ kind: "drop-after", probability: 0.3 });
    world.simulator.faults.add({ kind: "html", probability: 0.3 });
    world.simulator.robot.start({ rate: 20 });
    await world.simulator.time.advance(10_000);
    const tally = world.simulator.robot.tally();
    expect(tally?.refused).toBeGreaterThan(0);
    expect(tally?.subscriptions).toBeGreaterThan(0);
  });

  test("runs in real time too", async () => {
    const world = stage({ clock: { now: () => START + performance.now() } });
    world.simulator.robot.start({ rate: 200 });
    await expect.poll(() => world.simulator.calls.length, { interval: 10 }).toBeGreaterThan(10);
    world.simulator.robot.stop();
  });
});

describe("a buyer's next move", () => {
  property.prop([
    fc.constantFrom("draft", "processing", "active", "suspended", "terminating", "terminated"),
    fc.option(
      fc.record({
        type: fc.constantFrom("purchase", "change", "cancel"),
        status: fc.constantFrom("draft", "pending", "inquiring", "scheduled", "revoking"),
        validated: fc.boolean(),
      }),
      { nil: undefined },
    ),
    fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  ])("is one of those there are, and nothing on top of a request", (status, request, chance) => {
    const chances = movesFor({ status, ...(request === undefined ? {} : { request }) });
    const move = chosenMove(chances, () => chance);
    expect(move === undefined).toBe(chances.length === 0);
    if (request !== undefined) {
      expect(["change", "planned-change", "suspend", "resume", "cancel"]).not.toContain(move);
    }
  });
});
