import { Command } from "commander";

import type { SubscriptionDetail, SubscriptionVersion } from "../api/subscription-schemas.ts";
import { get } from "../client/answers.ts";
import { print, printDocument, printJson } from "../output/print.ts";
import { subscriptionSheet } from "../output/subscription-sheet.ts";
import { exitCodeHelp } from "./exit-codes.ts";
import type { StoreFlags } from "./store-options.ts";
import {
  pathOf,
  queryOf,
  targetHelp,
  tenantOf,
  withTarget,
  withTargetOptions,
} from "./target-options.ts";
import { wholeNumber } from "./whole-number.ts";

interface ShowFlags extends StoreFlags {
  readonly at?: number;
  readonly unredacted: boolean;
  readonly json: boolean;
}

const HELP = `
Values that may be personal are redacted unless they are asked for, which takes the role operate.

Examples:
  tenure show AS-1000-0000-0001
  tenure show acme:AS-1000-0000-0001 --unredacted --json
  tenure show AS-1000-0000-0001 --at 3      # as it was at version 3
${targetHelp}
${exitCodeHelp}`;

async function show(key: string, flags: ShowFlags): Promise<void> {
  const query = queryOf({ redacted: flags.unredacted ? "false" : undefined });
  await withTarget(flags, [tenantOf(key)], async (target) => {
    if (flags.at !== undefined) {
      const path = pathOf(key, `/versions/${flags.at}${query}`);
      const version = await get<SubscriptionVersion>(target, path);
      if (flags.json) printJson(version);
      else printDocument(version);
      return;
    }
    const view = await get<SubscriptionDetail>(target, pathOf(key, query));
    if (flags.json) {
      printJson(view);
      return;
    }
    print(subscriptionSheet(view));
    printDocument(view.snapshot);
  });
}

/** `tenure show`: one subscription as it stands, or as it was. */
export function showCommand(): Command {
  const command = new Command("show")
    .description("Show one subscription as it stands, or as it was.")
    .argument("<key>", "the subscription's key: the platform's id, or <tenant>:<id>")
    .option("--at <version>", "as it was at this version", wholeNumber)
    .option("--unredacted", "with values that may be personal", false)
    .option("--json", "one JSON document", false)
    .addHelpText("after", HELP)
    .action(show);
  return withTargetOptions(command);
}
