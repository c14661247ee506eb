import { AssertionError } from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";

import { decide, lifecycleOf, requestStateOf, type LifecycleState } from "@tenure/machine";
import type { Snapshot } from "@tenure/machine";

import { differing, differingWords } from "../differing.ts";
import { HistoryFileError } from "./history-file-error.ts";
import type { LinesOptions } from "./history-lines.ts";
import { readHistory, type HistorySource } from "./read-history.ts";
import type { RecordedHistory, RecordedStep } from "./recorded-history.ts";
import { tell, type Told } from "./told.ts";

/** For `tenure history --json` alone, which tells neither: an exported history tells both by itself. */
export type ReplayOptions = LinesOptions;

/** What was compared, and found to be the same. */
export interface Replayed {
  /** Undefined where nothing in the file tells it. */
  readonly key: string | undefined;
  /** So many steps were compared; at least one. */
  readonly steps: number;
  /** The status after the last of them. */
  readonly status: LifecycleState;
  /** What it was read from: an exported history, or lines of `tenure history --json`. */
  readonly kind: RecordedHistory["kind"];
  /** Values were hidden in it, and only what redaction leaves was compared. */
  readonly redacted: boolean;
}

function differs(
  { source, key, steps }: RecordedHistory,
  { version, event, told }: RecordedStep,
  before: Snapshot,
  decided: Told,
): AssertionError {
  const whose = key === undefined ? "the subscription" : `subscription ${key}`;
  const place = `${lifecycleOf(before)}, request ${requestStateOf(before)}`;
  const words = differingWords(differing(told, decided), ["recorded", "now"]);
  const message =
    `${source}: step ${version} of ${steps.length} differs, ${event.type} on ${whose} (${place}).\n` +
    `${words}\nThe ${version - 1} steps before it are the same.`;
  return new AssertionError({
    message,
    expected: { version, event, ...told },
    actual: { version, event, ...decided },
    operator: "deepStrictEqual",
  });
}

/** What is decided now, as far as it was told then. */
function comparable(decided: Told, told: Told): Told {
  return Object.fromEntries(Object.keys(told).map((name) => [name, decided[name]]));
}

/**
 * Decides each step of a recorded history again, with this release's machine, and compares what comes of
 * it with what was recorded. Reads a history as the engine's `export` or the service's
 * `/subscriptions/<key>/export` gave it, redacted or not, or the lines that `tenure history --json` printed.
 * Calls no adapter and needs no store.
 *
 * Compared are the verdict of each step (of a refusal its code, guard and capability, not its words), drift, effects, timers, and after the last step the status, on whom it waits, and the snapshot.
 * Lines tell the status and the snapshot after every step, and no timers.
 *
 * Of a redacted history the values that redaction leaves are compared: types, ids, statuses, dates, codes.
 * Two hidden values count as equal, and that a hash fits what its entry says cannot be checked.
 *
 * @throws AssertionError at the first step that differs, with the step as it was recorded as `expected`
 * @throws HistoryFileError when there is nothing to compare: it never resolves without a step compared
 */
export async function replay(
  source: HistorySource,
  options: ReplayOptions = {},
): Promise<Replayed> {
  const history = await readHistory(source, options);
  const { key, kind, redacted, steps } = history;
  let snapshot = history.before;
  for (const step of steps) {
    const decision = decide(snapshot, step.event);
    const decided = comparable(tell(decision, { redacted }), step.told);
    if (!isDeepStrictEqual(decided, step.told)) throw differs(history, step, snapshot, decided);
    ({ snapshot } = decision);
  }
  if (!history.leadsToRecord) {
    const problem = "its steps are as recorded, and do not lead to the record it comes with.";
    throw new HistoryFileError("damaged", history.source, problem);
  }
  return { key, steps: steps.length, status: lifecycleOf(snapshot), kind, redacted };
}
