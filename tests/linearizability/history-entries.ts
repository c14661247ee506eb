import type { Operation } from "./operation.ts";

/**
 * The invocations and responses of a history in the order of their times, from which the operations
 * that were linearized can be lifted and put back. An invocation and a response of the same moment
 * count as overlapping.
 */
export class HistoryEntries {
  /** Stands before the first entry. */
  readonly start = 0;
  readonly #operationAt: number[] = [-1];
  readonly #invocationOf: number[];
  readonly #responseOf: (number | undefined)[];
  readonly #next: number[] = [];
  readonly #previous: number[] = [];

  constructor(operations: readonly Operation<unknown, unknown>[]) {
    const entries = operations
      .flatMap(({ invokedAt, response }, operation) => [
        { operation, at: invokedAt, rank: 0 },
        ...(response === undefined ? [] : [{ operation, at: response.at, rank: 1 }]),
      ])
      .toSorted((left, right) => Number(left.at - right.at) || left.rank - right.rank);
    this.#invocationOf = operations.map(() => -1);
    this.#responseOf = operations.map(() => undefined);
    for (const [index, { operation, rank }] of entries.entries()) {
      this.#operationAt.push(operation);
      (rank === 0 ? this.#invocationOf : this.#responseOf)[operation] = index + 1;
    }
    for (let entry = 0; entry <= entries.length + 1; entry += 1) {
      this.#next.push(entry + 1);
      this.#previous.push(entry - 1);
    }
  }

  after(entry: number): number {
    return this.#next[entry] ?? 0;
  }

  operationAt(entry: number): number {
    return this.#operationAt[entry] ?? -1;
  }

  invocationOf(operation: number): number {
    return this.#invocationOf[operation] ?? 0;
  }

  isInvocation(entry: number): boolean {
    return this.invocationOf(this.operationAt(entry)) === entry;
  }

  lift(operation: number): void {
    this.#unlink(this.invocationOf(operation));
    const response = this.#responseOf[operation];
    if (response !== undefined) this.#unlink(response);
  }

  /** Undoes the latest lift that was not undone. */
  putBack(operation: number): void {
    const response = this.#responseOf[operation];
    if (response !== undefined) this.#relink(response);
    this.#relink(this.invocationOf(operation));
  }

  #unlink(entry: number): void {
    const [before, behind] = [this.#previous[entry] ?? 0, this.#next[entry] ?? 0];
    this.#next[before] = behind;
    this.#previous[behind] = before;
  }

  #relink(entry: number): void {
    this.#next[this.#previous[entry] ?? 0] = entry;
    this.#previous[this.#next[entry] ?? 0] = entry;
  }
}
