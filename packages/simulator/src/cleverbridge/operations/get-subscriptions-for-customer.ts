import { hasEmail } from "../customers/customers.ts";
import { STATUS_CODES, type StatusNumbers, type SubscriptionStatus } from "../documents/status.ts";
import type { SubscriptionRecord } from "../documents/subscription-record.ts";
import { succeeded, type Operation } from "../http/operation.ts";
import { filledParameter, isCurrentIn } from "../http/parameters.ts";
import { invalid, missing, unknown } from "../result-refusal.ts";
import { subscriptionView } from "../views/subscription-view.ts";
import type { World } from "../world.ts";

const IDENTIFIERS: Readonly<
  Record<string, (world: World, record: SubscriptionRecord, value: string) => boolean>
> = {
  customerId: (_world, { customerId }, value) => String(customerId) === value,
  customerReferenceId: (_world, { customerReferenceId }, value) => customerReferenceId === value,
  customerEmail: (world, { customerId }, value) =>
    hasEmail(world.store.get("customers", String(customerId)), value),
};

/** All subscriptions of a customer, who is told by one identifier and no second. */
export const getSubscriptionsForCustomer: Operation = {
  method: "GET",
  name: "getsubscriptionsforcustomer",
  handle: ({ world, query }) => {
    const given = Object.entries(IDENTIFIERS).flatMap(([name, belongs]) => {
      const value = filledParameter(query, name);
      return value === undefined ? [] : [{ belongs, value }];
    });
    const [identifier, second] = given;
    const names = Object.keys(IDENTIFIERS).join(", ");
    if (identifier === undefined) throw missing(`one of ${names}`);
    if (second !== undefined) throw invalid(`Give only one of ${names}.`);
    const isCurrent = isCurrentIn(query);
    const status = statusIn(query, world.quirks.statusNumbers);
    const found = world.store
      .list("subscriptions")
      .filter((record) => identifier.belongs(world, record, identifier.value));
    if (found.length === 0 && world.quirks.unknownCustomer === "not-found") throw unknown();
    return succeeded({
      Subscriptions: found
        .filter((record) => status === undefined || record.status === status)
        .map((record) => subscriptionView(record, world.quirks, isCurrent)),
    });
  },
};

/** The filter as a word; also as the number or the code the guides put beside it. */
function statusIn(
  query: ReadonlyMap<string, string>,
  numbers: StatusNumbers,
): SubscriptionStatus | undefined {
  const text = filledParameter(query, "subscriptionstatus")?.toLowerCase();
  if (text === undefined) return undefined;
  const found = FILTERS.find(
    (status) =>
      status.toLowerCase() === text ||
      STATUS_CODES[status].toLowerCase() === text ||
      String(numbers[status]) === text,
  );
  if (found === undefined)
    throw invalid(`subscriptionstatus must be one of ${FILTERS.join(", ")}.`);
  return found;
}

const FILTERS = ["Active", "Deactivated", "Finished", "Grace", "Hold", "New"] as const;
