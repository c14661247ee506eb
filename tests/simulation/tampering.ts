import type { Adapter, Commit, CommitResult, Store } from "@tenure/engine";

import type { Tampering } from "./fleet.ts";
import { leaseTime } from "./fleet.ts";

/** A store with some of its verbs replaced. */
function instead(store: Store, verbs: Partial<Store>): Store {
  return {
    open: () => store.open(),
    close: () => store.close(),
    load: (...given) => store.load(...given),
    commit: (...given) => store.commit(...given),
    claim: (...given) => store.claim(...given),
    extend: (...given) => store.extend(...given),
    putBack: (...given) => store.putBack(...given),
    claimTimers: (...given) => store.claimTimers(...given),
    nextWake: (...given) => store.nextWake(...given),
    outstanding: (...given) => store.outstanding(...given),
    history: (...given) => store.history(...given),
    list: (...given) => store.list(...given),
    count: (...given) => store.count(...given),
    tally: (...given) => store.tally(...given),
    changes: (...given) => store.changes(...given),
    changesEnd: () => store.changesEnd(),
    backlog: () => store.backlog(),
    pause: (...given) => store.pause(...given),
    resume: (...given) => store.resume(...given),
    pauses: () => store.pauses(),
    forgetAnswers: (...given) => store.forgetAnswers(...given),
    readCursor: (...given) => store.readCursor(...given),
    writeCursor: (...given) => store.writeCursor(...given),
    ...verbs,
  };
}

/** Every claim counts as the newest: late results are taken. */
function withoutFencing(): Tampering {
  const newest = new Map<string, number>();
  const renewed = <Claim extends { readonly id: string; readonly token: number }>(
    claim: Claim,
  ) => ({
    ...claim,
    token: newest.get(claim.id) ?? claim.token,
  });
  return {
    store: (store) =>
      instead(store, {
        async claim(request) {
          const claimed = await store.claim(request);
          for (const { id, token } of claimed) newest.set(id, token);
          return claimed;
        },
        commit: (batch) =>
          store.commit(
            batch.map(({ requires: _, settles, ...rest }) => ({
              ...rest,
              ...(settles === undefined ? {} : { settles: renewed(settles) }),
            })),
          ),
        extend: (claim, until) => store.extend(renewed(claim), until),
        putBack: (claim, retry) => store.putBack(renewed(claim), retry),
      }),
  };
}

const withoutInbox = (): Tampering => ({
  store: (store) =>
    instead(store, {
      load: (batch) => store.load(batch.map(({ key }) => ({ key }))),
      commit: (batch) => store.commit(batch.map(({ inbox: _, ...rest }) => rest)),
    }),
});

const withoutLeases = (): Tampering => ({
  store: (store) =>
    instead(store, {
      claim: (request) => store.claim({ ...request, now: request.now + leaseTime }),
    }),
});

/** A commit that is acknowledged, and of which nothing is kept, now and then. */
function forgetful(): Tampering {
  let commits = 0;
  return {
    store: (store) =>
      instead(store, {
        async commit(batch) {
          commits += 1;
          if (commits % 15 !== 0) return store.commit(batch);
          return batch.map((): CommitResult => ({ type: "committed" }));
        },
      }),
  };
}

/** The record and its history are kept, what they ask for is lost, now and then. */
function halfHearted(): Tampering {
  let commits = 0;
  return {
    store: (store) =>
      instead(store, {
        commit(batch) {
          commits += 1;
          if (commits % 40 !== 0) return store.commit(batch);
          return store.commit(batch.map((one) => ({ ...one, effects: [], startTimers: [] })));
        },
      }),
  };
}

/** Whoever comes last wins. */
const withoutVersions = (): Tampering => ({
  engines: 2,
  store: (store) => {
    async function moved(commit: Commit): Promise<Commit> {
      const [found] = await store.load([{ key: commit.key }]);
      const expectedVersion = found?.record?.version ?? 0;
      if (commit.change === undefined) return { ...commit, expectedVersion };
      const version = expectedVersion + 1;
      const { record, entry } = commit.change;
      const previousHash = found?.record?.hash ?? entry.previousHash;
      const change = {
        record: { ...record, version },
        entry: { ...entry, version, previousHash },
      };
      return { ...commit, expectedVersion, change };
    }
    return instead(store, {
      async commit(batch) {
        const results: CommitResult[] = [];
        for (const commit of batch) results.push(...(await store.commit([await moved(commit)])));
        return results;
      },
    });
  },
});

/** A timer that was claimed once is gone, whatever becomes of who claimed it. */
const withTimersOnce = (): Tampering => ({
  store: (store) =>
    instead(store, {
      async claimTimers(request) {
        const claimed = await store.claimTimers(request);
        for (const { key, timer } of claimed) {
          const [found] = await store.load([{ key }]);
          const expectedVersion = found?.record?.version ?? 0;
          const nothing = { effects: [], startTimers: [] };
          await store.commit([{ key, expectedVersion, ...nothing, cancelTimers: [timer] }]);
        }
        return claimed;
      },
    }),
});

const adapting = (change: (adapter: Adapter) => Adapter["perform"]): (() => Tampering) => {
  return () => ({ adapter: (adapter) => ({ ...adapter, perform: change(adapter) }) });
};

const withNewKeys = adapting(
  (adapter) => (call) =>
    adapter.perform({ ...call, idempotencyKey: `${call.idempotencyKey}/${call.attempt}` }),
);

const blaming = adapting((adapter) => async (call) => {
  const outcome = await adapter.perform(call);
  return outcome.type === "retry" ? { ...outcome, blame: "effect" } : outcome;
});

const trusting = adapting((adapter) => async (call) => {
  const outcome = await adapter.perform(call);
  return outcome.type === "retry" && outcome.error.code === "unreachable"
    ? { type: "done", events: [] }
    : outcome;
});

/** What is made worse, by what it becomes, and the seed to begin with: one that found it before. */
export const tampered: Readonly<
  Record<string, { readonly tampering: () => Tampering; readonly from: number }>
> = {
  "a store that takes late results of lost claims": { tampering: withoutFencing, from: 19 },
  "a store that forgets the answers given under idempotency keys": {
    tampering: withoutInbox,
    from: 7,
  },
  "a store that gives away what another still holds": { tampering: withoutLeases, from: 1 },
  "a store that acknowledges what it does not keep": { tampering: forgetful, from: 1 },
  "a store that keeps a record without the work it asks for": { tampering: halfHearted, from: 2 },
  "a store that takes commits on an outdated version": { tampering: withoutVersions, from: 9 },
  "a store that forgets a timer before it has fired": { tampering: withTimersOnce, from: 96 },
  "an adapter that calls the vendor under another key with each attempt": {
    tampering: withNewKeys,
    from: 1,
  },
  "an adapter that blames its calls for an outage of the platform": {
    tampering: blaming,
    from: 11,
  },
  "an adapter that takes lost answers for done": { tampering: trusting, from: 1 },
};
