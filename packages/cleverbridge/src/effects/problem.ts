import type { CleverbridgeItem } from "../wire/item.ts";
import { readUtc } from "../wire/moment.ts";
import type { CleverbridgeSubscription } from "../wire/subscription.ts";
import { type ChangeUnderWay, type Step, stepsLeft } from "./steps.ts";

/** Why the platform, as it shows, does not let something be done. Its code stands in front of the reason. */
export interface Problem {
  readonly code:
    | "subscription_not_active"
    | "item_ambiguous"
    | "item_unknown"
    | "item_not_active"
    | "item_ended"
    | "last_active_item"
    | "product_unknown"
    | "date_not_ahead"
    | "not_on_this_platform"
    | "platform_refused"
    | "not_shown";
  readonly message: string;
}

/** The reason a request fails with: a code that programs may read, and a sentence. */
export function reasonOf({ code, message }: Problem): string {
  return `${code}: ${message}`;
}

const oneMinute = 60_000;

/** Only an active subscription can be changed: not one in grace, on hold, or that somebody else runs. */
export function problemOfStatus({
  status,
  rawStatus,
  id,
}: CleverbridgeSubscription): Problem | undefined {
  if (status === "active") return undefined;
  const shown = status === "unknown" ? rawStatus : status;
  return {
    code: "subscription_not_active",
    message: `subscription S${id} is ${shown} on cleverbridge; it has to be active`,
  };
}

function problemOfItem(
  change: ChangeUnderWay,
  item: CleverbridgeItem | undefined,
  { id, status }: ChangeUnderWay["order"]["items"][number],
): Problem | undefined {
  const about = `item ${id} of subscription S${change.subscription.id}`;
  if (item === undefined) {
    return { code: "item_unknown", message: `${about} is not there` };
  }
  const isEnded = item.status === "finished" || item.status === "removed";
  if (status === "active" && isEnded) {
    return { code: "item_ended", message: `${about} is ${item.status} and cannot come back` };
  }
  if (status === "active" || item.status === "active") return undefined;
  return { code: "item_not_active", message: `${about} is ${item.status}` };
}

/** The items that would be active after the steps, counted once however many versions are shown. */
function activeAfter({ items }: CleverbridgeSubscription, steps: readonly Step[]): number {
  const active = new Set(
    items.flatMap(({ runningNumber, status }) => (status === "active" ? [runningNumber] : [])),
  );
  let added = 0;
  for (const step of steps) {
    if (step.type === "reinstate") for (const number of step.items) active.add(number);
    if (step.type === "deactivate") for (const number of step.items) active.delete(number);
    if (step.type === "add") added += 1;
  }
  return active.size + added;
}

/** Why items cannot be changed so; undefined when they can. What is done already is no problem. */
export function problemOfChange(change: ChangeUnderWay, now: number): Problem | undefined {
  const { order, subscription } = change;
  const steps = stepsLeft(change);
  const { ambiguousRunningNumbers: ambiguous, id } = subscription;
  const touchesItems = order.items.length > 0 || order.additions.length > 0;
  if (touchesItems && ambiguous.length > 0) {
    return {
      code: "item_ambiguous",
      message: `of item ${ambiguous.join(", ")} of subscription S${id} several versions may be current`,
    };
  }
  if (steps.some(({ type }) => type === "deactivate") && activeAfter(subscription, steps) === 0) {
    return {
      code: "last_active_item",
      message: `subscription S${id} would be left without an active item; cancel the subscription instead`,
    };
  }
  const unknown = steps.find((step) => step.type === "update" && step.productId === undefined);
  if (unknown !== undefined) {
    return {
      code: "product_unknown",
      message: `of an item of subscription S${id} the platform does not show the product; name it`,
    };
  }
  const move = steps.find((step) => step.type === "moveBilling");
  if (move !== undefined && (readUtc(move.nextBillingDate) ?? 0) < now + oneMinute) {
    return {
      code: "date_not_ahead",
      message: `the next billing of subscription S${id} has to be at least a minute ahead`,
    };
  }
  return undefined;
}

/** The same before anything was done: each item has to be where the change finds it. */
export function problemAtStart(change: ChangeUnderWay, now: number): Problem | undefined {
  const { order, subscription } = change;
  const problem = problemOfStatus(subscription) ?? problemOfChange(change, now);
  if (problem?.code === "subscription_not_active" || problem?.code === "item_ambiguous")
    return problem;
  for (const wanted of order.items) {
    const item = subscription.items.find(
      ({ runningNumber }) => String(runningNumber) === wanted.id,
    );
    const ofItem = problemOfItem(change, item, wanted);
    if (ofItem !== undefined) return ofItem;
  }
  return problem;
}
