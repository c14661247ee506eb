import * as z from "zod/mini";

import { initialContext, subscriptionInputSchema, type SubscriptionInput } from "./context.ts";
import type { Effect } from "./effects.ts";
import {
  subscriptionEventSchema,
  type SubscriptionEvent,
  type SubscriptionEventInput,
} from "./events.ts";
import { inEnglish } from "./in-english.ts";
import { isKnown } from "./known.ts";
import { machineOf, titleOf } from "./machine-name.ts";
import { refusalOf } from "./refusal.ts";
import { machineVersion, type Snapshot } from "./snapshot.ts";
import { keepAlive, revive, transition } from "./transition.ts";
import type { Verdict } from "./verdict.ts";

/** What becomes of a subscription by an event. */
export interface Decision {
  /** The same object as before, unless the verdict is `moved`. */
  readonly snapshot: Snapshot;
  /** What has to be done now, in this order; empty unless the verdict is `moved`. */
  readonly effects: readonly Effect[];
  readonly verdict: Verdict;
  /** The event is a fact that contradicts the record: keep it, and reconcile. */
  readonly drift: boolean;
}

/**
 * A subscription, or what else the input names, of which nothing is known yet.
 *
 * @throws ZodError when the input has no key, or a shape no subscription can start from.
 */
export function initial(input: SubscriptionInput): Snapshot {
  return {
    machineVersion,
    value: { lifecycle: "new", request: { none: "idle" } },
    context: initialContext(subscriptionInputSchema.parse(input, inEnglish)),
  };
}

const stay = (snapshot: Snapshot, verdict: Verdict, drift = false): Decision => ({
  snapshot,
  effects: [],
  verdict,
  drift,
});

function decideOn(snapshot: Snapshot, event: SubscriptionEvent): Decision {
  const before = revive(snapshot);
  const { live, value, effects } = transition(before, event);
  const isSame =
    effects.length === 0 &&
    live.context === before.context &&
    JSON.stringify(value) === JSON.stringify(snapshot.value);
  if (!isSame && !repeatsCapabilities(snapshot, event)) {
    return {
      snapshot: keepAlive({ machineVersion, value, context: live.context }, live),
      effects,
      verdict: { type: "moved" },
      drift: false,
    };
  }
  const known = isKnown(snapshot, event);
  if (known !== undefined) return stay(snapshot, { type: "unchanged", reason: known });
  const refusal = refusalOf(snapshot, event);
  if (refusal === undefined) return stay(snapshot, { type: "unchanged", reason: "late" });
  return stay(snapshot, { type: "refused", refusal }, refusal.code === "drift");
}

function repeatsCapabilities(snapshot: Snapshot, event: SubscriptionEvent): boolean {
  return (
    event.type === "capabilities.changed" &&
    JSON.stringify(event.capabilities) === JSON.stringify(snapshot.context.capabilities) &&
    (event.product ?? snapshot.context.product) === snapshot.context.product
  );
}

/**
 * Decides what an event does to a subscription. Pure, deterministic and total: every event in every
 * state gives `moved`, `unchanged` or `refused`, never a throw, and the snapshot given is not changed.
 *
 * - A command that no guard lets through is `refused`, with the guard and what to do.
 * - A fact the record holds already, or an older one, is `unchanged`.
 * - A fact that contradicts the record is `refused` with the code `drift` and marked as drift.
 * - An answer, a failure or a timer that comes after its state was left is `unchanged` as late.
 * - Anything that is not an event is `refused` with the code `invalid_event`.
 */
export function decide(snapshot: Snapshot, event: SubscriptionEventInput): Decision {
  const parsed = subscriptionEventSchema.safeParse(event, inEnglish);
  if (parsed.success) return decideOn(snapshot, parsed.data);
  return stay(snapshot, {
    type: "refused",
    refusal: {
      code: "invalid_event",
      message: `${titleOf[machineOf(snapshot)]} ${snapshot.context.key}: not an event of the machine. Mend it: ${z.prettifyError(parsed.error)}`,
    },
  });
}
