import { describe, expect, test } from "vitest";

import {
  CLEVERBRIDGE_PASSWORD,
  CLEVERBRIDGE_USER,
  type CleverbridgeSimulator,
} from "../../src/cleverbridge/index.ts";
import { basic, stage, START, TWO_ITEMS } from "./stage.ts";

const GOOD = basic(CLEVERBRIDGE_USER, CLEVERBRIDGE_PASSWORD);
const BAD = basic(CLEVERBRIDGE_USER, "wrong");

async function ask(
  simulator: CleverbridgeSimulator,
  path: string,
  { method = "GET", body, ...headers }: Record<string, string> = {},
) {
  const response = await simulator.fetch(
    new Request(`https://any.host${path}`, {
      method,
      headers: { accept: "application/json", ...headers },
      ...(body === undefined ? {} : { body }),
    }),
  );
  const text = await response.text();
  return { status: response.status, headers: response.headers, text };
}

const READ = "/subscription/getsubscription?subscriptionId=1";

describe("authentication", () => {
  test("lets nobody in without the user's password, whatever they ask", async () => {
    const { simulator } = stage();
    const credentials = [undefined, "", "Basic", "Basic !!", "Bearer x", basic("x", "y"), BAD];
    for (const authorization of credentials) {
      const headers = authorization === undefined ? {} : { authorization };
      const { status, text, headers: answered } = await ask(simulator, READ, headers);
      expect([authorization, status]).toEqual([authorization, 401]);
      expect(JSON.parse(text)).toEqual({ ResultMessage: "Authentication failed." });
      expect(answered.get("www-authenticate")).toContain("Basic");
    }
    expect((await ask(simulator, "/subscription/nothing")).status).toBe(401);
    expect((await ask(simulator, READ, { accept: "text/html" })).status).toBe(401);
    expect(simulator.calls.map(({ role }) => role).slice(0, 3)).toEqual([
      "anonymous",
      "client",
      "client",
    ]);
  });

  test("locks the user after three failed logins in a row, until unlocked", async () => {
    const { simulator } = stage();
    const status = async (authorization: string) =>
      (await ask(simulator, READ, { authorization })).status;
    const inARow = [BAD, BAD, GOOD, BAD, BAD, basic("stranger", "x"), GOOD, BAD, BAD, BAD, GOOD];
    const statuses = [];
    for (const authorization of inARow) statuses.push(await status(authorization));
    expect(statuses).toEqual([401, 401, 404, 401, 401, 401, 404, 401, 401, 401, 401]);
    expect((await ask(simulator, READ, { authorization: GOOD })).text).toContain("locked");
    simulator.control.unlock();
    expect(await status(GOOD)).toBe(404);
  });

  test("locks after as many as told, or never", async () => {
    const { simulator: never } = stage({ lockAfterFailedLogins: false });
    for (let round = 0; round < 10; round += 1) {
      await ask(never, READ, { authorization: BAD });
    }
    expect((await ask(never, READ, { authorization: GOOD })).status).toBe(404);
    const { simulator: once } = stage({ lockAfterFailedLogins: 1 });
    await ask(once, READ, { authorization: BAD });
    expect((await ask(once, READ, { authorization: GOOD })).status).toBe(401);
  });

  test("takes other credentials when it was given them, with a colon in the password", async () => {
    const { simulator } = stage({ username: "me", password: "a:b" });
    expect((await ask(simulator, READ, { authorization: basic("me", "a:b") })).status).toBe(404);
    expect((await ask(simulator, READ, { authorization: GOOD })).status).toBe(401);
  });
});

describe("the transport", () => {
  const authorization = GOOD;

  test("knows its operations in lower case, with their method, and nothing else", async () => {
    const { simulator } = stage();
    const id = simulator.buy(TWO_ITEMS);
    const json = { "content-type": "application/json", authorization };
    const body = JSON.stringify({ SubscriptionId: id });
    for (const [path, options] of [
      ["/subscription/GetSubscription?subscriptionId=1", { authorization }],
      ["/subscription/nothing", { authorization }],
      ["/subscription/", { authorization }],
      ["/", { authorization }],
      ["/subscription/getsubscription", { ...json, method: "POST", body }],
      ["/subscription/renewsubscription", { authorization }],
      ["/subscription/renewsubscription", { ...json, method: "PUT", body }],
    ] as const) {
      const { status, text } = await ask(simulator, path, options);
      expect([path, status, typeof JSON.parse(text)["ResultMessage"]]).toEqual([
        path,
        404,
        "string",
      ]);
    }
  });

  test("speaks JSON only, and says so when asked for XML", async () => {
    const { simulator } = stage();
    const id = simulator.buy(TWO_ITEMS);
    const xml = "<RenewSubscriptionRequest/>";
    const post = { method: "POST", authorization, body: JSON.stringify({ SubscriptionId: id }) };
    const path = "/subscription/renewsubscription";
    for (const options of [
      { ...post, accept: "application/xml" },
      { ...post, "content-type": "application/xml", body: xml },
      { ...post, "content-type": "text/plain" },
    ]) {
      const { status, text } = await ask(simulator, path, options);
      expect([status, text]).toEqual([400, expect.stringContaining("XML is not simulated")]);
    }
    const content = { "content-type": "application/json; charset=utf-8" };
    expect((await ask(simulator, path, { ...post, ...content })).status).toBe(200);
    const some = "application/xml;q=0.5, application/json";
    expect((await ask(simulator, path, { ...post, ...content, accept: some })).status).toBe(200);
  });

  test("refuses a body it cannot read with 400", async () => {
    const { simulator } = stage();
    const options = { method: "POST", authorization, "content-type": "application/json" };
    for (const body of ["", "{", "[]", "null", '"x"', "1", "{}", `{"a":`.repeat(100)]) {
      const reply = await ask(simulator, "/subscription/renewsubscription", { ...options, body });
      expect([body.slice(0, 9), reply.status]).toEqual([body.slice(0, 9), 400]);
    }
    const { status, text } = await ask(simulator, "/subscription/renewsubscription", {
      ...options,
      body: `"${"x".repeat(5 * 1024 * 1024)}"`,
    });
    expect([status, text]).toEqual([400, expect.stringContaining("5 MiB")]);
  });

  test("ignores what a change carries in its query", async () => {
    const { simulator, items } = stage();
    const [meant, other] = [simulator.buy(TWO_ITEMS), simulator.buy(TWO_ITEMS)];
    const path = `/subscription/deactivatesubscriptionitems?SubscriptionId=S${other}&RunningNumber=2`;
    const { status } = await ask(simulator, path, {
      method: "POST",
      authorization,
      "content-type": "application/json",
      body: JSON.stringify({ SubscriptionId: `S${meant}`, Items: [1] }),
    });
    expect(status).toBe(200);
    expect(simulator.calls.at(-1)).toMatchObject({
      path: "/subscription/deactivatesubscriptionitems",
      query: `SubscriptionId=S${other}&RunningNumber=2`,
      body: { SubscriptionId: `S${meant}`, Items: [1] },
      status: 200,
    });
    expect((await items(meant)).map(({ Status }) => Status)).toEqual([2, 1]);
    expect((await items(other)).map(({ Status }) => Status)).toEqual([1, 1]);
  });
});

describe("the rate limit", () => {
  const authorization = GOOD;

  test("blocks for a minute whoever goes beyond it, with a page that is no JSON", async () => {
    let now = START;
    const clock = { now: () => now };
    const { simulator } = stage({ virtualTime: false, clock });
    const burst = async (calls: number) => {
      const statuses = [];
      for (let call = 0; call < calls; call += 1) {
        statuses.push((await ask(simulator, READ, { authorization })).status);
      }
      return statuses;
    };
    expect(new Set(await burst(30))).toEqual(new Set([404]));
    now += 1000;
    expect((await burst(31)).slice(-2)).toEqual([404, 429]);
    const blocked = await ask(simulator, READ, { authorization });
    expect([
      blocked.status,
      blocked.headers.get("retry-after"),
      blocked.headers.get("content-type"),
    ]).toEqual([429, "60", "text/html"]);
    expect(() => JSON.parse(blocked.text)).toThrow(SyntaxError);
    now += 59_999;
    expect(await burst(1)).toEqual([429]);
    now += 1;
    expect(await burst(1)).toEqual([404]);
    expect(simulator.calls.at(-2)).toMatchObject({ status: 429 });
  });

  test("does not let a blocked wrong password count as a failed login", async () => {
    let now = START;
    const options = { virtualTime: false, clock: { now: () => now } };
    const { simulator } = stage({ ...options, rateLimit: { perSecond: 1 } });
    await ask(simulator, READ, { authorization });
    for (let call = 0; call < 5; call += 1) await ask(simulator, READ, { authorization: BAD });
    now += 60_000;
    expect((await ask(simulator, READ, { authorization })).status).toBe(404);
  });

  test("counts each address by itself, an IPv6 one by its first 64 bits", async () => {
    const { RateBlock } = await import("../../src/cleverbridge/http/rate-block.ts");
    const isRefused = (first: string, second: string) => {
      const block = new RateBlock(1, { now: () => START });
      expect(block.refuse(first)).toBeUndefined();
      return block.refuse(second) !== undefined;
    };
    expect(isRefused("192.0.2.1", "192.0.2.1")).toBe(true);
    expect(isRefused("192.0.2.1", "192.0.2.2")).toBe(false);
    expect(isRefused("192.0.2.1", "::ffff:192.0.2.1")).toBe(true);
    expect(isRefused("2001:db8::1", "2001:db8::2")).toBe(true);
    expect(isRefused("2001:db8:0:0:1::1", "2001:db8::ffff:2")).toBe(true);
    expect(isRefused("2001:db8:0:1::1", "2001:db8:0:2::1")).toBe(false);
    expect(isRefused("::1", "::1")).toBe(true);
  });

  test("is off in virtual time unless asked for, and can be turned off", async () => {
    let now = START;
    const clock = { now: () => now };
    for (const options of [{}, { virtualTime: false, clock, rateLimit: false }] as const) {
      const { simulator } = stage(options);
      for (let call = 0; call < 100; call += 1) {
        expect((await ask(simulator, READ, { authorization })).status).toBe(404);
      }
    }
    now += 1;
    const { simulator } = stage({ rateLimit: { perSecond: 2 } });
    for (const status of [404, 404, 429]) {
      expect((await ask(simulator, READ, { authorization })).status).toBe(status);
    }
    await simulator.time.advance(60_000);
    expect((await ask(simulator, READ, { authorization })).status).toBe(404);
    expect(() => stage({ rateLimit: { perSecond: 0 } })).toThrow(RangeError);
  });
});
