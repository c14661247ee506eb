import type { Intake } from "@tenure/engine";

import type { ConnectClient } from "../client/connect-client.ts";
import { ConnectError } from "../client/connect-error.ts";
import { watchCapabilities } from "./capability-watch.ts";
import type { Feed } from "./feed.ts";
import { type Look, paceOf } from "./pace.ts";
import { pollCycle } from "./poll-cycle.ts";
import { productCapabilitiesOf } from "./product-capabilities.ts";
import { sweep } from "./sweep.ts";
import { troubleOf } from "./trouble.ts";

/** How the intake looks at the platform; times in milliseconds. */
export interface IntakeOptions {
  /** Ids of the products whose requests are taken in. */
  readonly products: readonly string[];
  readonly pollEvery: number;
  readonly pollEveryIdle: number;
  readonly sweepEvery: number;
  readonly overlap: number;
  /** How long a product's capabilities count as known. */
  readonly capabilitiesKept: number;
}

async function look(feed: Feed, work: () => Promise<boolean>): Promise<Look> {
  try {
    return { type: (await work()) ? "changed" : "quiet" };
  } catch (error) {
    const { fields, message } = troubleOf(error);
    if (!feed.intake.signal.aborted) feed.intake.logger.error(fields, message);
    const retryAfter = error instanceof ConnectError ? error.retryAfterMilliseconds : undefined;
    return { type: "failed", retryAfter };
  }
}

/**
 * Polls and sweeps until the intake's signal aborts. Trouble with the platform is logged, one line each
 * time, and reading goes on at a slower pace; it never rejects.
 */
export async function runIntake(
  intake: Intake,
  client: ConnectClient,
  options: IntakeOptions,
): Promise<void> {
  const { clock, signal, logger } = intake;
  const feed: Feed = {
    intake,
    client,
    products: options.products,
    capabilities: productCapabilitiesOf(client, {
      clock,
      logger,
      signal,
      keptMilliseconds: options.capabilitiesKept,
    }),
    overlap: options.overlap,
    pause: options.pollEvery,
    seen: new Map(),
    complaints: new Set(),
  };
  const pause = paceOf(options);
  let sweepAt = clock.now();

  async function poll(): Promise<boolean> {
    if (await intake.congested()) return false;
    const changed = await pollCycle(feed);
    await watchCapabilities(feed);
    return changed;
  }

  // oxlint-disable no-await-in-loop -- looks follow one another
  while (!signal.aborted) {
    let seen = await look(feed, poll);
    if (seen.type !== "failed" && clock.now() >= sweepAt && !signal.aborted) {
      const swept = await look(feed, () => sweep(feed));
      sweepAt = clock.now() + options.sweepEvery;
      if (swept.type !== "quiet") seen = swept;
    }
    const wait = pause(seen);
    const untilSweep = Math.max(1, sweepAt - clock.now());
    await clock.sleep(seen.type === "failed" ? wait : Math.min(wait, untilSweep), signal);
  }
  // oxlint-enable no-await-in-loop
}
