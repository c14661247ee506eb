import type { z } from "@hono/zod-openapi";
import type { Engine, SendResult } from "@tenure/engine";

import { HttpProblem } from "../http/problem.ts";
import type { sentSchema } from "./command-schemas.ts";
import { needSubscription } from "./need-subscription.ts";
import { subscriptionView } from "./subscription-view.ts";

/** What the sender is told; a refusal is a problem. */
export async function sentView(
  engine: Pick<Engine, "get">,
  { key, verdict, version, repeated }: SendResult,
): Promise<z.infer<typeof sentSchema>> {
  if (verdict.type === "refused") {
    const { refusal } = verdict;
    const status = refusal.code === "invalid_event" ? 422 : 409;
    throw new HttpProblem(status, refusal.code, refusal.message, { refusal, version });
  }
  const record = await needSubscription(engine, key);
  return {
    key,
    verdict,
    version,
    repeated,
    subscription: subscriptionView(record, { redacted: true }),
  };
}
