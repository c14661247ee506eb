import type { EventEnd, ObservedAttempt, ObservedEvent } from "../../src/ports/observer.ts";

type Recorded = Extract<EventEnd, { readonly type: "recorded" }>;

/** An event as the engine shows it. */
export function anEvent(overrides: Partial<ObservedEvent> = {}): ObservedEvent {
  return {
    key: "AS-1",
    tenant: "default",
    type: "request.pending",
    trace: undefined,
    lag: undefined,
    ...overrides,
  };
}

/** The end of an event that opened a purchase and asks for its fulfillment. */
export function moved(overrides: Partial<Recorded> = {}): Recorded {
  return {
    type: "recorded",
    adapter: "connect",
    verdict: { type: "moved" },
    drift: false,
    from: { status: "new", requestState: "none" },
    to: { status: "processing", requestState: "pending" },
    timeInState: 0,
    effects: ["fulfillRequest"],
    ...overrides,
  };
}

/** A first attempt as the engine shows it. */
export function anAttempt(overrides: Partial<ObservedAttempt> = {}): ObservedAttempt {
  return {
    key: "AS-1",
    tenant: "default",
    adapter: "connect",
    effect: "fulfillRequest",
    effectId: "AS-1/1/0",
    attempt: 1,
    waited: 0,
    trace: undefined,
    ...overrides,
  };
}
