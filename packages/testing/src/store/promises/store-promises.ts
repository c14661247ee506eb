import { promiseGroups } from "../../promise-groups.ts";
import { callerPromises } from "./caller-promises.ts";
import { changePromises } from "./change-promises.ts";
import { commitPromises } from "./commit-promises.ts";
import { crashPromises } from "./crash-promises.ts";
import { fairnessPromises } from "./fairness-promises.ts";
import { inboxPromises } from "./inbox-promises.ts";
import { leasePromises } from "./lease-promises.ts";
import { listPromises } from "./list-promises.ts";
import { modelPromises } from "./model-promises.ts";
import { outboxPromises } from "./outbox-promises.ts";
import { outstandingPromises } from "./outstanding-promises.ts";
import { pausePromises } from "./pause-promises.ts";
import type { Promised } from "./promised.ts";
import { readingPromises } from "./reading-promises.ts";
import { releasePromises } from "./release-promises.ts";
import { restartPromises } from "./restart-promises.ts";
import { Stage } from "./stage.ts";
import type { StoreSubject, SubjectPart } from "./store-subject.ts";
import { timerPromises } from "./timer-promises.ts";
import { valuePromises } from "./value-promises.ts";

/** One thing every store promises. */
export interface StorePromise {
  readonly group: string;
  readonly name: string;
  /** Tries it on a fresh store. Rejects when it is broken. */
  readonly run: () => Promise<void>;
}

/** A promise that was not tried, and what the subject lacks for it. */
export interface LeftOutPromise {
  readonly group: string;
  readonly name: string;
  readonly lacks: readonly SubjectPart[];
}

const groups: Readonly<Record<string, readonly Promised[]>> = {
  commits: commitPromises,
  values: valuePromises,
  inbox: inboxPromises,
  outbox: outboxPromises,
  leases: leasePromises,
  fairness: fairnessPromises,
  pauses: pausePromises,
  timers: timerPromises,
  lists: listPromises,
  reading: readingPromises,
  outstanding: outstandingPromises,
  changes: changePromises,
  model: modelPromises,
  restarts: restartPromises,
  "crash points": crashPromises,
  "many callers": callerPromises,
  releases: releasePromises,
};

const trying = promiseGroups<StoreSubject, Stage, SubjectPart>({
  groups,
  isLacking: (subject, part) => subject[part] === undefined,
  stageFor: (subject) => new Stage(subject),
});

/**
 * All that a store promises, as far as the subject allows to try it, in groups. Bound to no test
 * framework: give each to yours, in any order or side by side.
 *
 *     for (const { group, name, run } of storePromises(subject)) test(`${group}: ${name}`, run);
 */
export function storePromises(subject: StoreSubject): readonly StorePromise[] {
  return trying.of(subject);
}

/** The promises that `storePromises` leaves out for this subject. */
export function storePromisesLeftOut(subject: StoreSubject): readonly LeftOutPromise[] {
  return trying.leftOut(subject);
}
