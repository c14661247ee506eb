import { momentOf } from "../wire/moment.ts";
import { readRenewResult, type RenewResult } from "../wire/renew-result.ts";
import { type RenewalType, sentRenewalType } from "../wire/renewal-type.ts";
import type { CallOptions } from "./call-options.ts";
import type { Caller } from "./caller.ts";
import { checkedText, invalid, sentIdOf } from "./checked.ts";
import type {
  RenewSubscription,
  SetNextBillingDate,
  SetRenewalType,
  UpdateContact,
  UpdateCustomer,
} from "./subscription-changes.ts";

/** The calls on a subscription as a whole. */
export interface SubscriptionCalls {
  /**
   * Turns the automatic renewal of a whole subscription on or off. Turned off, the subscription stays active to
   * the end of the running interval. Subscription Management 2.0 only.
   */
  setRenewalType(change: SetRenewalType, options?: CallOptions): Promise<void>;
  /** Moves the next billing date; moved ahead, it is the platform's way to pause billing. */
  setNextBillingDate(change: SetNextBillingDate, options?: CallOptions): Promise<void>;
  /** Renews ahead of schedule. That the call went well does not mean that it was paid: see the result. */
  renew(change: RenewSubscription, options?: CallOptions): Promise<RenewResult>;
  /** Sets the client's own id of the customer. */
  updateCustomer(change: UpdateCustomer, options?: CallOptions): Promise<void>;
  /** Replaces one of the contacts. */
  updateContact(change: UpdateContact, options?: CallOptions): Promise<void>;
}

/** Checked, because a slip would end the renewal of a whole subscription. */
function checkedRenewalType(type: RenewalType): string {
  const sent = sentRenewalType(type);
  if (sent !== undefined) return sent;
  throw invalid("renewalType: expected automatic or manual");
}

function sentMoment(text: string): string {
  const moment = momentOf(text);
  if (moment !== undefined) return moment.at;
  throw invalid("nextBillingDate: expected a date and time (RFC 3339)");
}

export function subscriptionCallsOf(caller: Caller): SubscriptionCalls {
  return {
    async setRenewalType(change, options) {
      const body = {
        SubscriptionId: sentIdOf(change),
        RenewalType: checkedRenewalType(change.renewalType),
      };
      await caller.post("updatesubscriptionrenewaltype", body, options);
    },
    async setNextBillingDate(change, options) {
      const body = {
        SubscriptionId: sentIdOf(change),
        NextBillingDate: sentMoment(change.nextBillingDate),
      };
      await caller.post("updatenextbillingdate", body, options);
    },
    async renew(change, options) {
      const body = {
        SubscriptionId: sentIdOf(change),
        ResetBillingInterval: change.resetBillingInterval,
      };
      return readRenewResult(await caller.post("renewsubscription", body, options));
    },
    async updateCustomer(change, options) {
      const body = {
        SubscriptionId: sentIdOf(change),
        CustomerReferenceId: checkedText("customerReferenceId", change.customerReferenceId),
      };
      await caller.post("updatecustomer", body, options);
    },
    async updateContact(change, options) {
      const { contact, contactType } = change;
      checkedText("contact.CountryId", contact.CountryId);
      checkedText("contact.LanguageId", contact.LanguageId);
      const body = {
        SubscriptionId: sentIdOf(change),
        ContactType: contactType,
        Contact: contact,
      };
      // The guide prints the path twice over (`/subscription//subscription/updatecontact`), surely by mistake.
      await caller.post("updatecontact", body, options);
    },
  };
}
