import type { EffectOutcome } from "@tenure/engine";
import {
  type AdapterEffect,
  decide,
  initial,
  isAdapterEffect,
  subscriptionEventSchema,
} from "@tenure/machine";

import { type HandlerAnswer, hold } from "../../src/index.ts";
import { tierBenchOf, tierKey, tierRequestId } from "../tiers/moving-tier.ts";
import { benchOf, requestId, subscriptionKey } from "./effect-call.ts";
import type { Loopback } from "./loopback.ts";
import type { RecordedLogger } from "./recorded-logger.ts";

/** What came of a request whose handler gave this answer. */
export interface Answered {
  /** What came of carrying it out; undefined when the handler's answer was not taken. */
  readonly outcome: EffectOutcome | undefined;
  /** What came of asking the handler. */
  readonly asked: EffectOutcome;
  readonly logger: RecordedLogger;
}

const kinds = {
  subscription: { key: subscriptionKey, id: requestId, type: "purchase" },
  tier: { key: tierKey, id: tierRequestId, type: "setup" },
} as const;

/** Asks a handler that gives this answer, has the machine decide, and carries out what it asks for. */
export async function answered(
  server: Loopback,
  answer: HandlerAnswer,
  kind: keyof typeof kinds = "subscription",
): Promise<Answered> {
  const { key, id, type } = kinds[kind];
  const bench =
    kind === "tier"
      ? tierBenchOf(server, { handlers: { otherwise: hold, setup: () => answer } })
      : benchOf(server, { purchase: () => answer });
  const fresh = initial({
    key,
    ...(kind === "tier" ? { machine: "tierConfiguration" as const } : {}),
  });
  const pending = decide(
    fresh,
    subscriptionEventSchema.parse({ type: "request.pending", request: { id, type } }),
  ).snapshot;
  const asking: AdapterEffect = {
    type: "fulfillRequest",
    requestId: id,
    requestType: type,
    occasion: "opened",
  };
  const asked = await bench.perform(asking, { snapshot: pending });
  const { logger } = bench;
  if (asked.type !== "done") return { outcome: undefined, asked, logger };
  const [event] = asked.events;
  if (event === undefined) throw new Error("the handler's answer led to nothing");
  const { snapshot, effects } = decide(pending, subscriptionEventSchema.parse(event));
  const next = effects.find(isAdapterEffect);
  if (next === undefined) return { outcome: undefined, asked, logger };
  return { outcome: await bench.perform(next, { snapshot }), asked, logger };
}
