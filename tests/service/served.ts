import { randomUUID } from "node:crypto";

import { expect } from "vitest";

import { eventually } from "./eventually.ts";
import { house } from "./house.ts";
import { expectDocumented } from "./route-shapes.ts";

/** A document as it came. */
export type Body = Readonly<Record<string, unknown>>;

/** The rows of a list in a document. */
export function rowsIn(value: unknown): readonly Body[] {
  expect(Array.isArray(value)).toBe(true);
  return value as readonly Body[];
}

/** Makes a change one that was not sent before. */
export const once = (): Record<string, string> => ({ "idempotency-key": randomUUID() });

/** A customer's consent. */
export const consent = {
  identity: "jane@example.com",
  text: "I agree",
  givenAt: "2026-01-01T00:00:00.000Z",
};

/** A house whose answers are looked at: each has to be as the document says. */
export async function served(options: Parameters<typeof house>[0] = {}) {
  const there = await house(options);

  async function get(path: string): Promise<Body> {
    const response = await there.ask(path);
    const body = (await response.json()) as Body;
    expect(response.status, JSON.stringify(body)).toBe(200);
    expectDocumented(there.app, "GET", path, body);
    return body;
  }

  async function post(path: string, body: object, headers = once()) {
    const response = await there.ask(path, { body, headers });
    const answer = (await response.json()) as Body;
    if (response.status === 200) expectDocumented(there.app, "POST", path, answer);
    const type = response.headers.get("content-type");
    expect(type).toBe(response.status === 200 ? "application/json" : "application/problem+json");
    return { status: response.status, body: answer };
  }

  async function lines(path: string, body?: object): Promise<readonly Body[]> {
    const response = await there.ask(path, body === undefined ? {} : { body });
    expect(response.headers.get("content-type")).toBe("application/x-ndjson");
    const text = await response.text();
    const found = text.split("\n").filter((line) => line !== "");
    return found.map((line) => JSON.parse(line) as Body);
  }

  return { ...there, get, post, lines };
}

/** A house with one subscription that is done, one that is stuck, and one that waits, of another tenant. */
export async function furnished() {
  const there = await served();
  await there.purchase("AS-1");
  await there.purchase("AS-stuck");
  await there.purchase("acme:AS-slow", "bridge");
  await eventually(() => there.engine.count({ requestState: ["stuck"] })).toBe(1);
  await eventually(() => there.engine.count({ status: ["active"] })).toBe(1);
  return there;
}
