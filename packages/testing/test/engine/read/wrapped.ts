import type { Store } from "../../../../engine/src/ports/store.ts";

/** A store whose methods can be replaced one by one. */
export function wrapped(store: Store): Store {
  return {
    open: () => store.open(),
    close: () => store.close(),
    load: (batch) => store.load(batch),
    commit: (batch) => store.commit(batch),
    claim: (request) => store.claim(request),
    extend: (...rest) => store.extend(...rest),
    putBack: (...rest) => store.putBack(...rest),
    claimTimers: (request) => store.claimTimers(request),
    nextWake: (adapters) => store.nextWake(adapters),
    history: (...rest) => store.history(...rest),
    list: (...rest) => store.list(...rest),
    count: (filter) => store.count(filter),
    tally: (facets, filter) => store.tally(facets, filter),
    changes: (...rest) => store.changes(...rest),
    changesEnd: () => store.changesEnd(),
    outstanding: (key) => store.outstanding(key),
    backlog: () => store.backlog(),
    pause: (pause) => store.pause(pause),
    resume: (adapter) => store.resume(adapter),
    pauses: () => store.pauses(),
    forgetAnswers: (...rest) => store.forgetAnswers(...rest),
    readCursor: (name) => store.readCursor(name),
    writeCursor: (...rest) => store.writeCursor(...rest),
  };
}
