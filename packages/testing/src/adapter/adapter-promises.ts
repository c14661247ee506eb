import { promiseGroups } from "../promise-groups.ts";
import type { AdapterPart, AdapterSubject } from "./adapter-subject.ts";
import { errorPromises } from "./error-promises.ts";
import { intakePromises } from "./intake-promises.ts";
import { lookingPromises } from "./looking-promises.ts";
import type { Promised } from "./promised.ts";
import { repeatPromises } from "./repeat-promises.ts";
import { secretPromises } from "./secret-promises.ts";
import { Stage } from "./stage.ts";
import { stopPromises } from "./stop-promises.ts";
import { troublePromises } from "./trouble-promises.ts";

/** One thing every adapter promises. */
export interface AdapterPromise {
  readonly group: string;
  readonly name: string;
  /** Tries it on fresh platforms. Rejects when it is broken. */
  readonly run: () => Promise<void>;
}

/** A promise that was not tried, and what the platform lacks for it. */
export interface LeftOutAdapterPromise {
  readonly group: string;
  readonly name: string;
  readonly lacks: readonly AdapterPart[];
}

const groups: Readonly<Record<string, readonly Promised[]>> = {
  repeats: repeatPromises,
  troubles: troublePromises,
  errors: errorPromises,
  stopping: stopPromises,
  intake: intakePromises,
  looking: lookingPromises,
  secrets: secretPromises,
};

const trying = promiseGroups<AdapterSubject, Stage, AdapterPart>({
  groups,
  isLacking: ({ without = [] }, part) => without.includes(part),
  stageFor: (subject) => new Stage(subject),
});

/**
 * All that an adapter promises the engine, as far as the simulated platform allows to try it, in groups.
 * Bound to no test framework: give each to yours, in any order or side by side.
 *
 *     for (const { group, name, run } of adapterPromises(subject)) test(`${group}: ${name}`, run);
 */
export function adapterPromises(subject: AdapterSubject): readonly AdapterPromise[] {
  return trying.of(subject);
}

/** The promises that `adapterPromises` leaves out for this subject. */
export function adapterPromisesLeftOut(subject: AdapterSubject): readonly LeftOutAdapterPromise[] {
  return trying.leftOut(subject);
}
