import {
  awaits,
  decide,
  isAdapterEffect,
  lifecycleOf,
  requestStateOf,
  type Decision,
  type Snapshot,
  type SubscriptionEventInput,
} from "@tenure/machine";
import { expect } from "vitest";

type Check = (before: Snapshot, event: SubscriptionEventInput, decision: Decision) => void;

const isForced = (event: SubscriptionEventInput): boolean => event.type === "subscription.adopted";

const isEnded = (snapshot: Snapshot): boolean =>
  ["terminated", "discarded"].includes(lifecycleOf(snapshot));

/** What holds at every step of every history, legal or not. */
const invariants: Readonly<Record<string, Check>> = {
  "terminated and discarded are final, unless forced": (before, event, { snapshot }) => {
    if (isForced(event) || !isEnded(before)) return;
    expect(lifecycleOf(snapshot)).toBe(lifecycleOf(before));
  },

  "nothing leads from processing to suspended, unless forced": (before, event, { snapshot }) => {
    if (isForced(event) || lifecycleOf(before) !== "processing") return;
    expect(lifecycleOf(snapshot)).not.toBe("suspended");
  },

  "a subscription becomes suspended only with the hold, or because the platform shows it so": (
    before,
    event,
    { snapshot },
  ) => {
    const { type } = event;
    if (isForced(event) || lifecycleOf(snapshot) !== "suspended") return;
    // A cancel that is rejected leads back to where it came from, whatever became of the hold.
    if (["new", "suspended", "terminating"].includes(lifecycleOf(before))) return;
    const shown = "subscriptionStatus" in event ? event.subscriptionStatus : undefined;
    expect(before.context.capabilities.administrativeHold || shown === "suspended").toBe(true);
    expect(type).toBe("request.approved");
  },

  "a request is in progress exactly while the region says so": (_before, _event, { snapshot }) => {
    expect(requestStateOf(snapshot) === "none").toBe(snapshot.context.request === null);
  },

  "what a request is stuck at is told exactly while it is stuck": (_before, _event, decision) => {
    const { request } = decision.snapshot.context;
    expect(request?.stuck !== undefined).toBe(requestStateOf(decision.snapshot) === "stuck");
  },

  "the request in progress neither waits nor has ended": (_before, _event, { snapshot }) => {
    const { request, waiting, ended } = snapshot.context;
    const ids = [request, ...waiting.map((one) => one.request), ...ended].flatMap((one) =>
      one === null ? [] : [one.id],
    );
    expect(new Set(ids).size).toBe(ids.length);
  },

  "billing is asked for only while active": (before, _event, { effects }) => {
    if (!effects.some(({ type }) => type === "createBillingRequest")) return;
    expect(lifecycleOf(before)).toBe("active");
  },

  "no command takes the last active item": (before, event, { verdict }) => {
    if (event.type !== "command.change" || verdict.type !== "moved") return;
    if (event.items === undefined) return;
    const items = new Map(before.context.items.map(({ id, status }) => [id, status]));
    for (const { id, status } of event.items) items.set(id, status ?? items.get(id) ?? "active");
    expect([...items.values()]).toContain("active");
  },

  "effects are asked for only where they are awaited": (_before, _event, decision) => {
    for (const effect of decision.effects) {
      if (isAdapterEffect(effect)) expect(awaits(decision.snapshot, effect)).toBe(true);
      else if (effect.type === "startTimer") {
        expect(effect.requestId).toBe(decision.snapshot.context.request?.id);
      }
    }
  },

  "a fact told again changes nothing": (_before, event, { snapshot }) => {
    if (!event.type.startsWith("request.")) return;
    const again = decide(snapshot, event);
    expect(again.verdict.type).not.toBe("moved");
    expect(again.snapshot).toBe(snapshot);
  },

  "a fact is taken in, known, or marked as drift; never lost": (before, event, decision) => {
    if (!("request" in event) || decision.verdict.type === "refused") {
      const isDrift =
        decision.verdict.type === "refused" && decision.verdict.refusal.code === "drift";
      expect(decision.drift).toBe(isDrift);
      return;
    }
    const { id } = event.request;
    const { request, waiting, ended } = decision.snapshot.context;
    const held = [request, ...waiting.map((one) => one.request), ...ended];
    const isHeld = held.some((one) => one?.id === id);
    // Its status may be all that is taken from it; and after the end nothing is kept any more.
    const tellsStatus = lifecycleOf(before) !== lifecycleOf(decision.snapshot);
    expect(isHeld || tellsStatus || isEnded(before)).toBe(true);
  },
};

/** Checks every invariant; the message of a failure names the one that does not hold. */
export const checkInvariants: Check = (before, event, decision) => {
  for (const [name, check] of Object.entries(invariants)) {
    try {
      check(before, event, decision);
    } catch (error) {
      throw new Error(`It does not hold that ${name}.`, { cause: error });
    }
  }
};
