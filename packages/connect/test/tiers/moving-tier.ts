import type { EffectCall, EffectOutcome } from "@tenure/engine";
import { type AdapterEffect, decide, initial } from "@tenure/machine";

import { connectTiers, type ConnectTiersOptions } from "../../src/tiers/connect-tiers.ts";
import type { TierHandlers } from "../../src/tiers/tier-handlers.ts";
import type { Answer, Loopback, Script, SeenCall } from "../support/loopback.ts";
import { recordedLogger, type RecordedLogger } from "../support/recorded-logger.ts";

export const tierKey = "TC-100-200-300";
export const tierRequestId = "TCR-100-200-300-001";

type Change = Readonly<Record<string, unknown>>;

/** A tier configuration request as the platform sends it. */
export function tierPayload(change: Change = {}, configuration: Change = {}): Change {
  return {
    id: tierRequestId,
    type: "setup",
    status: "pending",
    params: [
      { id: "vat", phase: "ordering", value: "IT-1", value_error: "" },
      { id: "reseller_id", phase: "fulfillment", value: "" },
      { id: "address", phase: "ordering", value: "Street", structured_value: { city: "Rome" } },
    ],
    assignee: "",
    template: null,
    reason: "",
    events: {
      created: { at: "2026-02-03T04:00:00+00:00" },
      updated: { at: "2026-02-03T05:00:00+00:00" },
    },
    ...change,
    configuration: {
      id: tierKey,
      name: "Configuration of Reseller",
      status: "processing",
      tier_level: 1,
      account: { id: "TA-1" },
      product: { id: "PRD-100-200-300" },
      connection: { id: "CT-1", type: "production" },
      configuration: { params: [{ id: "region", value: "eu" }] },
      ...configuration,
    },
  };
}

const statusAfter: Readonly<Record<string, string>> = {
  approve: "approved",
  fail: "failed",
  inquire: "inquiring",
};

const templates = [
  { id: "TL-9", name: "Other", scope: "asset", type: "fulfillment", position: 1 },
  { id: "TL-3", name: "Later", scope: "tier1", type: "fulfillment", position: 300 },
  { id: "TL-1", name: "Welcome", scope: "tier1", type: "fulfillment", position: 100 },
  { id: "TL-2", name: "Welcome", scope: "tier2", type: "fulfillment", position: 200 },
  { id: "TL-4", name: "Asking", scope: "tier1", type: "inquire", position: 50 },
];

/**
 * One request that really moves, with the platform's own answers: approve tells the template, the rest 204.
 * `trouble` may answer in place of the stub, after the call has taken effect.
 */
export function movingTier(
  options: {
    readonly from?: string;
    readonly change?: Change;
    readonly configuration?: Change;
    /** What the list of requests shows. */
    readonly others?: readonly Change[];
    readonly trouble?: (call: SeenCall, index: number) => Answer | undefined;
  } = {},
): Script {
  const from = options.from ?? "pending";
  let status = from;
  const shown = () => tierPayload({ ...options.change, status }, options.configuration);

  function act(call: SeenCall): Answer {
    if (call.path.endsWith("/templates")) return { json: templates };
    const [, , , id, action] = call.path.split("/");
    if (id === undefined) return { json: options.others ?? [] };
    if (call.method === "GET") return { json: shown() };
    if (call.method === "PUT") return { json: shown() };
    if (status !== from) {
      return { status: 400, json: { error_code: "REQ_003", errors: ["Not in this status."] } };
    }
    status = statusAfter[action ?? ""] ?? status;
    return action === "approve" ? { json: { template: { id: "TL-1" } } } : { status: 204 };
  }

  return (call, index) => {
    const answer = act(call);
    return options.trouble?.(call, index) ?? answer;
  };
}

export const heldTiers: TierHandlers = { setup: "held", update: "held", adjustment: "held" };

/** A tier configuration whose setup is pending. */
export const pendingTier = decide(initial({ key: tierKey, machine: "tierConfiguration" }), {
  type: "request.pending",
  request: { id: tierRequestId, type: "setup" },
}).snapshot;

export interface TierBench {
  readonly logger: RecordedLogger;
  perform(effect: AdapterEffect, change?: Partial<EffectCall>): Promise<EffectOutcome>;
}

/** The adapter of tier configurations against a loopback server. */
export function tierBenchOf(
  server: Pick<Loopback, "url">,
  options: Partial<ConnectTiersOptions> = {},
): TierBench {
  const logger = recordedLogger();
  const adapter = connectTiers({
    baseUrl: server.url,
    apiKey: "SU-123-456-789:0123456789abcdef",
    products: ["PRD-100-200-300"],
    handlers: heldTiers,
    retries: 0,
    timeoutMilliseconds: 2000,
    logger,
    ...options,
  });
  return {
    logger,
    perform: (effect, change) =>
      adapter.perform({
        key: tierKey,
        tenant: "default",
        effectId: `${tierKey}/3/1`,
        effect,
        idempotencyKey: `${tierKey}/3/1`,
        attempt: 1,
        uncertain: false,
        snapshot: pendingTier,
        signal: new AbortController().signal,
        ...change,
      }),
  };
}
