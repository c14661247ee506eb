import type { InspectionMessage } from "./inspection-message.ts";
import { emptySession, type InspectionSession, type SessionLimits } from "./inspection-session.ts";
import { receive } from "./receive.ts";

/** A session that goes on, for whoever shows it. */
export interface LiveSession {
  /** The session as it stands; the same object as long as nothing came. */
  readonly current: () => InspectionSession;
  /** Takes a message in, and tells those who subscribed. */
  readonly receive: (message: InspectionMessage) => void;
  /** Forgets everything, or goes on from this session, and tells those who subscribed. */
  readonly reset: (session?: InspectionSession) => void;
  /** Calls back after each change; returns how to end that. */
  readonly subscribe: (changed: () => void) => () => void;
}

/** Makes a session that goes on. What a subscriber throws stops neither the session nor other subscribers. */
export function liveSession(limits: Partial<SessionLimits> = {}): LiveSession {
  let session = emptySession(limits);
  const subscribers = new Set<() => void>();
  const change = (next: InspectionSession): void => {
    session = next;
    for (const changed of subscribers) {
      try {
        changed();
      } catch {
        // It is theirs to mend.
      }
    }
  };
  return {
    current: () => session,
    receive: (message) => change(receive(session, message)),
    reset: (next = emptySession(limits)) => change(next),
    subscribe(changed) {
      // Each has a subscription of its own, also of one function.
      const own = () => changed();
      subscribers.add(own);
      return () => void subscribers.delete(own);
    },
  };
}
