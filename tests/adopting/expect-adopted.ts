import type { Engine } from "@tenure/engine";
import { lifecycleOf } from "@tenure/machine";
import { expect } from "vitest";

import { collect } from "./collect.ts";
import type { Placed } from "./population.ts";

/** The subscription lives: an import takes it over. */
export const isLiving = ({ life }: Placed): boolean => life.status !== "terminated";

/** Every chain of hashes holds, and every history leads to its record. */
export async function expectIntact(engine: Engine): Promise<void> {
  for await (const { key, verification, error } of engine.verifyAll()) {
    expect([key, error, verification?.type]).toEqual([key, undefined, "intact"]);
  }
}

/** The reconciler finds so many subscriptions, and nothing to do on any of them. */
export async function expectAgreement(engine: Engine, count: number): Promise<void> {
  const rows = await collect(engine.reconcile({ concurrency: 50 }));
  expect(rows.filter((row) => row.class !== "agrees").slice(0, 3)).toEqual([]);
  expect(rows).toHaveLength(count);
}

/**
 * Each living subscription is there, adopted once, as it stands on a platform that holds still; and there is none
 * beside them.
 */
export async function expectAdopted(engine: Engine, placed: readonly Placed[]): Promise<void> {
  const living = placed.filter(isLiving);
  expect(await engine.count()).toBe(living.length);
  for (const { id, life, openRequest } of living) {
    const record = await engine.get(id);
    const status = record === undefined ? undefined : lifecycleOf(record.snapshot);
    expect([id, status, record?.requestId ?? undefined]).toEqual([id, life.status, openRequest]);
    const history = await engine.history(id);
    const adoptions = history.filter(({ event }) => event.type === "subscription.adopted");
    const told = history.flatMap(({ event }) => ("request" in event ? [event.request.id] : []));
    expect([id, adoptions.length, told.length]).toEqual([id, 1, new Set(told).size]);
  }
}
