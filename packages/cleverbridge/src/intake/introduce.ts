import type { SubscriptionRecord } from "@tenure/engine";

import type { Learned } from "../reading/parameters-shown.ts";
import { capabilitiesUnder } from "../reading/profile.ts";
import type { Feed } from "./feed.ts";

/**
 * Puts a subscription on record that was heard of for the first time, so that it is looked at even if this
 * process ends before. Gives its record.
 */
export async function introduce(
  { intake, profile }: Feed,
  id: string,
  { managementModel }: Learned = {},
): Promise<SubscriptionRecord | undefined> {
  const record = await intake.get(id);
  if (record !== undefined) return record;
  const capabilities = capabilitiesUnder(profile, managementModel ?? profile.managementModel);
  await intake.send(id, { type: "capabilities.changed", capabilities });
  return intake.get(id);
}
