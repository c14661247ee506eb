import { TenureError, type Commit, type NewEffect, type TimerRow } from "@tenure/engine";

import type { DatabaseClock } from "./database-clock.ts";
import { kept, keptOrNull, packed, plain } from "./packed.ts";

export type Value = string | number | boolean | null;
type Column<Of> = readonly [
  type: "text" | "integer" | "bigint" | "boolean",
  of: (one: Of) => Value,
];

interface PlacedEffect {
  readonly place: number;
  readonly first: boolean;
  readonly effect: NewEffect;
  readonly availableAt: number;
}

interface PlacedTimer {
  readonly place: number;
  readonly timer: TimerRow;
  readonly readyAt: number;
}

interface CanceledTimer {
  readonly place: number;
  readonly timer: string;
}

function document(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    const message = "A PostgreSQL store was given a value that is no JSON. Nothing was written.";
    throw new TenureError("store_failed", message, { cause: error });
  }
}

function documentOrNull(value: unknown): string | null {
  return value === undefined ? null : document(value);
}

const perCommit: readonly Column<Commit>[] = [
  ["text", ({ key }) => plain(key)],
  ["integer", ({ expectedVersion }) => expectedVersion],
  ["text", ({ inbox }) => keptOrNull(inbox?.idempotencyKey)],
  ["text", ({ settles }) => (settles === undefined ? null : plain(settles.id))],
  ["integer", ({ settles }) => settles?.token ?? null],
  ["text", ({ requires }) => (requires === undefined ? null : plain(requires.id))],
  ["integer", ({ requires }) => requires?.token ?? null],
  ["boolean", ({ change }) => change !== undefined],
  ["text", ({ change }) => keptOrNull(change?.record.tenant)],
  ["text", ({ change }) => keptOrNull(change?.record.adapter)],
  ["text", ({ change }) => keptOrNull(change?.record.product)],
  ["text", ({ change }) => change?.record.status ?? null],
  ["text", ({ change }) => change?.record.requestState ?? null],
  ["text", ({ change }) => keptOrNull(change?.record.requestId)],
  ["text", ({ change }) => keptOrNull(change?.record.requestType)],
  ["text", ({ change }) => change?.record.awaited ?? null],
  ["text", ({ change }) => keptOrNull(change?.record.hash)],
  ["bigint", ({ change }) => change?.record.createdAt ?? null],
  ["bigint", ({ change }) => change?.record.updatedAt ?? null],
  ["bigint", ({ change }) => change?.record.stateSince ?? null],
  ["text", ({ change }) => documentOrNull(change?.record.snapshot)],
  ["bigint", ({ change }) => change?.entry.at ?? null],
  ["boolean", ({ change }) => change?.entry.drift ?? null],
  ["text", ({ change }) => keptOrNull(change?.entry.previousHash)],
  ["text", ({ change }) => keptOrNull(change?.entry.hash)],
  ["text", ({ change }) => documentOrNull(change?.entry.event)],
  ["text", ({ change }) => documentOrNull(change?.entry.verdict)],
  ["text", ({ change }) => documentOrNull(change?.entry.effects)],
  ["text", ({ inbox }) => keptOrNull(inbox?.eventHash)],
  ["integer", ({ inbox }) => inbox?.version ?? null],
  ["bigint", ({ inbox }) => inbox?.at ?? null],
  ["text", ({ inbox }) => documentOrNull(inbox?.verdict)],
];

const perEffect: readonly Column<PlacedEffect>[] = [
  ["integer", ({ place }) => place],
  ["text", ({ effect }) => plain(effect.id)],
  ["boolean", ({ first }) => first],
  ["bigint", ({ availableAt }) => availableAt],
  ["integer", ({ effect }) => effect.claims ?? 0],
  ["text", ({ effect }) => keptOrNull(effect.trace)],
  ["text", ({ effect }) => document(effect.effect)],
];

const perFired: readonly Column<PlacedTimer>[] = [
  ["integer", ({ place }) => place],
  ["text", ({ timer }) => timer.timer],
  ["bigint", ({ timer }) => timer.dueAt],
];

const perCanceled: readonly Column<CanceledTimer>[] = [
  ["integer", ({ place }) => place],
  ["text", ({ timer }) => timer],
];

const perStarted: readonly Column<PlacedTimer>[] = [
  ["integer", ({ place }) => place],
  ["text", ({ timer }) => timer.timer],
  ["text", ({ timer }) => kept(timer.requestId)],
  ["bigint", ({ timer }) => timer.dueAt],
  ["bigint", ({ readyAt }) => readyAt],
];

/** The types of all columns, in the order of the parameters. */
export const columnTypes = [perCommit, perEffect, perFired, perCanceled, perStarted].flatMap(
  (columns) => columns.map(([type]) => type),
);
function filled<Of>(columns: readonly Column<Of>[], rows: readonly Of[]): readonly string[] {
  return columns.map(([, of]) => packed(rows.map((row) => of(row))));
}

/** A timer that is started twice in one commit is the one that was started last. */
function lastOfEachName(timers: readonly TimerRow[]): readonly TimerRow[] {
  if (timers.length < 2) return timers;
  return timers.filter((one, index) =>
    timers.slice(index + 1).every(({ timer }) => timer !== one.timer),
  );
}

/** The columns of commits on distinct keys, packed. */
export function packedColumns(
  round: readonly Commit[],
  clock: DatabaseClock,
  channel: string | null,
): Value[] {
  const effects = round.flatMap((commit, index) =>
    commit.effects.map((effect, nth) => ({
      place: index + 1,
      first: nth === 0,
      effect,
      availableAt: clock.toDatabase(effect.availableAt),
    })),
  );
  const placed = (index: number, timer: TimerRow): PlacedTimer => {
    return { place: index + 1, timer, readyAt: clock.toDatabase(timer.dueAt) };
  };
  return [
    ...filled(perCommit, round),
    ...filled(perEffect, effects),
    ...filled(
      perFired,
      round.flatMap(({ firedTimer }, index) => (firedTimer ? [placed(index, firedTimer)] : [])),
    ),
    ...filled(
      perCanceled,
      round.flatMap(({ cancelTimers }, index) =>
        cancelTimers.map((timer) => ({ place: index + 1, timer })),
      ),
    ),
    ...filled(
      perStarted,
      round.flatMap(({ startTimers }, index) =>
        lastOfEachName(startTimers).map((timer) => placed(index, timer)),
      ),
    ),
    channel,
  ];
}
