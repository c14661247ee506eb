import { Command } from "commander";

import type { SubscriptionPage } from "../api/subscription-schemas.ts";
import { get } from "../client/answers.ts";
import { print, printJson, remark } from "../output/print.ts";
import { subscriptionTable } from "../output/subscription-table.ts";
import { exitCodeHelp } from "./exit-codes.ts";
import { filterQuery, tenantsOf, withFilterOptions, type FilterFlags } from "./filter-options.ts";
import type { StoreFlags } from "./store-options.ts";
import { queryOf, targetHelp, withTarget, withTargetOptions } from "./target-options.ts";
import { wholeNumber } from "./whole-number.ts";

const rowsAtOnce = 1000;

interface ListFlags extends StoreFlags, FilterFlags {
  readonly limit: number;
  readonly after?: string;
  readonly json: boolean;
}

const HELP = `
Examples:
  tenure list --request-state stuck
  tenure list AS-1000 --status active,suspended --limit 20
  tenure list --store tenure.db --awaited customer --json
${targetHelp}
${exitCodeHelp}`;

async function list(text: string | undefined, flags: ListFlags): Promise<void> {
  await withTarget(flags, tenantsOf(flags), async (target) => {
    let { after } = flags;
    let left = flags.limit;
    do {
      const limit = Math.min(left, rowsAtOnce);
      const query = queryOf({ ...filterQuery(flags), text, after, limit });
      // oxlint-disable-next-line no-await-in-loop -- each page begins where the last one ended
      const { rows, next } = await get<SubscriptionPage>(target, `/subscriptions${query}`);
      if (flags.json) for (const row of rows) printJson(row);
      else if (rows.length > 0) print(subscriptionTable(rows));
      left -= rows.length;
      after = next;
    } while (after !== undefined && left > 0);
    if (left === flags.limit) remark("There is no such subscription.");
    if (after !== undefined) remark(`There are more: go on with --after ${after}`);
  });
}

/** `tenure list`: subscriptions, by key. */
export function listCommand(): Command {
  const command = new Command("list")
    .description("List subscriptions, by key.")
    .argument("[text]", "what keys begin with")
    .option("--limit <number>", "so many at most", wholeNumber, 100)
    .option("--after <key>", "those behind this key")
    .option("--json", "one JSON object a line", false)
    .addHelpText("after", HELP)
    .action(list);
  return withTargetOptions(withFilterOptions(command));
}
