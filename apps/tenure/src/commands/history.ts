import { Command } from "commander";

import { historyPages } from "../client/history-pages.ts";
import { historyTable } from "../output/history-table.ts";
import { print, printJson, remark } from "../output/print.ts";
import { exitCodeHelp } from "./exit-codes.ts";
import type { StoreFlags } from "./store-options.ts";
import { targetHelp, tenantOf, withTarget, withTargetOptions } from "./target-options.ts";
import { wholeNumber } from "./whole-number.ts";

interface HistoryFlags extends StoreFlags {
  readonly newest: boolean;
  readonly limit: number;
  readonly unredacted: boolean;
  readonly json: boolean;
}

const HELP = `
Examples:
  tenure history AS-1000-0000-0001
  tenure history AS-1000-0000-0001 --newest --limit 5
  tenure history AS-1000-0000-0001 --store tenure.db --json
${targetHelp}
${exitCodeHelp}`;

async function history(key: string, flags: HistoryFlags): Promise<void> {
  await withTarget(flags, [tenantOf(key)], async (target) => {
    let left = flags.limit;
    let rest = 0;
    for await (const { entries, version } of historyPages(target, key, flags)) {
      const shown = entries.slice(0, left);
      if (flags.json) for (const entry of shown) printJson(entry);
      else print(historyTable(shown));
      left -= shown.length;
      rest = version - (flags.limit - left);
      if (left === 0) break;
    }
    if (rest > 0) remark(`There are ${rest} more: give a larger --limit.`);
  });
}

/** `tenure history`: what happened to a subscription. */
export function historyCommand(): Command {
  const command = new Command("history")
    .description(
      "Show what happened to a subscription: who did what and why, and what became of the effects.",
    )
    .argument("<key>", "the subscription's key")
    .option("--newest", "the newest first", false)
    .option("--limit <number>", "so many entries at most", wholeNumber, 100)
    .option("--unredacted", "with values that may be personal", false)
    .option("--json", "one JSON object a line", false)
    .addHelpText("after", HELP)
    .action(history);
  return withTargetOptions(command);
}
