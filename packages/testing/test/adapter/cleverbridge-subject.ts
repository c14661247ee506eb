import { cleverbridge, type CleverbridgeAdapter } from "@tenure/cleverbridge";
import { virtualClock, type Logger, type PlatformTruth } from "@tenure/engine";
import { initial, type SubscriptionEventInput } from "@tenure/machine";
import {
  CLEVERBRIDGE_PASSWORD,
  CLEVERBRIDGE_USER,
  createCleverbridgeSimulator,
} from "@tenure/simulator/cleverbridge";
import type { AdapterPlatform, AdapterSubject, AdapterTask } from "@tenure/testing/adapter";

import { SimulatedLine } from "./simulated-line.ts";

const start = Date.UTC(2026, 0, 1, 9);
const customer = "customer-7";
const consent = { identity: customer, text: "I agree.", givenAt: "2026-01-01T08:59:00.000Z" };

const refusal = () => Response.json({ ResultMessage: "This is not allowed." }, { status: 400 });

const isOk = (answer: unknown): boolean =>
  typeof answer === "object" &&
  answer !== null &&
  "ResultMessage" in answer &&
  answer.ResultMessage === "OK";

/** The cleverbridge adapter on the simulated cleverbridge. */
export function cleverbridgeSubject(): AdapterSubject {
  async function open(): Promise<AdapterPlatform> {
    const clock = virtualClock(start);
    const simulator = createCleverbridgeSimulator({ virtualTime: { startAt: start } });
    const line = new SimulatedLine((request) => simulator.fetch(request), refusal);
    const adapters: CleverbridgeAdapter[] = [];
    const heardOf: string[] = [];

    function newAdapter(logger?: Logger): CleverbridgeAdapter {
      return cleverbridge({
        baseUrl: "https://rest.cleverbridge.invalid",
        username: CLEVERBRIDGE_USER,
        password: CLEVERBRIDGE_PASSWORD,
        managementModel: "2.0",
        customers: [{ customerReferenceId: customer }],
        sweepEvery: 10_000,
        sweepPerSecond: 20,
        clock,
        fetch: line.fetch,
        ...(logger !== undefined && { logger }),
      });
    }
    const buy = (reference: string) =>
      simulator.buy({
        items: [{ productId: 101 }, { productId: 102, quantity: 3 }],
        customerReferenceId: reference,
      });
    async function pass(milliseconds: number): Promise<void> {
      await simulator.time.advance(milliseconds);
      await clock.advance(milliseconds);
    }

    /** What the record of a subscription is told by a first look at the platform. */
    async function shown(key: string): Promise<readonly SubscriptionEventInput[]> {
      const signal = new AbortController().signal;
      const question = { key, tenant: "default", snapshot: initial({ key }), signal };
      const found: PlatformTruth[] = [];
      void newAdapter()
        .truth?.(question)
        .then((truth) => found.push(truth));
      while (found.length === 0) await pass(100);
      return found.flatMap(({ adopted, facts }) => [...(adopted ? [adopted] : []), ...facts]);
    }

    const manual = buy("another");
    const canceled = buy("another");
    const changed = buy("another");
    const before = await shown(canceled);
    const unchanged = await shown(changed);
    const items = [{ id: "2", quantity: "5" }];
    const tasks: readonly AdapterTask[] = [
      {
        name: "turn the renewal off",
        key: manual,
        events: [
          ...(await shown(manual)),
          { type: "command.setRenewal", renewal: "manual", consent },
        ],
        effect: "switchRenewal",
      },
      {
        name: "cancel",
        key: canceled,
        events: [
          ...before,
          { type: "command.cancel", consent },
          {
            type: "request.pending",
            request: { id: `S${canceled}-${before.length + 1}`, type: "cancel", ordered: true },
          },
        ],
        effect: "fulfillRequest",
      },
      {
        name: "change a quantity",
        key: changed,
        events: [
          ...unchanged,
          { type: "command.change", items, consent },
          {
            type: "request.pending",
            request: { id: `S${changed}-${unchanged.length + 1}`, type: "change", ordered: true },
          },
        ],
        effect: "fulfillRequest",
      },
    ];
    return {
      ...line.levers,
      clock,
      pass,
      tasks,
      changes: () =>
        simulator.calls.filter(({ method, answer }) => method === "POST" && isOk(answer)).length,
      secrets: [CLEVERBRIDGE_PASSWORD, btoa(`${CLEVERBRIDGE_USER}:${CLEVERBRIDGE_PASSWORD}`)],
      adapter(logger) {
        const adapter = newAdapter(logger);
        adapters.push(adapter);
        return adapter;
      },
      async news() {
        const key = buy(customer);
        heardOf.push(key);
        return { key };
      },
      async tellAgain() {
        const path = /getsubscription$/u;
        simulator.faults.add({ kind: "stale", method: "GET", path, times: 4, behind: 2 });
        for (const id of heardOf.toReversed()) {
          for (const adapter of adapters) await adapter.hint(id);
        }
      },
    };
  }
  return { open, without: ["examine"] };
}
