import { decide as machineDecide } from "@tenure/machine";
import * as fc from "fast-check";

import { anyLife, type HistoryOptions, type Life } from "../arbitraries/lives.ts";
import type { Decide } from "../model/taken.ts";
import { diagramOf } from "./diagram.ts";
import { reportOf, type BrokenHistory, type MachineReport } from "./machine-report.ts";
import { smallestOf } from "./smallest.ts";
import { tryLife } from "./trial.ts";

/** How `verifyMachine` tries. */
export interface VerifyMachineOptions extends HistoryOptions {
  /** What decides. Default: `decide` of `@tenure/machine`. */
  readonly decide?: Decide | undefined;
  /** How many histories. Default: 1000. */
  readonly runs?: number | undefined;
  /** The same seed tries the same histories. Left out: another each time. */
  readonly seed?: number | undefined;
  /** Tries only the history at this path of the seed, as a report names it. */
  readonly path?: string | undefined;
}

/** There was a difference, and there was none when the same was tried again. */
const onlyOnce = "what decides does not decide the same way each time";

function brokenHistoryOf(
  { counterexample, counterexamplePath, seed }: fc.RunDetails<[Life]>,
  decide: Decide,
): BrokenHistory | undefined {
  const [found] = counterexample ?? [];
  if (found === undefined) return undefined;
  const life = smallestOf(found, decide);
  const { steps, difference: message = onlyOnce } = tryLife(life, decide);
  return {
    message,
    ...life.terms,
    history: life.events,
    diagram: diagramOf(steps, message),
    seed,
    path: counterexamplePath ?? "",
  };
}

/**
 * Runs random histories of subscriptions through a machine and through an independent reference model, written from
 * the tables of the platform's manual, side by side: capabilities and decisions of all kinds, requests that come
 * about, are answered, missed, told late, twice or out of order, commands, failures, timers and forced adoptions.
 * After each event both must agree on the status, the request state, the verdict, the effects in their order and what
 * is held besides, and every invariant must hold; the snapshot given must stay as it was, and a restart must change
 * nothing. Tier configurations are not tried.
 *
 * Pure and synchronous: no network, no clock. The first difference ends the search, and is told with the smallest
 * history found for it: none of its events can be left out.
 *
 * @throws RangeError when `hostile` is no share from 0 to 1
 */
export function verifyMachine(options: VerifyMachineOptions = {}): MachineReport {
  const { decide = machineDecide, runs = 1000, seed, path, ...histories } = options;
  const property = fc.property(
    anyLife(histories),
    (life) => tryLife(life, decide).difference === undefined,
  );
  const details = fc.check<[Life]>(property, {
    numRuns: path === undefined ? runs : 1,
    ...(seed === undefined ? {} : { seed }),
    ...(path === undefined ? {} : { path }),
  });
  const broken = brokenHistoryOf(details, decide);
  return reportOf(broken, { histories: details.numRuns, seed: details.seed });
}
