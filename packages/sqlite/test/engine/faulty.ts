import type { Store } from "@tenure/engine";

/** The verbs every store has, all of which answer later. */
type Verb = Exclude<keyof Store, "watch" | "within">;

export interface FaultyStore extends Store {
  /** From now on the verb fails with what this returns, unless that is undefined. */
  fail(verb: Verb, fault: () => Error | undefined): void;
  /** The verb works again. */
  heal(verb: Verb): void;
}

/** A real store, of which single verbs can be made to fail before they reach it. */
export function faulty(store: Store): FaultyStore {
  const faults = new Map<Verb, () => Error | undefined>();
  const guarded = async <Result>(verb: Verb, work: () => Promise<Result>): Promise<Result> => {
    const error = faults.get(verb)?.();
    if (error !== undefined) throw error;
    return work();
  };
  return {
    open: () => guarded("open", () => store.open()),
    close: () => guarded("close", () => store.close()),
    load: (...given) => guarded("load", () => store.load(...given)),
    commit: (...given) => guarded("commit", () => store.commit(...given)),
    claim: (...given) => guarded("claim", () => store.claim(...given)),
    extend: (...given) => guarded("extend", () => store.extend(...given)),
    putBack: (...given) => guarded("putBack", () => store.putBack(...given)),
    claimTimers: (...given) => guarded("claimTimers", () => store.claimTimers(...given)),
    nextWake: (...given) => guarded("nextWake", () => store.nextWake(...given)),
    history: (...given) => guarded("history", () => store.history(...given)),
    list: (...given) => guarded("list", () => store.list(...given)),
    count: (...given) => guarded("count", () => store.count(...given)),
    tally: async (...given) => guarded("tally", async () => store.tally(...given)),
    changes: (...given) => guarded("changes", () => store.changes(...given)),
    changesEnd: () => guarded("changesEnd", () => store.changesEnd()),
    outstanding: (...given) => guarded("outstanding", () => store.outstanding(...given)),
    backlog: () => guarded("backlog", () => store.backlog()),
    pause: (...given) => guarded("pause", () => store.pause(...given)),
    resume: (...given) => guarded("resume", () => store.resume(...given)),
    pauses: () => guarded("pauses", () => store.pauses()),
    forgetAnswers: (...given) => guarded("forgetAnswers", () => store.forgetAnswers(...given)),
    readCursor: (...given) => guarded("readCursor", () => store.readCursor(...given)),
    writeCursor: (...given) => guarded("writeCursor", () => store.writeCursor(...given)),
    fail(verb, fault) {
      faults.set(verb, fault);
    },
    heal(verb) {
      faults.delete(verb);
    },
  };
}
