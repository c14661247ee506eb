import { TenureError, type Commit, type CommitResult } from "@tenure/engine";

import { text, type Row } from "./column.ts";
import { columnTypes, packedColumns } from "./commit-columns.ts";
import type { DatabaseClock } from "./database-clock.ts";
import type { Statement } from "./database.ts";
import { unpacked } from "./packed.ts";

/** The columns, and the channel. */
const parameters = columnTypes.length + 1;

function assertDense({ key, expectedVersion, change, effects }: Commit): void {
  if (change === undefined && effects.length === 0) return;
  const next = expectedVersion + 1;
  if (change?.record.version === next && change.entry.version === next) return;
  throw new TenureError(
    "store_failed",
    `A commit on subscription ${key} does not lead from version ${expectedVersion} to the next.`,
  );
}

/** The batch as rounds: in each a subscription comes once at most, and its commits keep their order. */
function roundsOf(batch: readonly Commit[]): readonly (readonly number[])[] {
  const seen = new Map<string, number>();
  const rounds: number[][] = [];
  for (const [index, { key }] of batch.entries()) {
    const round = seen.get(key) ?? 0;
    seen.set(key, round + 1);
    (rounds[round] ??= []).push(index);
  }
  return rounds;
}

const ends: Readonly<Record<string, CommitResult>> = {
  0: { type: "committed" },
  1: { type: "conflict" },
  2: { type: "busy" },
  3: { type: "fenced" },
};

/** A batch of commits as one statement. */
export interface CommitCall {
  readonly statement: Statement;
  /** What the statement's rows say of each commit, in the batch's order. */
  results(rows: readonly Row[]): readonly CommitResult[];
}

/**
 * Puts a batch into one statement: a call of the database's function for each round, one after the other
 * in one transaction. Nearly always there is one round, since an engine commits on a key one at a time.
 *
 * @throws TenureError when a commit is none
 */
export function commitCall(
  schema: string,
  batch: readonly Commit[],
  clock: DatabaseClock,
  channel: string | null,
): CommitCall {
  for (const commit of batch) assertDense(commit);
  const rounds = roundsOf(batch);
  const calls = rounds.map((_, round) => {
    const columns = columnTypes.map((type, index) =>
      unpacked(round * parameters + index + 1, type),
    );
    return `SELECT ${schema}.commit_batch(${columns.join(", ")}, $${(round + 1) * parameters}) AS results`;
  });
  const statement = {
    ...(rounds.length === 1 ? { name: "commit" } : {}),
    text: calls.join(" UNION ALL "),
    values: rounds.flatMap((round) =>
      packedColumns(
        round.flatMap((index) => batch.slice(index, index + 1)),
        clock,
        channel,
      ),
    ),
  };
  return {
    statement,
    results(rows) {
      const results: CommitResult[] = [];
      for (const [round, places] of rounds.entries()) {
        const digits = text(rows[round] ?? {}, "results");
        for (const [index, place] of places.entries()) {
          results[place] = ends[digits[index] ?? ""] ?? { type: "busy" };
        }
      }
      return results;
    },
  };
}
