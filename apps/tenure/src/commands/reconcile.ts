import { systemClock } from "@tenure/engine";
import { Command } from "commander";

import type { Counts } from "../api/counts.ts";
import type { ReconciliationView } from "../api/reconcile-routes.ts";
import { get, lines } from "../client/answers.ts";
import { httpTarget } from "../client/http-target.ts";
import { print, printJson } from "../output/print.ts";
import { table } from "../output/table.ts";
import { word } from "../output/text.ts";
import { ProgressBar } from "../progress-bar.ts";
import { exitCodes, otherExitCodes } from "./exit-codes.ts";
import { filterQuery, withFilterOptions, type FilterFlags } from "./filter-options.ts";
import { queryOf, serviceHelp } from "./target-options.ts";
import { wholeNumber } from "./whole-number.ts";

interface ReconcileFlags extends FilterFlags {
  readonly apply: boolean;
  readonly concurrency: number;
  readonly json: boolean;
}

const HELP = `
Without --apply nothing is changed. With it, the shortest legal way is taken that makes each record agree;
where there is none, the platform's status is taken over and marked as forced.

Examples:
  tenure reconcile AS-1000-0000-0001
  tenure reconcile --status active --tenant acme
  tenure reconcile AS-1000-0000-0001 AS-1000-0000-0002 --apply
${serviceHelp} --apply takes
the role admin.

Exit codes: 0 all agree (with --apply: now), 1 some do not or could not be compared,
${otherExitCodes}`;

const isSettled = ({ class: drift, applied, error }: ReconciliationView): boolean =>
  (drift === "agrees" || applied) && error === null;

function differing(results: readonly ReconciliationView[]): string {
  return table<ReconciliationView>(
    [
      { heading: "key", cell: ({ key }) => key },
      { heading: "drift", cell: ({ class: drift }) => drift, style: word },
      { heading: "record", cell: ({ record }) => record?.status ?? "" },
      { heading: "platform", cell: ({ platform }) => platform?.status ?? "" },
      {
        heading: "plan",
        cell: ({ plan }) => plan.map((event) => String(event["type"])).join(", "),
      },
      { heading: "applied", cell: ({ applied }) => (applied ? "yes" : "no") },
      {
        heading: "error",
        cell: ({ error }) => (error === null ? "" : `${error.code}: ${error.message}`),
      },
    ],
    results,
  );
}

const split = (values: string | undefined): readonly string[] | undefined => values?.split(",");

function bodyOf(keys: readonly string[], flags: ReconcileFlags): object {
  const { apply, concurrency } = flags;
  if (keys.length > 0) return { keys, apply, concurrency };
  const { adapter, tenant, ...lists } = filterQuery(flags);
  const several = Object.entries(lists).map(([name, values]) => [name, split(values)] as const);
  return { filter: { ...Object.fromEntries(several), adapter, tenant }, apply, concurrency };
}

async function reconcile(keys: readonly string[], flags: ReconcileFlags): Promise<void> {
  const target = httpTarget();
  const path = `/counts${queryOf(filterQuery(flags))}`;
  const total = keys.length > 0 ? keys.length : (await get<Counts>(target, path)).total;
  const progress = new ProgressBar(process.stderr, systemClock());
  const found: ReconciliationView[] = [];
  let done = 0;
  let settled = 0;
  progress.begin("comparing");
  const call = { method: "POST", path: "/reconcile", body: bodyOf(keys, flags) } as const;
  try {
    for await (const result of lines<ReconciliationView>(target, call)) {
      done += 1;
      if (isSettled(result)) settled += 1;
      if (flags.json) printJson(result);
      else if (result.class !== "agrees") found.push(result);
      progress.update({ done, earlier: 0, total });
    }
  } finally {
    progress.end();
  }
  if (settled < done) process.exitCode = exitCodes.wrong;
  if (flags.json) return;
  if (found.length > 0) print(`${differing(found)}\n`);
  print(`${done} compared, ${done - found.length} agree.`);
}

/** `tenure reconcile`: compares records with their platforms. */
export function reconcileCommand(): Command {
  const command = new Command("reconcile")
    .description(
      "Compare subscriptions with their platforms, and make the records agree if told to.",
    )
    .argument("[keys...]", "these subscriptions; without any, all that fit the options")
    .option("--apply", "make the records agree", false)
    .option("--concurrency <number>", "so many at once", wholeNumber, 4)
    .option("--json", "one JSON object a line", false)
    .addHelpText("after", HELP)
    .action(reconcile);
  return withFilterOptions(command);
}
