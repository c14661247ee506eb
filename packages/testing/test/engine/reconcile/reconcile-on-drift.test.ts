import { silentLogger, virtualClock, type VirtualClock } from "@tenure/engine";
import { onTestFinished } from "vitest";
import { describe, expect, test } from "vitest";

import {
  reconcileOnDrift,
  type DriftHealer,
} from "../../../../engine/src/reconcile/reconcile-on-drift.ts";
import { reconcile, type ReconcileOptions } from "../../../../engine/src/reconcile/reconcile.ts";
import { scriptedPlatform, shows, type ScriptedPlatform } from "./scripted-platform.ts";

interface Watch {
  readonly platform: ScriptedPlatform;
  readonly clock: VirtualClock;
  readonly healer: DriftHealer;
  /** The keys of each round. */
  readonly rounds: string[][];
}

async function watch(...keys: readonly string[]): Promise<Watch> {
  const platform = await scriptedPlatform(...keys);
  const clock = virtualClock();
  const rounds: string[][] = [];
  const healer = reconcileOnDrift({
    clock,
    logger: silentLogger,
    waitMilliseconds: 1000,
    longestWaitMilliseconds: 8000,
    reconcile: (options: ReconcileOptions) => {
      rounds.push([...(options.keys ?? [])]);
      return reconcile(platform.dependencies(), options);
    },
  });
  onTestFinished(() => healer.stop());
  return { platform, clock, healer, rounds };
}

/** Lets what runs on real time come to its end. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 30));

describe("a record that its platform contradicts", () => {
  test("is healed a while later, once for all contradictions until then", async () => {
    const { platform, clock, healer, rounds } = await watch("AS-1", "AS-2");
    platform.answer = () => shows("suspended");
    healer.drifted("AS-1");
    await clock.advance(500);
    healer.drifted("AS-1");
    healer.drifted("AS-2");
    expect(rounds).toEqual([]);
    await clock.advance(500);
    await settled();
    expect(rounds).toEqual([["AS-1"]]);
    await clock.advance(500);
    await settled();
    expect(rounds).toEqual([["AS-1"], ["AS-2"]]);
    expect((await platform.engine.get("AS-1"))?.status).toBe("suspended");
    expect((await platform.engine.get("AS-2"))?.status).toBe("suspended");
    await clock.advance(100_000);
    await settled();
    expect(rounds).toHaveLength(2);
  });

  test("is tried again after a growing while as long as it cannot be healed", async () => {
    const { platform, clock, healer, rounds } = await watch("AS-1");
    platform.answer = () => {
      throw new Error("out of order");
    };
    healer.drifted("AS-1");
    const pauses: number[] = [];
    let waited = 0;
    for (let step = 0; step < 60 && pauses.length < 6; step += 1) {
      const before = rounds.length;
      await clock.advance(1000);
      await settled();
      waited += 1;
      if (rounds.length > before) {
        pauses.push(waited);
        waited = 0;
      }
    }
    expect(pauses).toEqual([1, 2, 4, 8, 8, 8]);
    platform.answer = () => shows("suspended");
    await clock.advance(8000);
    await settled();
    expect((await platform.engine.get("AS-1"))?.status).toBe("suspended");
    const { length } = rounds;
    await clock.advance(100_000);
    await settled();
    expect(rounds).toHaveLength(length);
  });

  test("that the platform knows nothing of is left to a person", async () => {
    const { platform, clock, healer, rounds } = await watch("AS-1");
    platform.answer = () => ({ facts: [] });
    healer.drifted("AS-1");
    await clock.advance(1000);
    await settled();
    await clock.advance(100_000);
    await settled();
    expect(rounds).toHaveLength(1);
  });

  test("is left alone once the healer is stopped", async () => {
    const { clock, healer, rounds } = await watch("AS-1");
    healer.drifted("AS-1");
    await healer.stop();
    healer.drifted("AS-1");
    await clock.advance(100_000);
    expect(rounds).toEqual([]);
  });
});
