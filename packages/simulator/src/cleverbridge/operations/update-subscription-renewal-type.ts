import type { RenewalType } from "../documents/status.ts";
import { requiredText, subscriptionIdIn } from "../http/fields.ts";
import { succeeded, type Operation } from "../http/operation.ts";
import { findSubscription, requireActive } from "../records.ts";
import { againstRule, invalid } from "../result-refusal.ts";
import { switchRenewal } from "../terms/renewal-type.ts";

/** Whether the whole subscription renews by itself. Only under Subscription Management 2.0. */
export const updateSubscriptionRenewalType: Operation = {
  method: "POST",
  name: "updatesubscriptionrenewaltype",
  handle: ({ world, body }) => {
    const record = findSubscription(world, subscriptionIdIn(body));
    const renewalType = renewalTypeIn(requiredText(body, "RenewalType"));
    if (!world.quirks.renewalTypeSwitch) {
      throw againstRule("The renewal type cannot be switched for this account.");
    }
    if (record.managementModel === "1.0") {
      throw againstRule(`Subscription S${record.id} is not under Subscription Management 2.0.`);
    }
    requireActive(record);
    switchRenewal(world, record, renewalType);
    return succeeded();
  },
};

function renewalTypeIn(text: string): RenewalType {
  if (text === "Automatic" || text === "Manual") return text;
  throw invalid("RenewalType must be Automatic or Manual.");
}
