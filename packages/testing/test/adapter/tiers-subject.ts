import { connectTiers, hold } from "@tenure/connect";
import { virtualClock } from "@tenure/engine";
import type { SubscriptionEventInput } from "@tenure/machine";
import {
  createConnectSimulator,
  DEFAULT_CONNECTION_ID,
  DEFAULT_MARKETPLACE_ID,
  DISTRIBUTOR_KEY,
  VENDOR_KEY,
} from "@tenure/simulator";
import type { AdapterPlatform, AdapterSubject, AdapterTask } from "@tenure/testing/adapter";

import { SimulatedLine } from "./simulated-line.ts";

const start = Date.UTC(2026, 0, 1, 9);
const baseUrl = "https://platform.invalid/public/v1";

interface TierRequest {
  readonly id: string;
  readonly configuration: { readonly id: string };
}

const refusal = () =>
  Response.json({ error_code: "TCR_000", errors: ["This is not allowed."] }, { status: 400 });

function task(
  name: string,
  { id, configuration }: TierRequest,
  answer: SubscriptionEventInput,
  effect: AdapterTask["effect"],
): AdapterTask {
  const pending = { type: "request.pending", request: { id, type: "setup" } } as const;
  return { name, key: configuration.id, events: [pending, answer], effect };
}

/** The adapter of tier configurations on the simulated Connect. */
export function tiersSubject(): AdapterSubject {
  async function open(): Promise<AdapterPlatform> {
    const clock = virtualClock(start);
    const simulator = createConnectSimulator({ clock });
    const line = new SimulatedLine((request) => simulator.fetch(request), refusal);
    const { id: productId } = simulator.addProduct({
      capabilities: { tiers: { configs: { level: 1 } } },
      parameters: [
        { name: "reseller_id", scope: "tier1", phase: "fulfillment" },
        { name: "reseller_vat", scope: "tier1", phase: "ordering" },
      ],
    });

    async function call(key: string, method: string, path: string, body?: object) {
      const response = await simulator.fetch(
        new Request(`${baseUrl}${path}`, {
          method,
          headers: { authorization: `ApiKey ${key}`, "content-type": "application/json" },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        }),
      );
      const text = await response.text();
      if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
      return JSON.parse(text) as unknown;
    }

    let resellers = 0;
    const known = new Set<string>();
    /** Somebody buys through a reseller whom the product does not know yet. */
    async function setUp(): Promise<TierRequest> {
      resellers += 1;
      const tier1 = { id: `TA-1000-0000-${1000 + resellers}`, name: `Reseller ${resellers}` };
      await call(DISTRIBUTOR_KEY, "POST", "/requests", {
        type: "purchase",
        asset: {
          product: { id: productId },
          connection: { id: DEFAULT_CONNECTION_ID },
          items: [{ id: `${productId}-0001`, quantity: 1 }],
          params: [],
          tiers: { customer: { name: "Customer" }, tier1 },
        },
        marketplace: { id: DEFAULT_MARKETPLACE_ID },
      });
      const rows = await call(VENDOR_KEY, "GET", "/tier/config-requests?limit=100");
      const request = (rows as readonly TierRequest[]).find(({ id }) => !known.has(id));
      if (request === undefined) throw new Error("no reseller is to be set up");
      known.add(request.id);
      return request;
    }

    const [first, second, third] = [await setUp(), await setUp(), await setUp()];
    const tasks = [
      task(
        "approve",
        first,
        { type: "answer.approve", requestId: first.id, parameters: { reseller_id: "R-1" } },
        "approveRequest",
      ),
      task(
        "fail",
        second,
        { type: "answer.reject", requestId: second.id, reason: "Not a reseller of ours." },
        "failRequest",
      ),
      task(
        "inquire",
        third,
        {
          type: "answer.inquire",
          requestId: third.id,
          parameters: { reseller_vat: "Which one?" },
        },
        "inquireRequest",
      ),
    ];
    return {
      ...line.levers,
      clock,
      tasks,
      changes: () =>
        simulator.calls.filter(
          ({ role, method, status }) =>
            role === "vendor" && method !== "GET" && status >= 200 && status < 300,
        ).length,
      secrets: [VENDOR_KEY.slice(VENDOR_KEY.indexOf(":") + 1)],
      adapter: (logger) =>
        connectTiers({
          baseUrl,
          apiKey: VENDOR_KEY,
          products: [productId],
          handlers: { otherwise: hold },
          clock,
          logger,
          fetch: line.fetch,
          pollEvery: 1000,
          pollEveryIdle: 3000,
          sweepEvery: 10_000,
        }),
      async news() {
        const { id, configuration } = await setUp();
        return { key: configuration.id, requestId: id };
      },
      async tellAgain() {
        const path = /config-requests$/u;
        simulator.faults.add({ kind: "stale", role: "vendor", path, times: 4, behind: 2 });
      },
    };
  }
  return { open, without: ["examine"] };
}
