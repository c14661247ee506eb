type Outcome<Result> =
  | { readonly type: "done"; readonly result: Result }
  | { readonly type: "failed"; readonly error: unknown };

/** Caught at once: a failure may have to wait for its turn to be told. */
async function outcomeOf<Result>(work: Promise<Result>): Promise<Outcome<Result>> {
  try {
    return { type: "done", result: await work };
  } catch (error) {
    return { type: "failed", error };
  }
}

/**
 * Does the work for each row, a few side by side, and yields the results in the order of the rows. Begins no
 * further one once the signal aborts; what is under way by then is finished and yielded. Goes on only as far as
 * results are taken. Left early, or failed, it ends when nothing is under way any more.
 *
 * @throws what the work rejects with
 */
export async function* sideBySide<Row, Result>(
  rows: Iterable<Row>,
  width: number,
  work: (row: Row) => Promise<Result>,
  signal?: AbortSignal,
): AsyncGenerator<Result, void, undefined> {
  const underWay: Promise<Outcome<Result>>[] = [];
  async function* finish(atMost: number): AsyncGenerator<Result, void, undefined> {
    while (underWay.length > atMost) {
      // oxlint-disable-next-line no-await-in-loop -- results are given in order
      const outcome = await underWay.shift();
      if (outcome?.type === "failed") throw outcome.error;
      if (outcome !== undefined) yield outcome.result;
    }
  }
  try {
    for (const row of rows) {
      if (signal?.aborted === true) break;
      underWay.push(outcomeOf(work(row)));
      yield* finish(width - 1);
    }
    yield* finish(0);
  } finally {
    await Promise.all(underWay);
  }
}
