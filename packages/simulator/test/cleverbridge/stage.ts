import { expect, vi } from "vitest";

import {
  CLEVERBRIDGE_PASSWORD,
  CLEVERBRIDGE_USER,
  createCleverbridgeSimulator,
  type CleverbridgeSimulator,
  type CleverbridgeSimulatorOptions,
  type Order,
} from "../../src/cleverbridge/index.ts";
import { problemsOf } from "./shapes.ts";

// A machine that is busy with something else is no reason to fail.
vi.setConfig({ testTimeout: 60_000 });

export const START = Date.parse("2026-03-01T12:00:00Z");
export const DAY = 86_400_000;

interface Item {
  readonly RunningNo: number;
  readonly Version: number;
  readonly IsCurrent: boolean;
  readonly Status: number;
  readonly Quantity: number;
  readonly ProductId: number;
  readonly ProductName: string;
  readonly DeactivationDate: string | null;
  readonly EndDate: string | null;
  readonly LastIntervalNo: number;
  readonly NextBillingCustomerGrossPrice: number;
  readonly NextRenewalCustomerGrossPrice?: number;
}

export interface Subscription {
  readonly Id: number;
  readonly CustomerId: number;
  readonly CustomerReferenceId: string;
  readonly Subscriptionstatus: number;
  readonly RenewalType?: string;
  readonly NextBillingDate: string;
  readonly NextBillingDateReminder: string;
  readonly StartDate: string;
  readonly EndDate: string | null;
  readonly LastIntervalNo: number;
  readonly Items: readonly Item[];
}

export interface Reply {
  readonly status: number;
  readonly message: string;
  readonly json: Record<string, unknown> & {
    readonly Subscription: Subscription;
    readonly Subscriptions: readonly Subscription[];
  };
  readonly text: string;
  readonly headers: Headers;
}

/** What the credentials of a caller look like in a header. */
export function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}

export interface Stage {
  readonly simulator: CleverbridgeSimulator;
  /** Answers to reads and changes; each is looked at first, for whether it is what the documents tell. */
  readonly get: (
    operation: string,
    parameters?: Readonly<Record<string, string>>,
  ) => Promise<Reply>;
  readonly post: (operation: string, body: unknown) => Promise<Reply>;
  /** The subscription as `getsubscription` shows it. */
  readonly read: (id: string) => Promise<Subscription>;
  /** Its current items by running number. */
  readonly items: (id: string) => Promise<readonly Item[]>;
}

export type StageOptions = CleverbridgeSimulatorOptions;

/** A simulator whose time stands still at `START`, and a client of it. */
export function stage(options: StageOptions = {}): Stage {
  const simulator = createCleverbridgeSimulator({ virtualTime: { startAt: START }, ...options });
  const headers = {
    authorization: basic(CLEVERBRIDGE_USER, CLEVERBRIDGE_PASSWORD),
    accept: "application/json",
    "content-type": "application/json",
  };
  const call = async (operation: string, path: string, init: RequestInit): Promise<Reply> => {
    const request = new Request(`https://any.host/subscription/${path}`, { headers, ...init });
    const response = await simulator.fetch(request);
    const text = await response.text();
    const json = JSON.parse(text) as Reply["json"];
    if (options.quirks === undefined) {
      expect(problemsOf(operation, response.status, json)).toEqual([]);
    }
    expect(response.headers.get("content-type")).toBe("application/json");
    const message = String(json["ResultMessage"]);
    return { status: response.status, message, json, text, headers: response.headers };
  };
  const get: Stage["get"] = async (operation, parameters = {}) =>
    call(operation, `${operation}?${new URLSearchParams(parameters).toString()}`, {});
  const read = async (id: string) =>
    (await get("getsubscription", { subscriptionId: id })).json.Subscription;
  return {
    simulator,
    get,
    post: async (operation, body) =>
      call(operation, operation, { method: "POST", body: JSON.stringify(body) }),
    read,
    items: async (id) => (await read(id)).Items.filter(({ IsCurrent }) => IsCurrent),
  };
}

/** An order of two items, of 10.00 and of 3 times 5.00. */
export const TWO_ITEMS: Order = {
  items: [{ productId: 1001 }, { productId: 1002, quantity: 3, price: 5 }],
};
