import { z } from "zod";

import { eventsSchema } from "./stamps.ts";
import { subscriptionSchema } from "./subscription.ts";
import { lenient, looseText } from "./tolerant.ts";

const statisticsSchema = lenient(
  z.looseObject({
    count: lenient(z.number()),
    last_request: lenient(z.looseObject({ id: looseText, type: looseText })),
  }),
);

/**
 * A subscription with its billing. `uom` of the period is monthly, yearly or years_2 to years_6; open, as
 * the status is.
 */
export const billedSubscriptionSchema = subscriptionSchema.extend({
  billing: lenient(
    z.looseObject({
      period: lenient(z.looseObject({ delta: lenient(z.number()), uom: looseText })),
      next_date: looseText,
      anniversary: lenient(z.looseObject({ day: lenient(z.number()), month: lenient(z.number()) })),
      stats: lenient(z.looseObject({ vendor: statisticsSchema, provider: statisticsSchema })),
    }),
  ),
  renewal_expiration_date: looseText,
  events: eventsSchema,
});

/** A subscription as the platform's billing shows it. */
export type BilledSubscription = z.infer<typeof billedSubscriptionSchema>;
