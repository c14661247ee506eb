import { systemClock } from "@tenure/engine";
import { sqliteStore } from "@tenure/sqlite";
import { Command } from "commander";

import { variable } from "../configuration/variable.ts";
import { runImport } from "../import/run-import.ts";
import { print, printJson, remark } from "../output/print.ts";
import { printable } from "../output/text.ts";
import { ProgressBar } from "../progress-bar.ts";
import { terminationSignal } from "../termination-signal.ts";
import { type NamedStore, storeFrom, StoreMissing } from "./store-from.ts";
import { type StoreFlags, withStoreOptions } from "./store-options.ts";
import { wholeNumber } from "./whole-number.ts";

const publicUrl = "https://api.connect.cloudblue.com/public/v1";

const HELP = `
The environment says where the platform is and who asks:
  CONNECT_KEY   the vendor's API key, SU-000-000-000:...; it is never a flag, and never printed
  CONNECT_URL   ${publicUrl} when left out

It takes over every subscription that is not terminated, with its status, its items and parameters and its
requests in progress. It only looks at the platform, and answers no request: that is done by the service that
starts on the store afterwards, which then reads on from where the import began.

What tenure export wrote of a single subscription is taken in by tenure import-history.

End it with Ctrl-C or kill it as you like, and run the same command again: it goes on where it was. A run that
came to its end and is repeated looks at everything again, and takes over what is new.

Examples:
  tenure import --product PRD-276-377-545 --store tenure.db --dry-run
  tenure import --product PRD-276-377-545 --product PRD-100-000-001 --store tenure.db --reconcile
  DATABASE_URL=postgres://... tenure import --product PRD-276-377-545 --json > imported.jsonl

Exit codes: 0 all were taken over (and with --reconcile, agree), 1 some could not be, or do not agree, 2 the
command line, the key, a product or the configuration is wrong, 3 the platform or the store is out of reach,
or a service works on the SQLite file, 130 it was told to end before it was through.`;

interface ImportFlags extends StoreFlags {
  readonly product: readonly string[];
  readonly tenant: string;
  readonly adapter: string;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly reconcile: boolean;
  readonly retries: number;
}

const collected = (value: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  value,
];

/** A dry run makes no store: where there is none, it looks at an empty one. */
async function targetOf(flags: ImportFlags): Promise<NamedStore> {
  if (!flags.dryRun) return storeFrom(flags, { readOnly: false });
  try {
    const target = storeFrom(flags, { readOnly: true });
    await target.store.open();
    await target.store.close();
    return target;
  } catch (error) {
    if (!(error instanceof StoreMissing)) throw error;
    return { store: sqliteStore({ file: ":memory:" }), name: "a store that is not there yet" };
  }
}

/** `tenure import`: takes over the subscriptions that live on the platform already. */
export function importCommand(): Command {
  return withStoreOptions(
    new Command("import")
      .description("Take over the live subscriptions of CloudBlue Connect products into a store.")
      .requiredOption(
        "--product <id>",
        "whose subscriptions; may be given several times",
        collected,
      ),
  )
    .option("--tenant <name>", "whose subscriptions they become", "default")
    .option("--adapter <name>", "the name of the service's adapter for them", "connect")
    .option("--dry-run", "only say what would be taken over; also beside a running service", false)
    .option("--json", "one JSON object a line: one for each subscription, and a summary", false)
    .option("--reconcile", "compare every subscription with the platform afterwards", false)
    .option(
      "--retries <number>",
      "how often a call is repeated, with growing pauses",
      wholeNumber,
      7,
    )
    .addHelpText("after", HELP)
    .action(async (flags: ImportFlags) => {
      process.exitCode = await runImport({
        products: [...new Set(flags.product)],
        platform: {
          baseUrl: process.env["CONNECT_URL"] ?? publicUrl,
          apiKey: variable("CONNECT_KEY"),
          retries: flags.retries,
        },
        target: await targetOf(flags),
        tenant: flags.tenant,
        adapter: flags.adapter,
        dryRun: flags.dryRun,
        reconcile: flags.reconcile,
        tell: flags.json ? printJson : undefined,
        signal: terminationSignal(),
        print: (line) => print(printable(line)),
        complain: (line) => remark(`tenure: ${line.split("\n").map(printable).join("\n")}`),
        progress: new ProgressBar(process.stderr, systemClock()),
      });
    });
}
