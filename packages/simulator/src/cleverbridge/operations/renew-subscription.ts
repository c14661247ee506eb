import { flagAt, subscriptionIdIn } from "../http/fields.ts";
import { succeeded, type Operation } from "../http/operation.ts";
import { zonelessText } from "../instants.ts";
import { findSubscription, requireActive } from "../records.ts";
import { renewEarly } from "../terms/renewing.ts";

/** Charges another interval now. `OK` only says that the charge was tried; `TransactionStatus` how it went. */
export const renewSubscription: Operation = {
  method: "POST",
  name: "renewsubscription",
  handle: ({ world, body }) => {
    const record = findSubscription(world, subscriptionIdIn(body));
    const isReset = flagAt(body, "ResetBillingInterval", false);
    requireActive(record);
    const { after, status } = renewEarly(world, record, isReset);
    return succeeded({
      NextBillingDate: zonelessText(after.nextBillingDate),
      TransactionStatus: status,
      ContinueUrl: `https://shop.simulator.invalid/renew/S${record.id}`,
    });
  },
};
