import { connect, hold, type ConnectAdapter } from "@tenure/connect";
import { virtualClock, type Adapter, type Logger } from "@tenure/engine";
import type { SubscriptionEventInput } from "@tenure/machine";
import { createConnectSimulator, DISTRIBUTOR_KEY, VENDOR_KEY } from "@tenure/simulator";
import { DEFAULT_PRODUCT_ID } from "@tenure/simulator";
import type { AdapterPlatform, AdapterSubject, AdapterTask } from "@tenure/testing/adapter";

import { purchaseBody } from "../../../../tests/purchase-body.ts";
import { SimulatedLine } from "./simulated-line.ts";

const start = Date.UTC(2026, 0, 1, 9);
const baseUrl = "https://platform.invalid/public/v1";

interface Bought {
  readonly id: string;
  readonly asset: { readonly id: string };
}

const refusal = () =>
  Response.json({ error_code: "REQ_000", errors: ["This is not allowed."] }, { status: 400 });

/** The tasks an adapter is tried with, each about a purchase of its own. */
function tasksOn([approve, reject, inquire, adjust]: readonly Bought[]): readonly AdapterTask[] {
  const about = (bought: Bought | undefined) => {
    if (bought === undefined) throw new Error("nothing was bought");
    const request = { id: bought.id, type: "purchase" };
    const pending: SubscriptionEventInput = { type: "request.pending", request };
    return { key: bought.asset.id, requestId: bought.id, request, pending };
  };
  const [first, second, third, last] = [
    about(approve),
    about(reject),
    about(inquire),
    about(adjust),
  ];
  return [
    {
      name: "approve",
      key: first.key,
      events: [
        first.pending,
        {
          type: "answer.approve",
          requestId: first.requestId,
          parameters: { subscription_id: "A-1" },
        },
      ],
      effect: "approveRequest",
    },
    {
      name: "fail",
      key: second.key,
      events: [
        second.pending,
        { type: "answer.reject", requestId: second.requestId, reason: "Not for sale there." },
      ],
      effect: "failRequest",
    },
    {
      name: "inquire",
      key: third.key,
      events: [
        third.pending,
        {
          type: "answer.inquire",
          requestId: third.requestId,
          parameters: { admin_email: "Which one?" },
        },
      ],
      effect: "inquireRequest",
    },
    {
      name: "create an adjustment",
      key: last.key,
      events: [
        last.pending,
        { type: "request.approved", request: last.request },
        { type: "command.adjust", parameters: { subscription_id: "A-2" } },
      ],
      effect: "createRequest",
    },
  ];
}

/** The Connect adapter on the simulated Connect; `wrap` may break it. */
export function connectSubject(
  wrap: (sound: ConnectAdapter, logger: Logger) => Adapter = (sound) => sound,
): AdapterSubject {
  async function open(): Promise<AdapterPlatform> {
    const clock = virtualClock(start);
    const simulator = createConnectSimulator({ clock });
    const line = new SimulatedLine((request) => simulator.fetch(request), refusal);
    const adapters: ConnectAdapter[] = [];

    async function call(key: string, path: string, body: object, method = "POST"): Promise<Bought> {
      const request = new Request(`${baseUrl}${path}`, {
        method,
        headers: { authorization: `ApiKey ${key}`, "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      const response = await simulator.fetch(request);
      const text = await response.text();
      if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
      return JSON.parse(text) as Bought;
    }
    const buy = () => call(DISTRIBUTOR_KEY, "/requests", purchaseBody({ external_uid: undefined }));

    const bought: Bought[] = [];
    for (let count = 0; count < 4; count += 1) bought.push(await buy());
    const params = [{ id: "subscription_id", value: "A-1" }];
    await call(VENDOR_KEY, `/requests/${bought[3]?.id}`, { asset: { params } }, "PUT");
    await call(VENDOR_KEY, `/requests/${bought[3]?.id}/approve`, { activation_tile: "Welcome." });
    const made = () =>
      simulator.calls.filter(
        ({ role, method, status }) =>
          role === "vendor" && method !== "GET" && status >= 200 && status < 300,
      ).length;
    const before = made();

    return {
      ...line.levers,
      clock,
      tasks: tasksOn(bought),
      changes: () => made() - before,
      secrets: [VENDOR_KEY.slice(VENDOR_KEY.indexOf(":") + 1)],
      adapter(logger) {
        const adapter = connect({
          baseUrl,
          apiKey: VENDOR_KEY,
          products: [DEFAULT_PRODUCT_ID],
          handlers: { otherwise: hold },
          clock,
          logger,
          fetch: line.fetch,
          pollEvery: 1000,
          pollEveryIdle: 3000,
          sweepEvery: 10_000,
        });
        adapters.push(adapter);
        return wrap(adapter, logger);
      },
      async news() {
        const { id, asset } = await buy();
        return { key: asset.id, requestId: id };
      },
      async tellAgain() {
        const path = /\/requests$/u;
        simulator.faults.add({ kind: "stale", role: "vendor", path, times: 4, behind: 2 });
        for (const { nudge } of adapters) nudge.wake();
      },
    };
  }
  return { open };
}
