import { DEFAULT_PRODUCT_ID, type ConnectSimulator } from "@tenure/simulator";

import { BuyerNotes } from "./buyer-notes.ts";
import { Buyer } from "./buyer.ts";
import type { DemoFolder } from "./demo-folder.ts";
import type { DemoService } from "./demo-service.ts";
import type { Expectation } from "./expectations.ts";
import type { Scenario } from "./scenario.ts";
import { scenarios } from "./scenarios.ts";
import { shuffled } from "./seeded-random.ts";

const withoutHoldId = "PRD-100-000-002";

/** The products of the scenarios: the simulator's own, and one with Administrative Hold off. */
export function furnishScenarios(simulator: ConnectSimulator): readonly string[] {
  const name = "Simulated Product without Capabilities";
  simulator.addProduct({ id: withoutHoldId, name, capabilities: {} });
  return [DEFAULT_PRODUCT_ID, withoutHoldId];
}

function unknownRequest(simulator: ConnectSimulator, scenario: Scenario): string {
  const subscriptionId = "AS-9000-0000-0001";
  simulator.load([
    {
      source: scenario.name,
      body: {
        id: "PR-9000-0000-0001-001",
        type: "teleport",
        status: "pending",
        asset: {
          id: subscriptionId,
          status: "active",
          external_id: scenario.name,
          product: { id: DEFAULT_PRODUCT_ID },
          items: [{ id: "SEATS", quantity: "3" }],
          params: [],
        },
      },
    },
  ]);
  return subscriptionId;
}

/** Plays all scenarios side by side. Resolves when the buyer has taken the last step of each. */
export async function playScenarios(
  service: DemoService,
  folder: DemoFolder,
  random: () => number,
  signal: AbortSignal,
): Promise<readonly Expectation[]> {
  const { simulator, distributor, clock, engine } = service;
  const notes = new BuyerNotes(folder.buyer);
  const buyer = new Buyer({
    api: distributor,
    notes,
    clock,
    signal,
    productOf: ({ withoutHold }) => {
      const id = withoutHold === undefined ? DEFAULT_PRODUCT_ID : withoutHoldId;
      return { id, itemId: `${id}-0001` };
    },
    adjust: async (subscriptionId) => {
      await engine.send(
        subscriptionId,
        { type: "command.adjust", parameters: { company_note: "adjusted by the vendor" } },
        { idempotencyKey: "demo-adjustment" },
      );
    },
    receiveUnknown: (scenario) => unknownRequest(simulator, scenario),
  });
  // First steps one after the other, so that a seed gives the same ids each time.
  for (const scenario of shuffled(scenarios, random)) {
    // oxlint-disable-next-line no-await-in-loop -- the order is the point
    await buyer.begin(scenario);
  }
  await Promise.all(scenarios.map(async (scenario) => buyer.play(scenario)));
  return scenarios.map(({ name, title, expected }) => ({
    title,
    expected,
    subscription: notes.get(name).assetId ?? "",
  }));
}

/** Which scenario a subscription belongs to, for the progress lines. */
export function scenarioTitles(folder: DemoFolder): (key: string) => string | undefined {
  return (key) => {
    const notes = new BuyerNotes(folder.buyer);
    return scenarios.find(({ name }) => notes.get(name).assetId === key)?.title;
  };
}
