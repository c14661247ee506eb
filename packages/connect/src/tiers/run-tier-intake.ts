import { ConnectError } from "../client/connect-error.ts";
import { lightSleepOf, type Nudge } from "../intake/nudge.ts";
import { type Look, paceOf } from "../intake/pace.ts";
import { troubleOf } from "../intake/trouble.ts";
import { timeLeft } from "../kept-time.ts";
import { pollTiers } from "./poll-tiers.ts";
import { sweepTiers } from "./sweep-tiers.ts";
import type { TierFeed } from "./tier-feed.ts";

/** How often the platform is looked at, in milliseconds. */
export interface TierPace {
  readonly pollEvery: number;
  readonly pollEveryIdle: number;
  readonly sweepEvery: number;
}

async function look(feed: TierFeed, work: () => Promise<boolean>): Promise<Look> {
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
 * Polls and sweeps until the intake's signal aborts; a nudge ends the pause between. Trouble with the
 * platform is logged, and reading goes on at a slower pace; it never rejects.
 */
export async function runTierIntake(feed: TierFeed, pace: TierPace, nudge: Nudge): Promise<void> {
  const { clock, signal } = feed.intake;
  const pause = paceOf(pace);
  const light = lightSleepOf(clock, nudge);
  let sweptAt: number | undefined;
  const untilSweep = () => timeLeft(sweptAt, clock.now(), pace.sweepEvery);

  async function lookOnce(): Promise<Look> {
    if (await feed.intake.congested()) return { type: "congested" };
    const polled = await look(feed, () => pollTiers(feed));
    if (polled.type === "failed" || untilSweep() > 0 || signal.aborted) return polled;
    const swept = await look(feed, () => sweepTiers(feed));
    sweptAt = clock.now();
    return swept.type === "quiet" ? polled : swept;
  }

  // oxlint-disable no-await-in-loop -- looks follow one another
  while (!signal.aborted) {
    const wasNudged = light.wasNudged();
    const seen = await lookOnce();
    const wait = pause(seen, wasNudged);
    const isTroubled = seen.type === "failed" || seen.type === "congested";
    if (isTroubled) await clock.sleep(wait, signal);
    else await light.sleep(Math.min(wait, Math.max(1, untilSweep())), signal);
  }
  // oxlint-enable no-await-in-loop
  light.end();
}
