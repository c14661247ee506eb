import { describe, expect, test, vi } from "vitest";

import { subscriptionPayload } from "../wire/payloads.ts";
import {
  abortedAtHead,
  authorization,
  clientOf,
  credentials,
  failureOf,
  impatientClock,
  ok,
} from "./support/client.ts";
import { type Answer, loopback, type WireCall } from "./support/loopback.ts";

vi.setConfig({ testTimeout: 30_000 });

const shown: Answer = { json: { ...ok, Subscription: subscriptionPayload({ Id: 7 }) } };
const fresh = { ...credentials, password: "another example" };

describe("after a 401", () => {
  const isFresh = (call: WireCall) => call.headers.authorization === authorization(fresh);

  test("no call is sent, and none is repeated, until there are other credentials", async () => {
    const server = await loopback((call) => (isFresh(call) ? shown : { status: 401, json: {} }));
    const client = clientOf(server, { retries: 3, clock: impatientClock });
    expect(await failureOf(client.getSubscription("7"))).toMatchObject({
      kind: "unauthorized",
      status: 401,
    });
    for (let times = 0; times < 5; times += 1) {
      const silenced = await failureOf(client.renew({ subscriptionId: "7" }));
      expect(silenced).toMatchObject({
        kind: "unauthorized",
        status: undefined,
        retryable: false,
        mayHaveHappened: false,
      });
      expect(silenced.message).toMatch(
        /^POST \/subscription\/renewsubscription \(S7\): not sent: .*useCredentials/u,
      );
    }
    expect(server.calls).toHaveLength(1);
    client.useCredentials(fresh);
    expect((await client.getSubscription("7")).id).toBe("7");
    expect(server.calls).toHaveLength(2);
  });

  test("of the first call, all that waited are not sent: one failed login, not as many as callers", async () => {
    const server = await loopback(() => ({ status: 401, json: {} }));
    const client = clientOf(server, { concurrency: 8 });
    const failures = await Promise.all(
      Array.from({ length: 20 }, () => failureOf(client.getSubscription("7"))),
    );
    expect(failures.map(({ kind }) => kind)).toEqual(failures.map(() => "unauthorized"));
    expect(server.calls).toHaveLength(1);
  });

  test.each<Answer>([
    { status: 503 },
    { status: 500, json: { ResultMessage: "Failed." } },
    "reset",
    { text: "<html>" },
    { status: 404, text: "<html>" },
  ])(
    "that comes behind %j it is still the first: those prove nothing of the credentials",
    async (trouble) => {
      const server = await loopback((_call, index) =>
        index < 2 ? trouble : { status: 401, json: {} },
      );
      const client = clientOf(server);
      await failureOf(client.getSubscription("7"));
      await Promise.all(Array.from({ length: 9 }, () => failureOf(client.getSubscription("7"))));
      expect(server.calls).toHaveLength(3);
    },
  );

  test.each(["truncate", "endless", "stall"] as const)(
    "whose body goes wrong (%s) it is just as silent",
    async (fault) => {
      const server = await loopback(() => ({ fault, status: 401 }));
      const { signal, fetch } = abortedAtHead();
      const options = fault === "stall" ? { signal } : {};
      const client = clientOf(server, { maxResponseBytes: 50_000, retries: 3, fetch });
      expect(await failureOf(client.renew({ subscriptionId: "7" }, options))).toMatchObject({
        kind: "unauthorized",
        status: 401,
        mayHaveHappened: false,
      });
      await failureOf(client.getSubscription("7"));
      expect(server.calls).toHaveLength(1);
    },
  );

  test("the other calls are silent before its body has come", async () => {
    const server = await loopback((call) =>
      call.method === "POST" ? { fault: "stall", status: 401 } : shown,
    );
    const client = clientOf(server);
    await client.getSubscription("7");
    const stop = new AbortController();
    const ends: unknown[] = [];
    const refused = failureOf(client.renew({ subscriptionId: "7" }, { signal: stop.signal })).then(
      (error) => {
        ends.push(error);
        return error;
      },
    );
    const silent = async (): Promise<boolean> =>
      client.getSubscription("7").then(silent, () => ends.length === 0);
    expect(await silent()).toBe(true);
    stop.abort();
    expect(await refused).toMatchObject({ kind: "unauthorized", status: 401 });
  });

  test("that was meant for earlier credentials, the later ones go on", async () => {
    let refuse = () => {};
    const refused = new Promise<void>((resolve) => {
      refuse = resolve;
    });
    const server = await loopback(async (call) => {
      if (isFresh(call)) return shown;
      if (call.path.endsWith("renewsubscription")) await refused;
      return call.path.endsWith("renewsubscription") ? { status: 401, json: {} } : shown;
    });
    const client = clientOf(server);
    await client.getSubscription("7");
    const late = failureOf(client.renew({ subscriptionId: "7" }));
    while (server.calls.length < 2) await new Promise(setImmediate);
    client.useCredentials(fresh);
    await client.getSubscription("7");
    refuse();
    expect(await late).toMatchObject({ kind: "unauthorized", status: 401 });
    expect((await client.getSubscription("7")).id).toBe("7");
  });

  test("a 403 does not silence the client: the user is known, and only may not do this", async () => {
    const server = await loopback((call) =>
      call.method === "POST" ? { status: 403, json: {} } : shown,
    );
    const client = clientOf(server);
    expect(await failureOf(client.renew({ subscriptionId: "7" }))).toMatchObject({
      kind: "unauthorized",
      status: 403,
    });
    expect((await client.getSubscription("7")).id).toBe("7");
  });
});
