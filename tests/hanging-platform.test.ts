import { approve, connect, hold } from "@tenure/connect";
import { createEngine, systemClock } from "@tenure/engine";
import {
  createConnectSimulator,
  DEFAULT_PRODUCT_ID,
  DISTRIBUTOR_KEY,
  VENDOR_KEY,
} from "@tenure/simulator";
import { sqliteStore } from "@tenure/sqlite";
import { expect, onTestFinished, test } from "vitest";

import { purchaseBody } from "./purchase-body.ts";

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10));
}

test.each([
  ["the look before a handler is asked", "GET", /\/requests\/PR-[\d-]+$/u],
  ["an approval", "POST", /\/approve$/u],
])("a platform that only hangs at %s uses up no attempts", async (_name, method, path) => {
  const simulator = createConnectSimulator();
  const server = await simulator.listen();
  onTestFinished(async () => server.close());
  const { url } = server;
  const answer = await fetch(`${url}/requests`, {
    method: "POST",
    headers: { authorization: `ApiKey ${DISTRIBUTOR_KEY}` },
    body: JSON.stringify(purchaseBody()),
  });
  const { asset } = (await answer.json()) as { asset: { id: string } };
  simulator.faults.add({ kind: "timeout-before", method, path, times: Number.POSITIVE_INFINITY });

  const engine = createEngine({
    store: sqliteStore({ file: ":memory:" }),
    clock: systemClock(),
    attemptTimeoutMilliseconds: 50,
    retry: { base: 5, cap: 10, attempts: 3 },
    limits: { connect: { breaker: { failures: 1000 } } },
    adapters: [
      connect({
        baseUrl: url,
        apiKey: VENDOR_KEY,
        products: [DEFAULT_PRODUCT_ID],
        handlers: {
          purchase: () => approve({ parameters: { subscription_id: "V-1" } }),
          otherwise: hold,
        },
        pollEvery: 20,
        pollEveryIdle: 40,
        sweepEvery: 1_000_000,
      }),
    ],
  });
  await engine.start();
  onTestFinished(async () => engine.stop());

  const hung = () =>
    simulator.calls.filter((call) => call.method === method && path.test(call.path)).length;
  await until(async () => hung() > 6);
  expect((await engine.get(asset.id))?.requestState).toBe("pending");
  simulator.faults.clear();
  await until(async () => (await engine.get(asset.id))?.status === "active");
});
