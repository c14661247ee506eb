import { Command, Option } from "commander";

import { runDemo } from "../demo/run-demo.ts";
import { terminationSignal } from "../termination-signal.ts";
import { wholeNumber } from "./whole-number.ts";

/** `tenure demo`: the whole lifecycle on a simulated platform. */
export function demoCommand(): Command {
  return new Command("demo")
    .description(
      "Take requests through the whole lifecycle: a simulated CloudBlue Connect on loopback, the engine on SQLite, and sample vendor handlers.",
    )
    .option("--once", "end after the table; otherwise stay up until Ctrl-C", false)
    .option("--seed <number>", "repeat a run exactly", wholeNumber, 1)
    .option(
      "--requests <path>",
      "process the fulfillment requests of a JSON file, or of a folder of them",
    )
    .option("--state <folder>", "keep all state there, and go on from what is there")
    .addOption(
      new Option("--patience <seconds>", "how long subscriptions have to come to rest")
        .argParser(wholeNumber)
        .default(60),
    )
    .addHelpText(
      "after",
      `
Examples:
  tenure demo --once --seed 7
  tenure demo --once --requests ./requests
  tenure demo --state ./demo-state      # kill it, and start it again

Exit codes: 0 when the engine and the platform agree with what was expected everywhere, 1 when not,\nor when there was nothing to process.`,
    )
    .action(
      async (options: {
        once: boolean;
        seed: number;
        requests?: string;
        state?: string;
        patience: number;
      }) => {
        const { patience, ...rest } = options;
        process.exitCode = await runDemo({
          ...rest,
          patience: patience * 1000,
          print: (line) => process.stdout.write(`${line}\n`),
          signal: terminationSignal(),
        });
      },
    );
}
