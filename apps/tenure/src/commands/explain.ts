import { Command } from "commander";

import type { CommandsView } from "../api/command-schemas.ts";
import { get } from "../client/answers.ts";
import { commandTable, explanationWords } from "../output/explanation.ts";
import { print, printJson } from "../output/print.ts";
import { exitCodes, otherExitCodes } from "./exit-codes.ts";
import type { StoreFlags } from "./store-options.ts";
import { pathOf, targetHelp, tenantOf, withTarget, withTargetOptions } from "./target-options.ts";
import { UsageError } from "./usage-error.ts";

interface ExplainFlags extends StoreFlags {
  readonly json: boolean;
}

const HELP = `
Without a command, all that can be asked for is listed. With one, whose name may be short, it is said why it
is refused, which capability is missing, the shortest legal way to where it is allowed, and by which answers and
operator's commands a request goes on that waits for one.

Examples:
  tenure explain AS-1000-0000-0001
  tenure explain AS-1000-0000-0001 suspend
  tenure explain AS-1000-0000-0001 answer.approve --json
${targetHelp}

Exit codes: 0 allowed (or the list), 1 refused,
${otherExitCodes}`;

const isCalled = (type: string, name: string): boolean =>
  type === name || type.slice(type.indexOf(".") + 1) === name;

async function explain(key: string, name: string | undefined, flags: ExplainFlags): Promise<void> {
  await withTarget(flags, [tenantOf(key)], async (target) => {
    const view = await get<CommandsView>(target, pathOf(key, "/commands"));
    if (name === undefined) {
      if (flags.json) printJson(view);
      else print(commandTable(view.commands));
      return;
    }
    const found = view.commands.find(({ type }) => isCalled(type, name));
    if (found === undefined) {
      const names = view.commands.map(({ type }) => type).join(", ");
      throw new UsageError(`There is no command ${name}. There are: ${names}`);
    }
    if (flags.json) printJson(found);
    else print(explanationWords(key, found.type, found));
    if (!found.allowed) process.exitCode = exitCodes.wrong;
  });
}

/** `tenure explain`: why a command may or may not go on. */
export function explainCommand(): Command {
  const command = new Command("explain")
    .description("Say why a command may or may not go on, and what leads to where it may.")
    .argument("<key>", "the subscription's key")
    .argument("[command]", "such as suspend, or answer.approve")
    .option("--json", "one JSON document", false)
    .addHelpText("after", HELP)
    .action(explain);
  return withTargetOptions(command);
}
