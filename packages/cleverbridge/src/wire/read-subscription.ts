import { currentItemsOf } from "./current-items.ts";
import type { CleverbridgeItem } from "./item.ts";
import { type Members, membersOf } from "./members.ts";
import { momentOf } from "./moment.ts";
import { readItem } from "./read-item.ts";
import { renewalTypeOf } from "./renewal-type.ts";
import { countOf, textOf } from "./scalars.ts";
import { subscriptionIdOf } from "./subscription-id.ts";
import { type StatusNumbers, subscriptionStatusOf } from "./subscription-status.ts";
import type { CleverbridgeInterval, CleverbridgeSubscription } from "./subscription.ts";

/** A subscription as it was read, or why it cannot be. */
export type SubscriptionReading =
  | { readonly subscription: CleverbridgeSubscription }
  | { readonly problem: string; readonly id: string | undefined };

function listOf(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

function intervalOf(members: Members, prefix: string): CleverbridgeInterval | undefined {
  const months = members.optional(`${prefix}IntervalMonthCount`, countOf);
  const days = members.optional(`${prefix}IntervalDayCount`, countOf);
  if (months === undefined && days === undefined) return undefined;
  return { months: months ?? 0, days: days ?? 0 };
}

/** All versions of all items; one that cannot be read makes the list useless, because items are counted. */
function versionsOf(rows: readonly unknown[]): {
  readonly versions: readonly CleverbridgeItem[];
  readonly unread: readonly string[];
  readonly problems: readonly string[];
} {
  const versions: CleverbridgeItem[] = [];
  const unread: string[] = [];
  const problems: string[] = [];
  for (const [index, row] of rows.entries()) {
    const reading = readItem(row);
    if ("problem" in reading) problems.push(`Items.${index}: ${reading.problem}`);
    else {
      versions.push(reading.item);
      unread.push(...reading.unread.map((name) => `Items.${index}.${name}`));
    }
  }
  return { versions, unread, problems };
}

/**
 * Reads a subscription. Required are its id, its status and its items; everything else may be missing, and
 * what is of another shape than documented is left out and noted. Unknown members are passed over.
 */
export function readSubscription(value: unknown, numbers?: StatusNumbers): SubscriptionReading {
  const members = membersOf(value);
  if (members === undefined) return { problem: "unexpected shape", id: undefined };
  const id = members.required("Id", subscriptionIdOf);
  const rawStatus = members.required("SubscriptionStatus", textOf);
  const rows = members.required("Items", listOf);
  const { versions, unread, problems } = versionsOf(rows ?? []);
  const allProblems = [...members.problems, ...problems];
  if (id === undefined || rawStatus === undefined || allProblems.length > 0) {
    return { problem: allProblems.join("; "), id };
  }
  const plain = {
    customerId: members.optional("CustomerId", textOf),
    customerReferenceId: members.optional("CustomerReferenceId", textOf),
    customerReferenceNo: members.optional("CustomerReferenceNo", textOf),
    customerCurrencyId: members.optional("CustomerCurrencyId", textOf),
    renewalType: members.optional("RenewalType", renewalTypeOf),
    nextBillingDate: members.optional("NextBillingDate", momentOf),
    nextBillingDateReminder: members.optional("NextBillingDateReminder", momentOf),
    startDate: members.optional("StartDate", momentOf),
    endDate: members.optional("EndDate", momentOf),
    gracePeriodDays: members.optional("GracePeriodDays", countOf),
    lastIntervalNo: members.optional("LastIntervalNo", countOf),
    interval: intervalOf(members, ""),
    billingInterval: intervalOf(members, "Billing"),
    startInterval: intervalOf(members, "Start"),
  };
  return {
    subscription: {
      id,
      status: subscriptionStatusOf(rawStatus, numbers),
      rawStatus,
      ...plain,
      ...currentItemsOf(versions),
      unreadMembers: [...members.unread, ...unread],
    },
  };
}
