import {
  type LifecycleState,
  lifecycleOf,
  type Refusal,
  type RefusalCode,
  requestStateOf,
  type Snapshot,
  type SubscriptionEventInput,
} from "@tenure/machine";

import { cancellationOf } from "../reading/cancellation.ts";
import { commandRefused, type CommandRefusalCode, type CommandRefused } from "./command-result.ts";

type Command = Extract<SubscriptionEventInput, { readonly type: `command.${string}` }>;

/** Where the machine's word says all. */
const asItIs: Partial<Record<RefusalCode, CommandRefusalCode>> = {
  item_not_active: "item_not_active",
  item_ended: "item_ended",
  last_active_item: "last_active_item",
  consent_missing: "consent_missing",
  full_cancel_unsupported: "full_cancel_unsupported",
  request_in_progress: "request_in_progress",
  capability_missing: "capability_missing",
  payment_hold: "payment_hold",
  subscription_ended: "subscription_ended",
};

/** The command names an item of which it cannot be told which version counts. */
function isAmbiguous({ context }: Snapshot, command: Command): boolean {
  const ambiguous = context.parameters["ambiguousItems"];
  if (command.type !== "command.change" || !Array.isArray(ambiguous)) return false;
  return (command.items ?? []).some(({ id }) => ambiguous.includes(id));
}

type OfState = (snapshot: Snapshot, type: Command["type"]) => CommandRefusalCode;

const whileTerminating: OfState = (snapshot, type) => {
  if (type === "command.cancel") return "already_canceled";
  if (type !== "command.revoke") return "subscription_not_active";
  return cancellationOf(snapshot) === undefined ? "nothing_to_withdraw" : "request_in_progress";
};

const whileActive: OfState = (snapshot, type) => {
  if (type === "command.revoke") return "nothing_to_withdraw";
  return requestStateOf(snapshot) === "none" ? "subscription_not_active" : "request_in_progress";
};

const whileSuspended: OfState = ({ context }) =>
  context.capabilities.paymentHold === true ? "payment_hold" : "subscription_not_active";

/** What stands in the way where the subscription's state does not know the command. */
const ofState: Partial<Record<LifecycleState, OfState>> = {
  new: () => "subscription_unknown",
  active: whileActive,
  suspended: whileSuspended,
  terminating: whileTerminating,
};

/** What the machine's refusal of a command means for a customer of cleverbridge. */
export function refusalOf(
  snapshot: Snapshot,
  command: Command,
  { code, message }: Refusal,
): CommandRefused {
  if (code === "item_unknown") {
    return commandRefused(isAmbiguous(snapshot, command) ? "item_ambiguous" : code, message);
  }
  if (code === "invalid_event") return commandRefused("command_invalid", message);
  const byState = ofState[lifecycleOf(snapshot)]?.(snapshot, command.type);
  return commandRefused(asItIs[code] ?? byState ?? "subscription_not_active", message);
}
