import { type ManagementModel, managementModelOf } from "../reading/profile.ts";
import { membersOf } from "../wire/members.ts";
import { textOf } from "../wire/scalars.ts";
import { subscriptionIdOf } from "../wire/subscription-id.ts";

/** What is read of a notification. Its statuses are not: what counts is what the platform shows. */
export interface Notification {
  readonly type: string;
  /** As it was sent. */
  readonly date: string | undefined;
  readonly purchaseId: string | undefined;
  /** The subscriptions it is about, by their digits, each once; none for one about something else. */
  readonly subscriptionIds: readonly string[];
  readonly managementModel: ManagementModel | undefined;
}

const listOf = (value: unknown): readonly unknown[] | undefined =>
  Array.isArray(value) ? value : undefined;

/** The subscription of an item of a purchase. */
function ofItem(item: unknown): readonly string[] {
  const billing = membersOf(membersOf(item)?.get("recurringBilling"));
  const id = billing?.optional("subscriptionId", subscriptionIdOf);
  return id === undefined ? [] : [id];
}

/**
 * Reads a notification in either of the platform's two models: of a purchase, whose items name their
 * subscriptions, or of a subscription. Undefined for what has no type. Members it does not know are passed over.
 */
export function readNotification(value: unknown): Notification | undefined {
  const members = membersOf(value);
  const meta = membersOf(members?.get("meta"));
  const type = meta?.optional("type", textOf);
  if (members === undefined || type === undefined) return undefined;
  const own = members.optional("subscriptionId", subscriptionIdOf);
  const ofItems = (members.optional("items", listOf) ?? []).flatMap(ofItem);
  return {
    type,
    date: meta?.optional("date", textOf),
    purchaseId: members.optional("purchaseId", textOf),
    subscriptionIds: [...new Set([...(own === undefined ? [] : [own]), ...ofItems])],
    managementModel: members.optional("managementModel", managementModelOf),
  };
}

/**
 * What a notification is known by when it comes again: the platform gives it no id. Undefined where it has no
 * date, so that nothing is taken for a repetition that is none.
 */
export function repetitionKeyOf({
  type,
  date,
  purchaseId,
  subscriptionIds,
}: Notification): string | undefined {
  if (date === undefined) return undefined;
  return JSON.stringify([type, purchaseId ?? null, subscriptionIds, date]);
}
