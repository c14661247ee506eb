import type { Commit } from "@tenure/engine";
import { initial } from "@tenure/machine";

const filling = "0123456789abcdef".repeat(64);
const hash = "a".repeat(64);

/** A commit as an event causes it: a new snapshot of 1 kB, a history entry, an effect, an answer. */
function commitOf(key: string, expectedVersion: number): Commit {
  const version = expectedVersion + 1;
  const snapshot = initial({ key });
  const pad = { filling: filling.slice(0, Math.max(0, 1000 - JSON.stringify(snapshot).length)) };
  const effect = { type: "readRequest", requestId: "PR-1" } as const;
  const verdict = { type: "moved" } as const;
  return {
    key,
    expectedVersion,
    change: {
      record: {
        key,
        tenant: "default",
        adapter: "connect",
        product: null,
        version,
        snapshot: { ...snapshot, ...pad },
        status: "active",
        requestState: version % 2 === 0 ? "none" : "pending",
        requestId: "PR-1",
        requestType: "purchase",
        awaited: version % 2 === 0 ? "nobody" : "vendor",
        hash,
        createdAt: 1,
        updatedAt: version,
        stateSince: version,
      },
      entry: {
        key,
        version,
        at: version,
        event: { type: "operator.retry", note: filling.slice(0, 550) } as never,
        verdict,
        effects: [effect],
        drift: false,
        previousHash: hash,
        hash,
      },
    },
    effects: [{ id: `${key}/${version}/0`, effect, availableAt: 0 }],
    startTimers: [],
    cancelTimers: [],
    inbox: {
      key,
      idempotencyKey: `event-${version}`,
      eventHash: hash,
      verdict,
      version,
      at: version,
    },
  };
}

/** Where the work of one bench goes. */
export interface BatchPlan {
  readonly events: number;
  /** How many events share a batch. */
  readonly group: number;
  /** How many subscriptions the events go round. */
  readonly subscriptions: number;
  /** Callers side by side, each with subscriptions of its own. */
  readonly callers: number;
}

/** The batches of each caller, in order. The first round over the subscriptions creates them. */
export function batchesOf(
  plan: BatchPlan,
  name: string,
): readonly (readonly (readonly Commit[])[])[] {
  const { events, group, subscriptions, callers } = plan;
  const own = Math.max(group, Math.floor(subscriptions / callers));
  return Array.from({ length: callers }, (_caller, caller) =>
    Array.from({ length: Math.ceil(events / callers / group) }, (_batch, batch) =>
      Array.from({ length: group }, (_commit, index) => {
        const number = batch * group + index;
        return commitOf(`${name}-${caller}-${number % own}`, Math.floor(number / own));
      }),
    ),
  );
}
