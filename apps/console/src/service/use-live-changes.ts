import { createContext, use, useEffect, useEffectEvent, useSyncExternalStore } from "react";

import type { ChangesListener, LiveChanges, LiveState } from "./live-changes.ts";

export const LiveChangesContext = createContext<LiveChanges | undefined>(undefined);

function useLive(): LiveChanges {
  const live = use(LiveChangesContext);
  if (live === undefined) throw new TypeError("There is no LiveChangesProvider around this.");
  return live;
}

/**
 * Hears of changes as they come, some tenths of a second of them together, oldest first. Queries under
 * `["subscription", key]` are read again by themselves.
 */
export function useLiveChanges(listener: ChangesListener): void {
  const live = useLive();
  const tell = useEffectEvent(listener);
  useEffect(() => live.subscribe((changes) => tell(changes)), [live]);
}

/** How the connection stands over which changes come. */
export function useLiveState(): LiveState {
  const live = useLive();
  return useSyncExternalStore(live.subscribeToState, () => live.state);
}
