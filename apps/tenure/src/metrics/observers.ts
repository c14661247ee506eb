import type { Observer } from "@tenure/engine";

/** Tells two observers of everything; the second one's trace is the one that counts. */
export function bothObservers(first: Observer, second: Observer): Observer {
  return {
    event(observed) {
      const one = first.event(observed);
      const two = second.event(observed);
      return {
        ...(two.trace !== undefined && { trace: two.trace }),
        ended(end) {
          one.ended(end);
          two.ended(end);
        },
      };
    },
    attempt(observed) {
      const one = first.attempt(observed);
      const two = second.attempt(observed);
      return {
        ...(two.trace !== undefined && { trace: two.trace }),
        during: (work) => two.during(() => one.during(work)),
        ended(end) {
          one.ended(end);
          two.ended(end);
        },
      };
    },
    watch(gauges) {
      const ends = [first.watch(gauges), second.watch(gauges)];
      return () => {
        for (const end of ends) end();
      };
    },
  };
}
