import type { Command, RefusalCode } from "@tenure/machine";

import type { ReferenceModel } from "./reference-model.ts";

const statuses: Readonly<Record<Command["type"], readonly string[]>> = {
  "command.change": ["active"],
  "command.adjust": ["active"],
  "command.suspend": ["active"],
  "command.resume": ["suspended"],
  "command.cancel": ["active", "suspended"],
  "command.setRenewal": ["active"],
  "command.bill": ["active"],
  // Whatever the subscription's status is: a scheduled request is what it takes.
  "command.revoke": [],
};

const opensRequest = new Set<Command["type"]>([
  "command.change",
  "command.adjust",
  "command.suspend",
  "command.resume",
  "command.cancel",
]);

const isInPlace = (reference: ReferenceModel, type: Command["type"]): boolean =>
  type === "command.revoke"
    ? reference.open?.step === "scheduled"
    : statuses[type].includes(reference.status);

const takesAway: ReadonlySet<string> = new Set(["deactivated", "finished"]);

function lacksCapability({ terms }: ReferenceModel, command: Command): boolean {
  const { administrativeHold, itemDeactivation, renewalSwitch } = terms.capabilities;
  if (command.type === "command.setRenewal") return !renewalSwitch;
  if (command.type === "command.change") {
    const deactivates = command.items?.some(({ status }) => takesAway.has(status ?? "")) ?? false;
    return deactivates && !itemDeactivation;
  }
  const isHold = command.type === "command.suspend" || command.type === "command.resume";
  return isHold && !administrativeHold;
}

function takesLastItem({ items }: ReferenceModel, command: Command): boolean {
  if (command.type !== "command.change" || command.items === undefined) return false;
  const changed = new Map(
    command.items.map(({ id, status }) => [id, status ?? items.get(id) ?? "active"]),
  );
  return ![...items, ...changed].some(
    ([id, status]) => status === "active" && (changed.get(id) ?? "active") === "active",
  );
}

/** What is wrong with the items a command names, where they are deactivated one by one. */
function wrongItem({ items, terms }: ReferenceModel, command: Command): RefusalCode | undefined {
  if (command.type !== "command.change" || !terms.capabilities.itemDeactivation) return undefined;
  const rows = (command.items ?? []).map(({ id, status }) => ({ to: status, from: items.get(id) }));
  if (rows.some(({ from }) => from === undefined)) return "item_unknown";
  if (rows.some(({ from, to }) => from !== "active" && to !== "active")) return "item_not_active";
  return rows.some(({ from }) => from === "finished" || from === "removed")
    ? "item_ended"
    : undefined;
}

const canBeCanceled = ({ terms }: ReferenceModel, { type }: Command): boolean =>
  type !== "command.cancel" || terms.capabilities.fullCancel !== false;

/** Only a payment ends such a hold. */
const waitsForPayment = ({ status, terms }: ReferenceModel, { type }: Command): boolean =>
  terms.capabilities.paymentHold === true &&
  (type === "command.resume" || (type === "command.cancel" && status === "suspended"));

const lacksConsent = (command: Command): boolean =>
  command.type !== "command.adjust" &&
  command.type !== "command.bill" &&
  command.consent === undefined;

const isBusy = ({ open, isOrdering }: ReferenceModel, { type }: Command): boolean =>
  opensRequest.has(type) && (open !== undefined || isOrdering);

/** It is there already, or a decision rules it out. */
function isOutOfPlace({ status, renewal, terms }: ReferenceModel, command: Command): boolean {
  if (command.type === "command.setRenewal") return command.renewal === renewal;
  const isCancel = command.type === "command.cancel" && status === "suspended";
  return isCancel && !terms.decisions.cancelWhileSuspended;
}

/** Why a command is refused, by the first condition it breaks; undefined when it may go on. */
export function commandRefused(
  reference: ReferenceModel,
  command: Command,
): RefusalCode | undefined {
  const isOver = reference.status === "terminated" || reference.status === "discarded";
  const wrong = wrongItem(reference, command);
  const conditions: readonly (readonly [boolean, RefusalCode])[] = [
    [!isInPlace(reference, command.type), "not_in_this_state"],
    [!canBeCanceled(reference, command), "full_cancel_unsupported"],
    [isOutOfPlace(reference, command) && command.type === "command.cancel", "not_in_this_state"],
    [waitsForPayment(reference, command), "payment_hold"],
    [lacksCapability(reference, command), "capability_missing"],
    [isOutOfPlace(reference, command), "not_in_this_state"],
    [isBusy(reference, command), "request_in_progress"],
    [wrong !== undefined, wrong ?? "item_unknown"],
    [takesLastItem(reference, command), "last_active_item"],
    [lacksConsent(command), "consent_missing"],
  ];
  const code = conditions.find(([isBroken]) => isBroken)?.[1];
  return code !== undefined && isOver ? "subscription_ended" : code;
}
