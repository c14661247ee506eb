import type { JsonObject } from "../../json-reading.ts";
import type { ContactType } from "../documents/customer-record.ts";
import type { RenewalType } from "../documents/status.ts";
import type { SubscriptionRecord } from "../documents/subscription-record.ts";
import { notify } from "../notifications/notify.ts";
import { activeItems, findSubscription } from "../records.ts";
import { againstRule } from "../result-refusal.ts";
import { followingTerm, renewed } from "../terms/billing.ts";
import { deactivateItems } from "../terms/ending.ts";
import { payFirst } from "../terms/first-payment.ts";
import { reinstateItems } from "../terms/reinstating.ts";
import { switchRenewal } from "../terms/renewal-type.ts";
import type { World } from "../world.ts";
import { changeContact } from "./customers.ts";

/**
 * What the customer does on cleverbridge's own pages, behind the client's back. Ids come with or without their S.
 * Each call throws an `Error` that says why when the customer could not do that.
 */
export interface CustomerControl {
  /**
   * Pays what is owed: a New order, or the interval of a subscription in Grace or Hold. An Active one that is Manual
   * is renewed for another interval.
   */
  pay(id: string | number): void;
  /** Turns the automatic renewal on or off. */
  switchRenewal(id: string | number, renewalType: RenewalType): void;
  /** Deactivates items by their running numbers, by default all that are active. */
  cancelItems(id: string | number, items?: readonly number[]): void;
  /** Wants items back that are Deactivated, or await the customer's word; by default all of them. */
  reinstateItems(id: string | number, items?: readonly number[]): void;
  /** Writes members of a contact (`EMail`, `Firstname`, …), for all subscriptions of the customer. */
  changeContact(id: string | number, type: ContactType, contact: JsonObject): void;
}

/** `keep` makes the changes of one call final, in one piece. */
export function customerControl(world: World, keep: (change: () => void) => void): CustomerControl {
  const control =
    <A extends readonly unknown[]>(
      change: (record: SubscriptionRecord, ...rest: A) => void,
    ): ((id: string | number, ...rest: A) => void) =>
    (id, ...rest) =>
      keep(() => change(findSubscription(world, id), ...rest));
  return {
    pay: control((record) => pay(world, record)),
    switchRenewal: control((record, renewalType: RenewalType) => {
      if (record.status !== "Active" || record.managementModel === "1.0") {
        throw againstRule(`The renewal of subscription S${record.id} cannot be switched.`);
      }
      switchRenewal(world, record, renewalType);
    }),
    cancelItems: control((record, items?: readonly number[]) => cancelItems(world, record, items)),
    reinstateItems: control((record, items?: readonly number[]) => reinstate(world, record, items)),
    changeContact: control((record, type: ContactType, contact: JsonObject) => {
      const customer = world.store.get("customers", String(record.customerId));
      if (customer === undefined) return;
      changeContact(world, customer, type, contact);
      notify(world, record, "CustomerProfileUpdateNotification");
    }),
  };
}

function pay(world: World, record: SubscriptionRecord): void {
  const { status, renewalType, id } = record;
  if (status === "New") {
    payFirst(world, record);
  } else if (status === "Grace" || status === "Hold") {
    renewed(world, record, "AutomaticRenewal", followingTerm(world, record));
  } else if (status === "Active" && renewalType === "Manual") {
    renewed(world, record, "ManualRenewal", followingTerm(world, record));
  } else {
    throw againstRule(`Nothing is owed for subscription S${id}: it is ${status}, ${renewalType}.`);
  }
}

function cancelItems(
  world: World,
  record: SubscriptionRecord,
  items: readonly number[] = activeItems(record).map(({ runningNo }) => runningNo),
): void {
  if (items.length === 0) throw againstRule(`Subscription S${record.id} has no active item.`);
  const after = deactivateItems(world, record, ({ runningNo }) => items.includes(runningNo));
  notify(world, after, "RecurringBillingCanceledNotification", { items });
}

function reinstate(world: World, record: SubscriptionRecord, items?: readonly number[]): void {
  if (record.status !== "Active" && record.status !== "Deactivated") {
    throw againstRule(`Subscription S${record.id} is ${record.status}.`);
  }
  const wanted = record.items
    .filter(({ isCurrent, status }) => isCurrent && REINSTATABLE.has(status))
    .map(({ runningNo }) => runningNo)
    .filter((number) => items === undefined || items.includes(number));
  if (wanted.length === 0) throw againstRule(`Nothing of S${record.id} can be reinstated.`);
  const after = reinstateItems(world, record, ({ runningNo }) => wanted.includes(runningNo));
  notify(world, after, "RecurringBillingReinstatedNotification", { items: wanted });
}

const REINSTATABLE: ReadonlySet<string> = new Set(["Deactivated", "AwaitingReinstate"]);
