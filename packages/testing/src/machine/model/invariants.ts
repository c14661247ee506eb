import assert from "node:assert/strict";

import {
  awaits,
  isAdapterEffect,
  lifecycleOf,
  requestStateOf,
  type Snapshot,
  type SubscriptionEventInput,
} from "@tenure/machine";

import type { Taken } from "./taken.ts";

type Check = (taken: Taken) => void;

const isForced = (event: SubscriptionEventInput): boolean => event.type === "subscription.adopted";

const isEnded = (snapshot: Snapshot): boolean =>
  ["terminated", "discarded"].includes(lifecycleOf(snapshot));

/** What holds at every step of every history, legal or not. */
const invariants: Readonly<Record<string, Check>> = {
  "what does not move keeps the snapshot and asks for nothing": ({ before, decision }) => {
    if (decision.verdict.type === "moved") return;
    assert.equal(decision.snapshot, before);
    assert.deepEqual(decision.effects, []);
  },

  "drift is what is refused as drift, and nothing else": ({ decision: { verdict, drift } }) => {
    assert.equal(drift, verdict.type === "refused" && verdict.refusal.code === "drift");
  },

  "terminated and discarded are final, unless forced": ({ before, event, decision }) => {
    if (isForced(event) || !isEnded(before)) return;
    assert.equal(lifecycleOf(decision.snapshot), lifecycleOf(before));
  },

  "nothing leads from processing to suspended, unless forced": ({ before, event, decision }) => {
    if (isForced(event) || lifecycleOf(before) !== "processing") return;
    assert.notEqual(lifecycleOf(decision.snapshot), "suspended");
  },

  "a subscription becomes suspended only with the hold, or because the platform shows it so": ({
    before,
    event,
    decision,
  }) => {
    const { type } = event;
    if (isForced(event) || lifecycleOf(decision.snapshot) !== "suspended") return;
    // A cancel that is rejected leads back to where it came from, whatever became of the hold.
    if (["new", "suspended", "terminating"].includes(lifecycleOf(before))) return;
    const shown = "subscriptionStatus" in event ? event.subscriptionStatus : undefined;
    assert.ok(before.context.capabilities.administrativeHold || shown === "suspended");
    assert.equal(type, "request.approved");
  },

  "a request is in progress exactly while the region says so": ({ decision: { snapshot } }) => {
    assert.equal(requestStateOf(snapshot) === "none", snapshot.context.request === null);
  },

  "what a request is stuck at is told exactly while it is stuck": ({ decision: { snapshot } }) => {
    const { request } = snapshot.context;
    assert.equal(request?.stuck !== undefined, requestStateOf(snapshot) === "stuck");
  },

  "the request in progress neither waits nor has ended": ({ decision: { snapshot } }) => {
    const { request, waiting, ended } = snapshot.context;
    const ids = [request, ...waiting.map((one) => one.request), ...ended].flatMap((one) =>
      one === null ? [] : [one.id],
    );
    assert.equal(new Set(ids).size, ids.length);
  },

  "billing is asked for only while active": ({ before, decision: { effects } }) => {
    if (!effects.some(({ type }) => type === "createBillingRequest")) return;
    assert.equal(lifecycleOf(before), "active");
  },

  "no command takes the last active item": ({ before, event, decision: { verdict } }) => {
    if (event.type !== "command.change" || verdict.type !== "moved") return;
    if (event.items === undefined) return;
    const items = new Map(before.context.items.map(({ id, status }) => [id, status]));
    for (const { id, status } of event.items) items.set(id, status ?? items.get(id) ?? "active");
    assert.ok([...items.values()].includes("active"));
  },

  "effects are asked for only where they are awaited": ({ decision: { snapshot, effects } }) => {
    for (const effect of effects) {
      if (isAdapterEffect(effect)) assert.ok(awaits(snapshot, effect), effect.type);
      else if (effect.type === "startTimer") {
        assert.equal(effect.requestId, snapshot.context.request?.id);
      }
    }
  },

  "a fact told again changes nothing": ({ decide, event, decision: { snapshot, verdict } }) => {
    // What did not move is where it was, and is told there a second time already.
    if (!event.type.startsWith("request.") || verdict.type !== "moved") return;
    if (decide === undefined) return;
    const again = decide(snapshot, event);
    assert.notEqual(again.verdict.type, "moved");
    assert.equal(again.snapshot, snapshot);
  },

  "a fact is taken in, known, or marked as drift; never lost": ({ before, event, decision }) => {
    if (!("request" in event)) return;
    if (decision.verdict.type === "refused") return assert.ok(decision.drift);
    const { id } = event.request;
    const { request, waiting, ended } = decision.snapshot.context;
    const held = [request, ...waiting.map((one) => one.request), ...ended];
    const isHeld = held.some((one) => one?.id === id);
    // Its status may be all that is taken from it; and after the end nothing is kept any more.
    const tellsStatus = lifecycleOf(before) !== lifecycleOf(decision.snapshot);
    return assert.ok(isHeld || tellsStatus || isEnded(before));
  },
};

/**
 * Checks what holds at every step of every history of a subscription, legal or not: ends are final, no fact is lost,
 * a fact told again changes nothing, effects are asked for only where they are awaited, and so on.
 *
 * @throws Error that names the first invariant that does not hold, and has what was seen as its cause
 */
export function checkInvariants(taken: Taken): void {
  for (const [name, check] of Object.entries(invariants)) {
    try {
      check(taken);
    } catch (cause) {
      throw new Error(`It does not hold that ${name}.`, { cause });
    }
  }
}
