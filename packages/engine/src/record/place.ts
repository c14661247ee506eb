import type {
  Commit,
  CommitResult,
  Found,
  Lookup,
  Store,
  StoreTransaction,
} from "../ports/store.ts";
import { TenureError } from "../tenure-error.ts";
import { Grouped } from "./grouped.ts";

type Written = CommitResult["type"];

/** Where subscriptions are read and written. */
export interface Place {
  load(lookup: Lookup): Promise<Found>;
  commit(commit: Commit): Promise<Written>;
}

/** The store itself: what one event-loop turn asks of it goes there together. */
export class StorePlace implements Place {
  readonly #store: Store;
  readonly #committed: (commit: Commit) => void;
  readonly #loads: Grouped<Lookup, Found>;
  readonly #commits: Grouped<Commit, CommitResult>;

  /** @param committed called after each commit that is durable */
  constructor(store: Store, committed: (commit: Commit) => void) {
    this.#store = store;
    this.#committed = committed;
    const { callsSideBySide } = store;
    this.#loads = new Grouped((lookups) => store.load(lookups), callsSideBySide);
    this.#commits = new Grouped((commits) => store.commit(commits), callsSideBySide);
  }

  async load(lookup: Lookup): Promise<Found> {
    return (await this.#loads.add(lookup)).answer;
  }

  async commit(commit: Commit): Promise<Written> {
    const { answer, again } = await this.#commits.add(commit);
    const { type } = answer;
    const isWritten = type === "committed" || (again && (await this.#wasWritten(commit)));
    if (!isWritten) return type;
    this.#committed(commit);
    return "committed";
  }

  /** Whether it is the very same commit that stands in the way, because its acknowledgement was lost. */
  async #wasWritten({ key, expectedVersion, change }: Commit): Promise<boolean> {
    if (change === undefined) return false;
    const page = { after: expectedVersion, limit: 1 };
    const [winner] = await this.#store.history(key, page);
    return winner?.hash === change.entry.hash;
  }
}

/** A transaction of the application: asked one thing at a time, durable once the application commits. */
export class TransactionPlace implements Place {
  readonly #transaction: StoreTransaction;

  constructor(transaction: StoreTransaction) {
    this.#transaction = transaction;
  }

  async load(lookup: Lookup): Promise<Found> {
    return answered(lookup.key, await this.#transaction.load([lookup]));
  }

  async commit(commit: Commit): Promise<Written> {
    return answered(commit.key, await this.#transaction.commit([commit])).type;
  }
}

function answered<Answer>(key: string, [answer]: readonly Answer[]): Answer {
  if (answer !== undefined) return answer;
  throw new TenureError("store_failed", `The store left a request about ${key} unanswered.`);
}
