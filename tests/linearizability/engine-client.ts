import { TenureError, type Adapter, type Engine } from "@tenure/engine";

import {
  responseOf,
  type SubscriptionOperation,
  type SubscriptionResponse,
} from "./subscription-model.ts";

/** Its platform is never there, so that nothing happens but what the clients send. */
export const absent: Adapter = {
  name: "absent",
  perform: () =>
    Promise.resolve({
      type: "retry",
      blame: "platform",
      error: { code: "unreachable", message: "the platform is not there" },
      after: 3_600_000,
    }),
};

/** Does an operation with an engine, and tells its response as the specification words it. */
export async function operate(
  engine: Engine,
  key: string,
  input: SubscriptionOperation,
): Promise<SubscriptionResponse> {
  if (input.type === "get") {
    return { type: "got", version: (await engine.get(key))?.version ?? 0 };
  }
  const { event, idempotencyKey } = input;
  try {
    const options = idempotencyKey === undefined ? {} : { idempotencyKey };
    return responseOf(await engine.send(key, event, options));
  } catch (error) {
    const isConflict = error instanceof TenureError && error.code === "idempotency_conflict";
    if (isConflict) return { type: "conflict" };
    throw error;
  }
}
