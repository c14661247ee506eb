import {
  verifyHistory,
  type HistoryEntry,
  type Store,
  type SubscriptionRecord,
} from "@tenure/engine";
import { VENDOR_KEY } from "@tenure/simulator";
import { expect } from "vitest";

import type { World } from "./world.ts";

const everything = { after: 0, limit: 100_000 };

async function records(store: Store): Promise<readonly SubscriptionRecord[]> {
  const { rows } = await store.list({}, { limit: 100_000 });
  return rows;
}

/** What the platform shows of its subscriptions, by id. */
async function platformStatuses(
  world: World,
  keys: readonly string[],
): Promise<Map<string, string>> {
  const statuses = new Map<string, string>();
  for (const key of keys) {
    const answer = await world.simulator.fetch(
      new Request(`http://platform.invalid/public/v1/assets/${key}`, {
        headers: { authorization: `ApiKey ${VENDOR_KEY}` },
      }),
    );
    statuses.set(key, ((await answer.json()) as { status: string }).status);
  }
  return statuses;
}

function outcomesRecorded(history: readonly HistoryEntry[]): readonly string[] {
  return history.flatMap(({ event, verdict }) =>
    (event.type === "request.approved" || event.type === "request.failed") &&
    verdict.type === "moved"
      ? [event.request.id]
      : [],
  );
}

/** True when every subscription the platform has is recorded with its status, and nothing is left to do. */
export async function hasConverged(store: Store, world: World, bought: number): Promise<boolean> {
  if ((await store.backlog()) > 0) return false;
  const all = await records(store);
  if (all.length !== bought) return false;
  const statuses = await platformStatuses(
    world,
    all.map(({ key }) => key),
  );
  return all.every(
    ({ key, status, requestState }) => requestState === "none" && statuses.get(key) === status,
  );
}

/** Demands of a store that has converged what is promised whatever happened on the way. */
export async function expectPromisesKept(store: Store, world: World): Promise<void> {
  const all = await records(store);
  const recorded: string[] = [];
  for (const { key, version, hash } of all) {
    const history = await store.history(key, everything);
    expect(verifyHistory(history), key).toBeUndefined();
    expect(history.at(-1)).toMatchObject({ version, hash });
    recorded.push(...outcomesRecorded(history));
  }
  expect(new Set(recorded).size, "every outcome is recorded once").toBe(recorded.length);

  const answers = world.simulator.calls.filter(
    ({ method, path, status }) =>
      method === "POST" && /\/(approve|fail)$/u.test(path) && status === 200,
  );
  const answered = answers.map(({ path }) => path.split("/").at(-2) ?? "");
  expect(new Set(answered).size, "every request is answered once").toBe(answered.length);
  expect(recorded.toSorted(), "what was answered is what is recorded").toEqual(answered.toSorted());

  const byRequest = Map.groupBy(world.vendorCalls, ({ requestId }) => requestId);
  for (const [requestId, calls] of byRequest) {
    const keys = new Set(calls.map(({ idempotencyKey }) => idempotencyKey));
    expect(keys.size, `one key for ${requestId}`).toBe(1);
    expect(calls.filter(({ outcome }) => outcome === "done")).toHaveLength(1);
  }
  expect([...byRequest.keys()].toSorted(), "the vendor did what was answered").toEqual(
    expect.arrayContaining(answered.toSorted()),
  );
}
