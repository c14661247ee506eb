import type { EffectCall } from "@tenure/engine";

import type { Bindings } from "./bindings.ts";
import type { ChangeOrder } from "./order.ts";
import type { Step } from "./steps.ts";

/** Makes the call of a step. Rejects with what the client rejects with. */
export async function takeStep(
  { client }: Bindings,
  { key: subscriptionId, signal }: EffectCall,
  { settings }: ChangeOrder,
  step: Step,
): Promise<void> {
  const { generateMail, alignToCurrentInterval, extendInterval } = settings;
  const alignment = { alignToCurrentInterval, extendInterval };
  const options = { signal };
  switch (step.type) {
    case "reinstate": {
      const { items } = step;
      return client.reinstateItems({ subscriptionId, items, generateMail }, options);
    }
    case "deactivate": {
      const { items, allowReinstate } = step;
      return client.deactivateItems(
        { subscriptionId, items, allowReinstate, generateMail: allowReinstate && generateMail },
        options,
      );
    }
    case "add": {
      const { productId, quantity } = step;
      await client.addItem(
        { subscriptionId, productId, quantity, alignment, generateMail },
        options,
      );
      return;
    }
    case "update": {
      const { runningNumber, productId = 0, quantity } = step;
      await client.updateItem(
        { subscriptionId, runningNumber, productId, quantity, alignment, generateMail },
        options,
      );
      return;
    }
    case "moveBilling": {
      const { nextBillingDate } = step;
      return client.setNextBillingDate({ subscriptionId, nextBillingDate }, options);
    }
  }
}
