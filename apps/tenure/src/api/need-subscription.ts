import { TenureError, type Engine, type SubscriptionRecord } from "@tenure/engine";

/** @throws TenureError `subscription_unknown` */
export async function needSubscription(
  engine: Pick<Engine, "get">,
  key: string,
): Promise<SubscriptionRecord> {
  const record = await engine.get(key);
  if (record !== undefined) return record;
  throw new TenureError(
    "subscription_unknown",
    `There is no subscription ${key}. Check the key, or wait until the platform shows it.`,
  );
}
