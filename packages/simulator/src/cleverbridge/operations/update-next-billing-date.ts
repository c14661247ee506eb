import { parseInstant } from "../../instants.ts";
import { requiredText, subscriptionIdIn } from "../http/fields.ts";
import { succeeded, type Operation } from "../http/operation.ts";
import { notify } from "../notifications/notify.ts";
import { findSubscription, requireActive, writeSubscription } from "../records.ts";
import { againstRule, invalid } from "../result-refusal.ts";
import { billingDate } from "../terms/dates.ts";

const MINUTE = 60_000_000;

/** Dates are whole microseconds, which are exact this far. */
const LATEST = parseInstant("2200-01-01T00:00:00Z") ?? 0;

/** Moves the next billing, at the earliest to a minute from now. The subscription stays Active. */
export const updateNextBillingDate: Operation = {
  method: "POST",
  name: "updatenextbillingdate",
  handle: ({ world, body }) => {
    const record = findSubscription(world, subscriptionIdIn(body));
    const date = parseInstant(requiredText(body, "NextBillingDate"));
    if (date === undefined) throw invalid("NextBillingDate must be a date and time of RFC 3339.");
    if (date > LATEST) throw invalid("NextBillingDate is out of range.");
    requireActive(record);
    const now = Math.floor(world.clock.now()) * 1000;
    if (date < now + MINUTE) {
      throw againstRule("NextBillingDate must be at least a minute in the future.");
    }
    const moved = writeSubscription(world, record, billingDate(date, now));
    if (date > record.nextBillingDate) {
      notify(world, moved, "SubscriptionBillingDateExtendedNotification");
    }
    return succeeded();
  },
};
