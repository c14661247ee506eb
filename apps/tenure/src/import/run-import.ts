import {
  adopt,
  connect,
  type ConnectClient,
  type ConnectClientOptions,
  createConnectClient,
  hold,
} from "@tenure/connect";
import { createEngine, type Engine, silentLogger, systemClock } from "@tenure/engine";

import { exitCodes } from "../commands/exit-codes.ts";
import type { NamedStore } from "../commands/store-from.ts";
import type { ProgressBar } from "../progress-bar.ts";
import { checkProducts } from "./check-products.ts";
import { compare, type Comparison } from "./compare.ts";
import { type ImportFailure, importFailureOf } from "./import-failure.ts";
import { comparisonLines, importLines, importSummary } from "./import-report.ts";
import { ImportTally } from "./import-tally.ts";

/** What is taken over from where to where. */
export interface ImportOptions {
  readonly products: readonly string[];
  readonly platform: Pick<ConnectClientOptions, "baseUrl" | "apiKey" | "retries">;
  readonly target: NamedStore;
  readonly tenant: string;
  readonly adapter: string;
  readonly dryRun: boolean;
  /** Compares everything with the platform afterwards. */
  readonly reconcile: boolean;
  /** Told of each subscription and of all in the end, for programs; without it there are lines for people. */
  readonly tell?: ((object: object) => void) | undefined;
  readonly signal: AbortSignal;
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
  readonly progress: ProgressBar;
}

/** The exit code of an import that was told to end: what a shell gives a command that was interrupted. */
const interrupted = 130;

/** At most so often it is said that the platform keeps the import waiting, in milliseconds. */
const toldEvery = 5000;

function clientFor({ platform, progress }: ImportOptions): ConnectClient {
  const clock = systemClock();
  let toldAt = -Infinity;
  return createConnectClient({
    ...platform,
    logger: {
      ...silentLogger,
      // The client tells of nothing else in between: it asks again.
      debug(fields) {
        if (clock.now() - toldAt < toldEvery) return;
        toldAt = clock.now();
        progress.note(
          `Connect does not answer as it should; asking again (${String(fields["error"])})`,
        );
      },
    },
  });
}

/** It takes events in and performs none of the effects: they stay for the service, which has the handlers. */
function engineFor(client: ConnectClient, options: ImportOptions): Engine {
  const { platform, products, tenant, adapter, target } = options;
  return createEngine({
    store: target.store,
    passive: true,
    tenants: tenant === "default" ? [] : [tenant],
    adapters: [
      {
        ...connect({ ...platform, client, products, handlers: { otherwise: hold } }),
        name: adapter,
        tenant,
      },
    ],
  });
}

async function takeOver(
  engine: Engine,
  client: ConnectClient,
  options: ImportOptions,
  tally: ImportTally,
): Promise<void> {
  const { products, tenant, adapter, dryRun, tell: say, signal, progress } = options;
  const cursors = options.target.store;
  progress.begin(dryRun ? "Looking" : "Importing");
  const given = { products, tenant, adapter, dryRun, signal, cursors };
  for await (const step of adopt(engine, client, given)) {
    if (tally.done === 0 && step.earlier > 0) {
      progress.note(
        `An earlier run looked at ${step.earlier} subscriptions; going on behind them.`,
      );
    }
    tally.add(step);
    say?.(step.result);
    progress.update(step);
  }
  progress.end();
}

interface Outcome {
  readonly tally: ImportTally;
  readonly comparison: Comparison | undefined;
  readonly failure: ImportFailure | undefined;
  readonly milliseconds: number;
}

function tell(options: ImportOptions, outcome: Outcome): void {
  const { dryRun, tell: say, signal, print } = options;
  const { tally, comparison, failure, milliseconds } = outcome;
  if (say !== undefined) {
    const end = failure?.message ?? (signal.aborted ? "stopped" : null);
    say(importSummary(tally, { dryRun, milliseconds, end, comparison }));
    return;
  }
  if (failure !== undefined && tally.done === 0) return;
  for (const line of importLines(tally, { dryRun, milliseconds })) print(line);
  for (const line of comparison === undefined ? [] : comparisonLines(comparison)) print(line);
}

/** Says how a run ended that did not come to its end, and how it is gone on with. */
function complain({ dryRun, complain: say }: ImportOptions, { tally, failure }: Outcome): void {
  const of = tally.total === undefined ? "" : ` of ${tally.total}`;
  const stays = dryRun
    ? "Nothing was written."
    : "What was taken over stays; run the same command again to go on.";
  if (failure === undefined) say(`Stopped after ${tally.done}${of} subscriptions. ${stays}`);
  else say(tally.done === 0 ? failure.message : `${failure.message}\n${stays}`);
}

/** Tells what came of it; gives the exit code. */
function conclude(options: ImportOptions, outcome: Outcome): number {
  const { tally, comparison, failure } = outcome;
  tell(options, outcome);
  if (failure !== undefined || options.signal.aborted) complain(options, outcome);
  if (failure !== undefined) return failure.exitCode;
  if (options.signal.aborted) return interrupted;
  const { compared = 0, classes = {} } = comparison ?? {};
  const isWrong = tally.counts.unreadable > 0 || compared > (classes["agrees"] ?? 0);
  return isWrong ? exitCodes.wrong : exitCodes.done;
}

/**
 * Takes the subscriptions of products over into a store, and tells how it goes. Nothing is sent to the platform,
 * and no request that waits there is answered: that is for the service that starts on the store afterwards.
 *
 * @returns the exit code; 130 when the signal ended it
 */
export async function runImport(options: ImportOptions): Promise<number> {
  const { products, target, signal, progress, reconcile } = options;
  const clock = systemClock();
  const begun = clock.now();
  const tally = new ImportTally();
  let comparison: Comparison | undefined;
  let failure: ImportFailure | undefined;
  try {
    const client = clientFor(options);
    const notes = await checkProducts(client, products, signal);
    for (const note of notes) progress.note(note);
    await using engine = engineFor(client, options);
    await engine.start();
    await takeOver(engine, client, options, tally);
    if (reconcile && !signal.aborted) comparison = await compare(engine, options);
  } catch (error) {
    failure = signal.aborted ? undefined : importFailureOf(error, target.name);
    if (failure === undefined && !signal.aborted) throw error;
  } finally {
    progress.end();
  }
  return conclude(options, { tally, comparison, failure, milliseconds: clock.now() - begun });
}
