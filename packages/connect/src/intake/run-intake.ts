import type { Intake } from "@tenure/engine";

import type { ConnectClient } from "../client/connect-client.ts";
import { ConnectError } from "../client/connect-error.ts";
import { timeLeft } from "../kept-time.ts";
import { watchCapabilities } from "./capability-watch.ts";
import type { Feed } from "./feed.ts";
import { createNudge, lightSleepOf, type Nudge } from "./nudge.ts";
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
  /** Rows of a page of the list, at most; 100 when left out. */
  readonly pageSize?: number | undefined;
  /** Wakes the poller out of its pause; nobody does when left out. */
  readonly nudge?: Nudge | undefined;
}

/** How far apart polls are that follow nudges, so that a storm of them is no storm of polls. */
const nudgedPollsApart = 250;
const usualPageSize = 100;

async function look(feed: Feed, work: () => Promise<boolean | "congested">): Promise<Look> {
  try {
    const found = await work();
    if (found === "congested") return { type: found };
    return { type: found ? "changed" : "quiet" };
  } catch (error) {
    const { fields, message } = troubleOf(error);
    if (!feed.intake.signal.aborted) feed.intake.logger.error(fields, message);
    const retryAfter = error instanceof ConnectError ? error.retryAfterMilliseconds : undefined;
    return { type: "failed", retryAfter };
  }
}

function feedOf(intake: Intake, client: ConnectClient, options: IntakeOptions): Feed {
  const { clock, signal, logger } = intake;
  return {
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
    pageSize: options.pageSize ?? usualPageSize,
    pause: options.pollEvery,
    seen: new Map(),
    introduced: new Map(),
    complaints: new Set(),
  };
}

async function poll(feed: Feed): Promise<boolean | "congested"> {
  if (await feed.intake.congested()) return "congested";
  const changed = await pollCycle(feed);
  // While there are more to be told, the next look is not put off.
  return (await watchCapabilities(feed)) || changed;
}

/** The platform was looked at, and could be. */
function isThrough({ type }: Look): boolean {
  return type === "changed" || type === "quiet";
}

/**
 * Polls and sweeps until the intake's signal aborts. Trouble with the platform is logged, one line each
 * time, and reading goes on at a slower pace; it never rejects.
 *
 * A nudge ends the pause at once, and several are one. While the platform is in trouble or the engine
 * congested the pause is kept: the poll after it brings what the nudge was about.
 */
export async function runIntake(
  intake: Intake,
  client: ConnectClient,
  options: IntakeOptions,
): Promise<void> {
  const { clock, signal } = intake;
  const feed = feedOf(intake, client, options);
  const pause = paceOf(options);
  const light = lightSleepOf(clock, options.nudge ?? createNudge());
  let sweptAt: number | undefined;
  const untilSweep = () => timeLeft(sweptAt, clock.now(), options.sweepEvery);

  async function rest(seen: Look, wasNudged: boolean): Promise<void> {
    const wait = pause(seen, wasNudged);
    if (!isThrough(seen)) {
      await clock.sleep(wait, signal);
      return;
    }
    const whole = Math.min(wait, Math.max(1, untilSweep()));
    const deep = wasNudged ? Math.min(whole, nudgedPollsApart) : 0;
    if (deep > 0) await clock.sleep(deep, signal);
    await light.sleep(whole - deep, signal);
  }

  // oxlint-disable no-await-in-loop -- looks follow one another
  while (!signal.aborted) {
    const wasNudged = light.wasNudged();
    let seen = await look(feed, () => poll(feed));
    if (isThrough(seen) && untilSweep() === 0 && !signal.aborted) {
      const swept = await look(feed, () => sweep(feed));
      sweptAt = clock.now();
      if (swept.type !== "quiet") seen = swept;
    }
    await rest(seen, wasNudged);
  }
  // oxlint-enable no-await-in-loop
  light.end();
}
