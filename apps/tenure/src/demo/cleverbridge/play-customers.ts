import { BuyerNotes } from "../buyer-notes.ts";
import type { DemoFolder } from "../demo-folder.ts";
import type { DemoService } from "../demo-service.ts";
import type { Print } from "../progress.ts";
import { seededRandom, shuffled } from "../seeded-random.ts";
import type { CustomerScenario } from "./customer-scenario.ts";
import { customerScenarios } from "./customer-scenarios.ts";
import { Customer } from "./customer.ts";

/** A subscription on cleverbridge, and how it has to end. */
export interface CustomerExpectation {
  readonly title: string;
  /** Empty for one that could not be bought. */
  readonly subscription: string;
  readonly expected: string;
}

/** Plays all scenarios side by side, until each has taken its last step or the signal aborts. */
export async function playCustomers(
  service: DemoService,
  options: {
    readonly folder: DemoFolder;
    readonly seed: number;
    readonly print: Print;
    readonly signal: AbortSignal;
  },
): Promise<readonly CustomerExpectation[]> {
  const { cleverbridge, engine, clock } = service;
  const { folder, seed, print, signal } = options;
  if (cleverbridge === undefined) return [];
  const { simulator, adapter } = cleverbridge;
  const notes = new BuyerNotes(folder.customers);
  const customer = new Customer({
    simulator,
    client: adapter.client,
    engine,
    notes,
    clock,
    signal,
  });
  async function unlessOver(scenario: CustomerScenario, playing: Promise<void>): Promise<void> {
    try {
      await playing;
    } catch (error) {
      // What was not played is missing in the table, where it shows.
      if (signal.aborted) return;
      const reason = error instanceof Error ? error.message : String(error);
      print(`the customer's side of "${scenario.title}" failed: ${reason}`);
    }
  }
  // First steps one after the other, so that a seed gives the same ids each time.
  for (const scenario of shuffled(customerScenarios, seededRandom(seed))) {
    // oxlint-disable-next-line no-await-in-loop -- the order is the point
    await unlessOver(scenario, customer.begin(scenario));
  }
  await Promise.all(
    customerScenarios.map((scenario) => unlessOver(scenario, customer.play(scenario))),
  );
  return customerScenarios.map(({ name, title, expected }) => ({
    title,
    expected,
    subscription: notes.get(name).assetId ?? "",
  }));
}

/** Which scenario a subscription belongs to, for the progress lines. */
export function customerTitles(folder: DemoFolder): (key: string) => string | undefined {
  return (key) => {
    const notes = new BuyerNotes(folder.customers);
    return customerScenarios.find(({ name }) => notes.get(name).assetId === key)?.title;
  };
}
