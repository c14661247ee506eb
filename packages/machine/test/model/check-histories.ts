import { fc } from "@fast-check/vitest";

import { diagramOf } from "./diagram.ts";
import { anySetup, anyStep } from "./histories.ts";
import { Reference } from "./reference.ts";
import type { Step } from "./steps.ts";
import { Subject } from "./subject.ts";
import { World, type Setup } from "./world.ts";

/** Where a failure was found: enough to find it again. */
export interface Replay {
  readonly seed?: number;
  readonly path?: string;
  readonly replayPath?: string;
}

interface Options extends Replay {
  readonly numRuns?: number;
  /** The reference to hold the machine against. */
  readonly reference?: typeof Reference;
}

interface Steps extends Iterable<Step> {
  /** The steps, and where fast-check replays them. */
  toString(): string;
}
type Counterexample = [Setup, Steps];

/** Runs the counterexample once more, for what happened in it. */
function lastLog([setup, steps]: Counterexample, reference: typeof Reference): Subject["log"] {
  const subject = new Subject(setup);
  const world = new World(setup, reference);
  try {
    for (const step of steps) if (step.check(world)) step.run(world, subject);
  } catch {
    // It fails again at the same step: that is what is printed.
  }
  return subject.log;
}

function reportOf(
  details: fc.RunDetails<Counterexample>,
  reference: typeof Reference,
): string | undefined {
  const { failed, counterexample, seed, counterexamplePath, numRuns } = details;
  if (!failed || counterexample === null) return undefined;
  const [, steps] = counterexample;
  const replayPath = /replayPath="(?<path>[^"]*)"/u.exec(String(steps))?.groups?.["path"];
  const replay = JSON.stringify({ seed, path: counterexamplePath, replayPath });
  const cause = details.errorInstance instanceof Error ? details.errorInstance.message : "";
  return [
    `The machine and the reference differ, after ${numRuns} histories: ${cause}`,
    diagramOf(lastLog(counterexample, reference)),
    `Again: TENURE_REPLAY='${replay}'`,
  ].join("\n\n");
}

/**
 * Runs random histories through the machine and the reference side by side; gives how many.
 *
 * @throws Error at the first difference, or the first invariant that does not hold, with the shortest
 *   history that shows it as a Mermaid sequence diagram, and what is needed to replay it.
 */
export function checkHistories(options: Options = {}): number {
  const { reference = Reference, replayPath, ...parameters } = options;
  const steps = fc.commands([...anyStep], {
    maxCommands: 80,
    size: "max",
    ...(replayPath === undefined ? {} : { replayPath }),
  });
  let runs = 0;
  fc.assert(
    fc.property(anySetup, steps, (setup, history) => {
      const start = () => ({ model: new World(setup, reference), real: new Subject(setup) });
      fc.modelRun(start, history);
    }),
    {
      ...parameters,
      reporter: (details) => {
        const report = reportOf(details as fc.RunDetails<Counterexample>, reference);
        if (report !== undefined) throw new Error(report);
        runs = details.numRuns;
      },
    },
  );
  return runs;
}
