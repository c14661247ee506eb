import { useSyncExternalStore } from "react";

import { now } from "../service/clock.ts";

const everyMilliseconds = 1000;

let current = now();
let ticking: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function tick(): void {
  current = now();
  for (const listener of listeners) listener();
}

/** One timer for all that shows how long ago something was. */
function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    current = now();
    ticking = setInterval(tick, everyMilliseconds);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearInterval(ticking);
  };
}

/** What of the time a component shows, so that it is drawn anew only when that has changed. */
export const useFromNow = <Shown extends string | number | boolean>(
  show: (now: number) => Shown,
): Shown => useSyncExternalStore(subscribe, () => show(current));
