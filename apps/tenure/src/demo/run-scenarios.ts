import { DEFAULT_PRODUCT_ID, type ConnectSimulator } from "@tenure/simulator";

import { BuyerNotes } from "./buyer-notes.ts";
import { Buyer } from "./buyer.ts";
import type { DemoFolder } from "./demo-folder.ts";
import type { DemoService } from "./demo-service.ts";
import type { Expectation } from "./expectations.ts";
import type { Print } from "./progress.ts";
import type { Scenario } from "./scenario.ts";
import { scenarios } from "./scenarios.ts";
import { seededRandom, shuffled } from "./seeded-random.ts";

/** How often the engine's record is looked at, in milliseconds. */
const lookEvery = 50;

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

/** Plays all scenarios side by side, until the buyer has taken the last step of each or the signal aborts. */
export async function playScenarios(
  service: DemoService,
  options: {
    readonly folder: DemoFolder;
    readonly seed: number;
    readonly print: Print;
    readonly signal: AbortSignal;
  },
): Promise<readonly Expectation[]> {
  const { folder, seed, print, signal } = options;
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
    isSeen: async (subscriptionId) => (await engine.get(subscriptionId)) !== undefined,
    adjust: async (subscriptionId) => {
      // A command that comes before the engine knows the purchase as ended is refused, for good under its key.
      // oxlint-disable-next-line no-await-in-loop -- looks, and looks again
      while ((await engine.get(subscriptionId))?.requestState !== "none") {
        // oxlint-disable-next-line no-await-in-loop -- looks, and looks again
        await clock.sleep(lookEvery, signal);
        if (signal.aborted) return;
      }
      await engine.send(
        subscriptionId,
        { type: "command.adjust", parameters: { company_note: "adjusted by the vendor" } },
        { idempotencyKey: "demo-adjustment" },
      );
    },
    receiveUnknown: (scenario) => unknownRequest(simulator, scenario),
  });
  async function unlessOver(scenario: Scenario, playing: Promise<void>): Promise<void> {
    try {
      await playing;
    } catch (error) {
      // What was not played is missing in the table, where it shows.
      if (signal.aborted) return;
      const reason = error instanceof Error ? error.message : String(error);
      print(`the buyer's side of "${scenario.title}" failed: ${reason}`);
    }
  }
  // First steps one after the other, so that a seed gives the same ids each time.
  for (const scenario of shuffled(scenarios, seededRandom(seed))) {
    // oxlint-disable-next-line no-await-in-loop -- the order is the point
    await unlessOver(scenario, buyer.begin(scenario));
  }
  await Promise.all(scenarios.map((scenario) => unlessOver(scenario, buyer.play(scenario))));
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
