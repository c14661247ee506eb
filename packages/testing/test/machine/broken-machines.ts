import { decide, type Decision, type Effect, type Snapshot } from "@tenure/machine";
import type { Decide } from "@tenure/testing/machine";

type Context = Snapshot["context"];

/** Changes what comes of an event that moved. */
const afterwards =
  (change: (moved: Decision, event: Parameters<Decide>[1], before: Snapshot) => Decision): Decide =>
  (before, event) => {
    const decision = decide(before, event);
    return decision.verdict.type === "moved" ? change(decision, event, before) : decision;
  };

const withEffects = (change: (effects: readonly Effect[]) => readonly Effect[]): Decide =>
  afterwards((moved) => ({ ...moved, effects: change(moved.effects) }));

const withContext = (change: (context: Context) => Partial<Context>): Decide =>
  afterwards(({ snapshot, ...moved }) => ({
    ...moved,
    snapshot: { ...snapshot, context: { ...snapshot.context, ...change(snapshot.context) } },
  }));

const inStatus = (decision: Decision, lifecycle: Snapshot["value"]["lifecycle"]): Decision => ({
  ...decision,
  snapshot: {
    ...decision.snapshot,
    value: { ...decision.snapshot.value, lifecycle },
  },
});

/** Decides as if the context were another, and keeps what it was. */
const asIf =
  (change: (context: Context) => Partial<Context>): Decide =>
  (before, event) => {
    const changed = { ...before.context, ...change(before.context) };
    const decision = decide({ ...before, context: changed }, event);
    if (decision.verdict.type !== "moved") return { ...decision, snapshot: before };
    const kept = Object.keys(change(before.context)) as (keyof Context)[];
    const restored = Object.fromEntries(kept.map((name) => [name, before.context[name]]));
    const context = { ...decision.snapshot.context, ...restored };
    return { ...decision, snapshot: { ...decision.snapshot, context } };
  };

const without =
  (type: Parameters<Decide>[1]["type"]): Decide =>
  (before, event) =>
    event.type === type
      ? {
          snapshot: before,
          effects: [],
          verdict: { type: "unchanged", reason: "late" },
          drift: false,
        }
      : decide(before, event);

const consent = { identity: "x", text: "x", givenAt: "2026-01-01T00:00:00.000Z" };
const known = new WeakSet<Snapshot>();

/** Functions of the shape of `decide`, each of which breaks one rule of the machine. */
export const brokenMachines: Readonly<Record<string, Decide>> = {
  "puts an approved purchase on hold at once": afterwards((moved, event) =>
    event.type === "request.approved" && event.request.type === "purchase"
      ? inStatus(moved, "suspended")
      : moved,
  ),
  "brings a terminated subscription back by an approved change": (before, event) => {
    const decision = decide(before, event);
    const isEnded = before.value.lifecycle === "terminated";
    return isEnded && event.type === "request.approved"
      ? { ...inStatus(decision, "active"), verdict: { type: "moved" } }
      : decision;
  },
  "approves twice": withEffects((effects) =>
    effects.flatMap((effect): readonly Effect[] =>
      effect.type === "approveRequest" ? [effect, effect] : [effect],
    ),
  ),
  "asks in another order": withEffects((effects) => effects.toReversed()),
  "lets a timer run on": withEffects((effects) =>
    effects.filter(({ type }) => type !== "cancelTimer"),
  ),
  "never calls the handler again": afterwards((moved, event) =>
    event.type === "operator.retry" ? { ...moved, effects: [] } : moved,
  ),
  "fails what is to be approved": withEffects((effects) =>
    effects.map((effect): Effect =>
      effect.type === "approveRequest"
        ? { type: "failRequest", requestId: effect.requestId, reason: "no" }
        : effect,
    ),
  ),
  "forgets requests that have ended": withContext(() => ({ ended: [] })),
  "forgets requests that wait": withContext(() => ({ waiting: [] })),
  "forgets parameters": withContext(() => ({ parameters: {} })),
  "takes up what is older than what it knows": (before, event) =>
    "request" in event
      ? decide(before, { ...event, request: { ...event.request, updatedAt: undefined } })
      : decide(before, event),
  "needs nobody's consent": (before, event) =>
    event.type === "command.cancel" ? decide(before, { consent, ...event }) : decide(before, event),
  "suspends without the hold": asIf(({ capabilities }) => ({
    capabilities: { ...capabilities, administrativeHold: true },
  })),
  "lets the last item go": (before, event) =>
    event.type === "command.change"
      ? decide(before, { ...event, items: undefined })
      : decide(before, event),
  "forgets from where a cancel came": asIf(({ decisions }) => ({
    decisions: { ...decisions, rejectedCancel: "active" },
  })),
  "does not hear a timer": without("timer.due"),
  "keeps a contradiction for itself": (before, event) => ({
    ...decide(before, event),
    drift: false,
  }),
  "gives another snapshot when nothing has changed": (before, event) => {
    const decision = decide(before, event);
    return { ...decision, snapshot: { ...decision.snapshot } };
  },
  "throws at a command": (before, event) => {
    if (event.type === "command.revoke") throw new TypeError("not yet");
    return decide(before, event);
  },
  "remembers outside of the snapshot": (before, event) => {
    const decision = decide(before, event);
    const isKnown = before.value.lifecycle === "new" || known.has(before);
    known.add(decision.snapshot);
    return isKnown ? decision : { ...decision, effects: [] };
  },
  "changes the snapshot it is given": (before, event) => {
    const decision = decide(before, event);
    if (!Object.isFrozen(before.context)) Object.assign(before.context, { failure: null, key: "" });
    return decision;
  },
};
