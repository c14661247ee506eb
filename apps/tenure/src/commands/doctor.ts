import { Command } from "commander";

import { usualFile } from "../configuration/load-configuration.ts";
import { print, printJson } from "../output/print.ts";
import { printable, styled } from "../output/text.ts";
import { exitCodes, otherExitCodes } from "./exit-codes.ts";
import { wholeNumber } from "./whole-number.ts";

interface DoctorFlags {
  readonly config: string;
  readonly patience: number;
  readonly json: boolean;
}

const HELP = `
It looks at the configuration and what it takes from the environment, the store and its schema, and of each
platform whether it answers, accepts the credentials, shows the products, and how far its clock is from this
one. It changes nothing, and may be used beside a running service.

Examples:
  tenure doctor
  tenure doctor --config ./production.config.ts --json

Exit codes: 0 all is good, or doubtful at worst, 1 something is bad,
${otherExitCodes}`;

const marks = {
  good: styled("green", "✓"),
  doubtful: styled("yellow", "!"),
  bad: styled("red", "✗"),
};

async function doctor({ config, patience, json }: DoctorFlags): Promise<void> {
  const { examineService } = await import("../doctor/examine.ts");
  const findings = await examineService(config, patience * 1000);
  for (const finding of findings) {
    const { part, about, state, message } = finding;
    if (json) printJson(finding);
    else print(`${marks[state]} ${part}, ${about}: ${printable(message)}`);
  }
  if (findings.some(({ state }) => state === "bad")) process.exitCode = exitCodes.wrong;
}

/** `tenure doctor`: whether a service would work as configured. */
export function doctorCommand(): Command {
  return new Command("doctor")
    .description("Look whether a service would work as configured, and what is wrong if not.")
    .option("--config <file>", "the configuration", usualFile)
    .option("--patience <seconds>", "how long a platform has to answer", wholeNumber, 20)
    .option("--json", "one JSON object a line", false)
    .addHelpText("after", HELP)
    .action(doctor);
}
