import { afterEach, expect, test, vi } from "vitest";

import { due, moving } from "./commits.ts";
import { testDatabase } from "./database.ts";

const database = testDatabase();
const hour = 3_600_000;

afterEach(() => {
  vi.useRealTimers();
});

test("machines whose clocks differ agree on leases and on what is due", async () => {
  const real = Date.now();
  vi.useFakeTimers({ toFake: ["Date"] });
  /** What a machine does whose clock is ahead by so much. */
  const ahead = async <Result>(by: number, work: (now: number) => Promise<Result>) => {
    vi.setSystemTime(real + by);
    return work(real + by);
  };
  const adapters = [{ adapter: "connect", limit: 9 }];
  const right = await ahead(0, () => database.store({ clock: "database" }));
  const wrong = await ahead(hour, () => database.store({ clock: "database" }));

  const schedule = { key: "C-1", timer: "schedule", requestId: "PR-1" } as const;
  await ahead(0, (now) =>
    right.commit([
      moving("C-1", 0, {
        effects: [{ ...due("C-1/1/0"), availableAt: now }],
        startTimers: [{ ...schedule, dueAt: now + 60_000 }],
      }),
    ]),
  );
  const [held] = await ahead(0, (now) =>
    right.claim({ now, leaseUntil: now + 60_000, owner: "right", adapters }),
  );
  expect(held?.id).toBe("C-1/1/0");
  expect(Math.abs((held?.availableAt ?? 0) - real)).toBeLessThan(5000);
  const claimed = await ahead(hour, (now) =>
    wrong.claim({ now, leaseUntil: now + 60_000, owner: "wrong", adapters }),
  );
  expect(claimed).toEqual([]);
  const timers = await ahead(hour, (now) =>
    wrong.claimTimers({ now, leaseUntil: now + 60_000, limit: 9 }),
  );
  expect(timers).toEqual([]);
  const wake = await ahead(hour, () => wrong.nextWake(["connect"]));
  for (const at of [wake.effectAt, wake.timerAt]) {
    expect(Math.abs((at ?? 0) - (real + hour + 60_000))).toBeLessThan(5000);
  }
  const fired = await ahead(hour, (now) =>
    wrong.claimTimers({ now: now + 70_000, leaseUntil: now + 90_000, limit: 9 }),
  );
  expect(fired).toEqual([{ ...schedule, dueAt: real + 60_000 }]);
});

test("what is written now can be claimed at once", async () => {
  const store = await database.store({ clock: "database", schema: "prompt" });
  for (let version = 0; version < 20; version += 1) {
    const id = `C-2/${version + 1}/0`;
    const effects = [{ ...due(id), availableAt: Date.now() }];
    await store.commit([moving(`C-2-${version}`, 0, { effects })]);
    const now = Date.now();
    const adapters = [{ adapter: "connect", limit: 9 }];
    const claimed = await store.claim({ now, leaseUntil: now + 60_000, owner: "tester", adapters });
    expect(claimed.map((effect) => effect.id)).toEqual([id]);
  }
});
