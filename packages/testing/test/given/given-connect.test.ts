import { approve, connect, hold } from "@tenure/connect";
import { virtualClock } from "@tenure/engine";
import {
  createConnectSimulator,
  DEFAULT_PRODUCT_ID,
  DISTRIBUTOR_KEY,
  VENDOR_KEY,
  type Fault,
} from "@tenure/simulator";
import { given } from "@tenure/testing/engine";
import { expect, test } from "vitest";

import { purchaseBody } from "../../../../tests/purchase-body.ts";

const baseUrl = "https://platform.invalid/public/v1";

/** A purchase on the simulated Connect, and the real adapter with a vendor's handler. */
async function purchased(fault?: Fault) {
  const clock = virtualClock(Date.UTC(2026, 0, 1, 9));
  const simulator = createConnectSimulator({ clock });
  const response = await simulator.fetch(
    new Request(`${baseUrl}/requests`, {
      method: "POST",
      headers: { authorization: `ApiKey ${DISTRIBUTOR_KEY}` },
      body: JSON.stringify(purchaseBody()),
    }),
  );
  const { id, asset } = (await response.json()) as { id: string; asset: { id: string } };
  if (fault !== undefined) simulator.faults.add(fault);
  const adapter = connect({
    baseUrl,
    apiKey: VENDOR_KEY,
    products: [DEFAULT_PRODUCT_ID],
    handlers: {
      purchase: () => approve({ parameters: { subscription_id: "A-1" } }),
      otherwise: hold,
    },
    clock,
    fetch: async (input, init) => simulator.fetch(new Request(input, init)),
  });
  const opened = { type: "request.pending", request: { id, type: "purchase" } } as const;
  const approvals = () =>
    simulator.calls.filter(({ path, status }) => path.endsWith("/approve") && status === 200)
      .length;
  return { when: given([], { key: asset.id, adapter, clock }).when(opened), approvals };
}

test("the adapter of Connect carries a purchase out on the simulated platform", async () => {
  const { when, approvals } = await purchased();
  const { snapshot } = await when.then({
    status: "active",
    performed: ["fulfillRequest", "approveRequest"],
    events: ["request.pending", "answer.approve", "request.approved"],
  });
  expect(snapshot.context.parameters).toMatchObject({ subscription_id: "A-1" });
  expect(approvals()).toBe(1);
});

test("and once when the answer to its approval is lost", async () => {
  const { when, approvals } = await purchased({ kind: "drop-after", path: /approve$/u });
  await when.whenTimePasses(120_000).then("active", ["fulfillRequest", "approveRequest"]);
  expect(approvals()).toBe(1);
});
