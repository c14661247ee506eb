import { Command } from "commander";

import { historyPages } from "../client/history-pages.ts";
import { stepWords } from "../output/history-table.ts";
import { print, printJson } from "../output/print.ts";
import { exitCodes, otherExitCodes } from "./exit-codes.ts";
import { jsonValue } from "./json-value.ts";
import type { StoreFlags } from "./store-options.ts";
import { targetHelp, tenantOf, withTarget, withTargetOptions } from "./target-options.ts";
import { UsageError } from "./usage-error.ts";
import { wholeNumber } from "./whole-number.ts";

interface ReplayFlags extends StoreFlags {
  readonly file?: unknown;
  readonly to?: number;
  readonly unredacted: boolean;
  readonly json: boolean;
}

const HELP = `
Each step is decided again by this release, and what it changed is shown. With --file it is a history that
was exported unredacted, whose hashes are checked first, and that it leads to its record.

Examples:
  tenure replay AS-1000-0000-0001
  tenure replay AS-1000-0000-0001 --to 5 --unredacted
  tenure replay --file @export.json
${targetHelp}

Exit codes: 0 lived again to the end, 1 the exported history is damaged or leads elsewhere,
${otherExitCodes}`;

async function replayStored(key: string, flags: ReplayFlags): Promise<void> {
  const { to = Number.MAX_SAFE_INTEGER } = flags;
  await withTarget(flags, [tenantOf(key)], async (target) => {
    for await (const { entries } of historyPages(target, key, flags)) {
      const shown = entries.filter(({ version }) => version <= to);
      for (const entry of shown) {
        if (flags.json) printJson(entry);
        else print(stepWords(entry));
      }
      if (shown.length < entries.length) break;
    }
  });
}

async function replayExported(value: unknown, flags: ReplayFlags): Promise<void> {
  const { replayExport } = await import("../client/replay-export.ts");
  const { to = Number.MAX_SAFE_INTEGER, unredacted } = flags;
  const { entries, verification } = replayExport(value, { redacted: !unredacted });
  for (const entry of entries.filter(({ version }) => version <= to)) {
    if (flags.json) printJson(entry);
    else print(stepWords(entry));
  }
  if (verification.type === "intact") {
    if (!flags.json) print(`\n${entries.length} steps lead to the record.`);
    return;
  }
  const { version, reason } = verification;
  process.exitCode = exitCodes.wrong;
  throw new Error(`The history is not what was exported, at version ${version} (${reason}).`);
}

/** `tenure replay`: lives a history again, step by step. */
export function replayCommand(): Command {
  const command = new Command("replay")
    .description(
      "Live a subscription's history again, step by step, with all that each step changed.",
    )
    .argument("[key]", "the subscription's key")
    .option("--file <json>", "an exported history: @file, or - for the standard input", jsonValue)
    .option("--to <version>", "up to this version", wholeNumber)
    .option("--unredacted", "with values that may be personal", false)
    .option("--json", "one JSON object a line", false)
    .addHelpText("after", HELP)
    .action(async (key: string | undefined, flags: ReplayFlags) => {
      if ((key === undefined) === (flags.file === undefined)) {
        throw new UsageError("Give either a key or --file.");
      }
      if (key === undefined) await replayExported(flags.file, flags);
      else await replayStored(key, flags);
    });
  return withTargetOptions(command);
}
