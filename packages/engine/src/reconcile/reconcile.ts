import { z } from "zod";

import type { SubscriptionFilter } from "../read/subscription-filter.ts";
import { TenureError } from "../tenure-error.ts";
import { applyPlan } from "./apply-plan.ts";
import { look } from "./look.ts";
import type { ReconcileDependencies } from "./reconcile-dependencies.ts";
import type { Reconciliation } from "./reconciliation.ts";
import { reportOf } from "./report.ts";

export interface ReconcileOptions {
  /** These subscriptions. Left out: those of the filter. */
  readonly keys?: Iterable<string>;
  /** Subscriptions that fit; left out, all of the tenant `default`. With `keys` it is not read. */
  readonly filter?: SubscriptionFilter;
  /** Sends the plans. Default false: nothing is written. */
  readonly apply?: boolean;
  /** So many subscriptions are compared side by side. Default 4. */
  readonly concurrency?: number;
  /** Ends the iteration. What was sent by then stays. */
  readonly signal?: AbortSignal;
}

const recordsAtOnce = 200;

const concurrencySchema = z.number().int().min(1).max(256).default(4);

async function* keysOf(
  { list }: ReconcileDependencies,
  { keys, filter = {} }: ReconcileOptions,
): AsyncGenerator<string, void, undefined> {
  if (keys !== undefined) {
    yield* new Set(keys);
    return;
  }
  let after: string | undefined;
  do {
    // oxlint-disable-next-line no-await-in-loop -- page after page
    const page = await list(filter, {
      limit: recordsAtOnce,
      ...(after === undefined ? {} : { after }),
    });
    yield* page.rows.map(({ key }) => key);
    after = page.next;
  } while (after !== undefined);
}

function note({ logger }: ReconcileDependencies, result: Reconciliation): void {
  const { key, adapter, class: driftClass, plan, applied, error } = result;
  const events = plan.map(({ type }) => type);
  const fields = { key, adapter, class: driftClass, events, applied, code: error?.code };
  if (driftClass === "agrees") logger.debug(fields, "record agrees with the platform");
  else if (driftClass === "unreadable" || error !== undefined) {
    logger.warn(fields, "record not reconciled with the platform");
  } else if (applied) logger.info(fields, "record reconciled with the platform");
  else logger.info(fields, "record differs from the platform");
}

/**
 * Compares subscriptions with their platforms and, if told to, makes their records agree. Yields one result
 * for each, in the order of the keys given or of the list. A subscription that cannot be compared is reported
 * and does not stop the others. Reading and sending go on only as far as results are taken.
 *
 * Applied twice, the second run finds agreement.
 *
 * @throws TenureError `options_invalid`, and whatever the store throws while listing
 */
export async function* reconcile(
  dependencies: ReconcileDependencies,
  options: ReconcileOptions = {},
): AsyncGenerator<Reconciliation, void, undefined> {
  const concurrency = concurrencySchema.safeParse(options.concurrency);
  if (!concurrency.success) {
    throw new TenureError("options_invalid", "concurrency: expected a whole number from 1 to 256");
  }
  const ending = new AbortController();
  const signal = AbortSignal.any([ending.signal, ...(options.signal ? [options.signal] : [])]);

  async function compare(key: string): Promise<Reconciliation> {
    const found = await look(dependencies, key, signal);
    return options.apply === true
      ? applyPlan(dependencies, key, found, signal)
      : reportOf(key, found);
  }

  const underWay: Promise<Reconciliation>[] = [];
  async function* finish(atMost: number): AsyncGenerator<Reconciliation, void, undefined> {
    while (underWay.length > atMost) {
      // oxlint-disable-next-line no-await-in-loop -- results are given in order
      const result = await underWay.shift();
      if (result === undefined || signal.aborted) return;
      note(dependencies, result);
      yield result;
    }
  }
  try {
    for await (const key of keysOf(dependencies, options)) {
      if (signal.aborted) return;
      underWay.push(compare(key));
      yield* finish(concurrency.data - 1);
    }
    yield* finish(0);
  } finally {
    ending.abort();
    await Promise.all(underWay);
  }
}
