import * as fc from "fast-check";

import { Assortment } from "./assortment.ts";
import {
  adviceFor,
  type Breach,
  type BrokenPromise,
  type BrokenPromiseCode,
} from "./broken-promise.ts";
import { checkHandlers } from "./check-handlers.ts";
import { reportOf, type HandlerReport } from "./handler-report.ts";
import { someHistory, type History } from "./history.ts";
import { tryHistory, type TrialEnd } from "./trial.ts";
import type { VendorFactory, VerifyHandlersOptions } from "./verify-options.ts";

interface Search {
  readonly vendor: VendorFactory;
  readonly assortment: Assortment;
  readonly options: VerifyHandlersOptions;
  readonly found: ReadonlySet<BrokenPromiseCode>;
}

/** The end of the smallest history that fails. */
class Failed extends Error {
  readonly end: TrialEnd & { readonly breach: Breach };

  constructor(end: TrialEnd & { readonly breach: Breach }) {
    super(end.breach.message);
    this.end = end;
  }
}

/** Looks for one more broken promise, of a code not yet found. */
async function search({ vendor, assortment, options, found }: Search) {
  const { runs = 100, seed, path, only } = options;
  // A smaller history has to break the same promise.
  let sought: BrokenPromiseCode | undefined = only;
  const isWanted = ({ code }: Breach): boolean =>
    sought === undefined ? !found.has(code) : code === sought;
  let lived = 0;
  const property = fc.asyncProperty(someHistory, async (history) => {
    lived += 1;
    const end = await tryHistory({ ...options, vendor, assortment, isWanted }, history);
    const { breach } = end;
    if (breach === undefined) return;
    sought = breach.code;
    throw new Failed({ breach, diagram: end.diagram });
  });
  const details = await fc.check<[History]>(property, {
    numRuns: path === undefined ? runs : 1,
    ...(seed === undefined ? {} : { seed }),
    ...(path === undefined ? {} : { path }),
  });
  return { details, lived };
}

function brokenPromiseOf({
  failed,
  errorInstance,
  counterexample,
  counterexamplePath,
  seed,
}: fc.RunDetails<[History]>): BrokenPromise | undefined {
  if (!failed) return undefined;
  // What else is thrown in a history is no answer about the handlers.
  if (!(errorInstance instanceof Failed)) throw errorInstance;
  const { breach, diagram } = errorInstance.end;
  const [history = []] = counterexample ?? [];
  const path = counterexamplePath ?? "";
  return { ...breach, whatToDo: adviceFor(breach.code), history, diagram, seed, path };
}

/**
 * Runs handlers through random histories of purchases, changes, suspends, resumes and cancels on a simulated
 * platform, with answers that get lost, errors of the platform, repeated calls and processes that end between a
 * handler's work and the record of its answer. Everything happens in this process and by a virtual clock.
 *
 * Each way in which a promise is broken is told once, with the smallest history found for it. Resolves with a
 * report whatever the handlers do.
 *
 * @throws TenureError `options_invalid` when a request type has no handler
 * @throws whatever the factory and `observe()` throw
 */
export async function verifyHandlers(
  vendor: VendorFactory,
  options: VerifyHandlersOptions = {},
): Promise<HandlerReport> {
  await checkHandlers(vendor);
  const assortment = new Assortment();
  const broken: BrokenPromise[] = [];
  const found = new Set<BrokenPromiseCode>();
  let { seed } = options;
  let histories = 0;
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- what one search finds, the next leaves out
    const { details, lived } = await search({
      vendor,
      assortment,
      options: { ...options, seed },
      found,
    });
    seed = details.seed;
    histories += lived;
    const one = brokenPromiseOf(details);
    if (one === undefined) break;
    broken.push(one);
    found.add(one.code);
    if (options.only !== undefined || options.path !== undefined) break;
  }
  return reportOf(broken, { histories, seed, options });
}
