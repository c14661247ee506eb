import type { Members } from "../wire/members.ts";
import { readSubscription } from "../wire/read-subscription.ts";
import { sentSubscriptionId } from "../wire/subscription-id.ts";
import type { StatusNumbers } from "../wire/subscription-status.ts";
import type { CleverbridgeSubscription } from "../wire/subscription.ts";
import type { UnreadableRow } from "../wire/unreadable-row.ts";
import type { ReadOptions } from "./call-options.ts";
import type { Caller } from "./caller.ts";
import { checkedId, invalid } from "./checked.ts";
import type { CustomerQuery, CustomerSubscriptions } from "./customer-query.ts";

/** The calls that read. They are repeated after trouble that time may heal. */
export interface ReadingCalls {
  /** Reads one subscription; its id with or without `S`. */
  getSubscription(subscriptionId: string, options?: ReadOptions): Promise<CleverbridgeSubscription>;
  /**
   * Reads the subscriptions of a customer, who is named in exactly one way; otherwise rejects with `invalid`
   * before anything is sent.
   */
  listForCustomer(query: CustomerQuery, options?: ReadOptions): Promise<CustomerSubscriptions>;
}

const identities = ["customerId", "customerReferenceId", "customerEmail"] as const;

/** The platform wants "one and only one" of the three; what it does about two is not written anywhere. */
function identityOf(query: CustomerQuery): readonly [name: string, value: string] {
  const given = identities.flatMap((name) => {
    const value = query[name] ?? "";
    return value.trim() === "" ? [] : [[name, value] as const];
  });
  const [only] = given;
  if (only !== undefined && given.length === 1) return only;
  throw invalid(`expected exactly one of ${identities.join(", ")}, got ${given.length}`);
}

function listQueryOf(query: CustomerQuery, currentOnly: boolean): URLSearchParams {
  const parameters = new URLSearchParams([[...identityOf(query)]]);
  if (query.status !== undefined) parameters.set("subscriptionstatus", query.status);
  if (currentOnly) parameters.set("IsCurrent", "true");
  return parameters;
}

/** The calls that read, with the numbers of the statuses they are to go by. */
export function readingCallsOf(caller: Caller, numbers: StatusNumbers): ReadingCalls {
  function subscriptionIn(answer: Members, id: string) {
    const reading = readSubscription(answer.get("Subscription"), numbers);
    if ("problem" in reading) return { problem: `Subscription: ${reading.problem}` };
    const { subscription } = reading;
    return subscription.id === id
      ? { value: subscription }
      : { problem: "Subscription: it is not the one that was asked for" };
  }

  function subscriptionsIn(answer: Members) {
    const rows = answer.get("Subscriptions");
    if (!Array.isArray(rows)) return { problem: "Subscriptions: expected a list" };
    const subscriptions: CleverbridgeSubscription[] = [];
    const unreadable: UnreadableRow[] = [];
    for (const row of rows) {
      const reading = readSubscription(row, numbers);
      if ("subscription" in reading) subscriptions.push(reading.subscription);
      else unreadable.push({ id: reading.id, problem: caller.wipe(reading.problem) });
    }
    return { value: { subscriptions, unreadable } };
  }

  return {
    async getSubscription(subscriptionId, { currentOnly = true, signal } = {}) {
      const id = checkedId(subscriptionId);
      const query = new URLSearchParams({ subscriptionId: sentSubscriptionId(id) });
      if (currentOnly) query.set("isCurrent", "true");
      return caller.get("getsubscription", query, (answer) => subscriptionIn(answer, id), {
        signal,
      });
    },
    async listForCustomer(query, { currentOnly = true, signal } = {}) {
      const parameters = listQueryOf(query, currentOnly);
      return caller.get("getsubscriptionsforcustomer", parameters, subscriptionsIn, { signal });
    },
  };
}
