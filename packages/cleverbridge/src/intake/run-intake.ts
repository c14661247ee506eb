import { CleverbridgeError } from "../client/cleverbridge-error.ts";
import type { HintInbox } from "../notifications/hint-inbox.ts";
import { type Feed, isNewComplaint } from "./feed.ts";
import { keepHints } from "./keep-hints.ts";
import { type DueLook, unasked } from "./look-queue.ts";
import { Sweep } from "./sweep.ts";
import { takeLook } from "./take-look.ts";
import { troubleOf } from "./trouble.ts";

/** Looks at once: the platform advises at most four calls side by side. */
const looksAtOnce = 4;
const congestedPause = 5000;
const firstPauseAfterFailure = 5000;
const longestPauseAfterFailure = 300_000;

/** How long to wait before a look is tried again that failed. */
function pauseAfter(error: unknown, failures: number): number {
  const usual = Math.min(longestPauseAfterFailure, firstPauseAfterFailure * 2 ** failures);
  const asked = error instanceof CleverbridgeError ? error.retryAfterMilliseconds : undefined;
  return Math.max(usual, asked ?? 0);
}

/** Never rejects: what goes wrong with one subscription stops no other. */
async function look(feed: Feed, due: DueLook): Promise<void> {
  const { intake, queue, pace } = feed;
  const { id, failures, learned } = due;
  try {
    const found = await takeLook(feed, due);
    if (found === "agrees" && due.isHinted) {
      // What was heard of may not show yet. Looked at once more, it is not looked for again.
      queue.add(id, intake.clock.now() + pace.hintAgainAfter, { isHinted: false, learned });
    }
  } catch (error) {
    if (intake.signal.aborted) return;
    const isGone = error instanceof CleverbridgeError && error.kind === "not_found";
    const { fields, message } = troubleOf(error);
    if (!isGone || isNewComplaint(feed, `${id} gone`)) {
      intake.logger.error({ ...fields, subscription: id }, message);
    }
    if (isGone) return;
    const dueAt = intake.clock.now() + pauseAfter(error, failures);
    queue.add(id, dueAt, { isHinted: due.isHinted, learned, failures: failures + 1 });
  }
}

/** Sleeps until something is due, at the latest until the given time; ends early when something is added. */
async function rest({ intake, queue }: Feed, until: number): Promise<void> {
  const { clock, signal } = intake;
  const waking = new AbortController();
  const wake = (): void => waking.abort();
  queue.listen(wake);
  signal.addEventListener("abort", wake, { once: true });
  try {
    const wait = Math.min(until, queue.nextDueAt() ?? until) - clock.now();
    if (wait > 0) await clock.sleep(wait, waking.signal);
  } finally {
    queue.listen(undefined);
    signal.removeEventListener("abort", wake);
  }
}

/**
 * Looks at what was heard of, and sweeps slowly over all living subscriptions for what was not, until the
 * intake's signal aborts. Trouble with the platform is logged, and looked at again later.
 */
export async function runIntake(feed: Feed, inbox: HintInbox): Promise<void> {
  const { intake, queue, pace } = feed;
  const { clock, signal } = intake;
  const sweep = new Sweep(feed);
  await sweep.open();
  const close = inbox.open((hints) => keepHints(feed, hints));
  // oxlint-disable no-await-in-loop -- rounds follow one another
  try {
    while (!signal.aborted) {
      if (await intake.congested()) {
        await clock.sleep(congestedPause, signal);
        continue;
      }
      const due = queue.take(clock.now(), looksAtOnce);
      if (due.length > 0) {
        await Promise.all(due.map((one) => look(feed, one)));
        continue;
      }
      if (sweep.dueAt > clock.now()) {
        await rest(feed, sweep.dueAt);
        continue;
      }
      const swept = await sweep.next(1);
      await Promise.all(swept.map((id) => look(feed, unasked(id))));
      await rest(feed, clock.now() + Math.ceil(1000 / pace.sweepPerSecond));
    }
  } finally {
    close();
  }
  // oxlint-enable no-await-in-loop
}
