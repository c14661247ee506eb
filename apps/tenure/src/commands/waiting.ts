import { createReader, openWaiting, systemClock, type WaitingParty } from "@tenure/engine";
import { Command, Option } from "commander";

import { readDuration } from "../duration.ts";
import { print, printJson } from "../output/print.ts";
import { waitingTable } from "../waiting/waiting-table.ts";
import { parties, WaitingView } from "../waiting/waiting-view.ts";
import { storeFrom } from "./store-from.ts";
import { type StoreFlags, withStoreOptions } from "./store-options.ts";
import { wholeNumber } from "./whole-number.ts";

const HELP = `
A request waits
  on the vendor     to be answered by its handler, or by a person where it is stuck; postponed; being revoked
  on the customer   as a draft, or asked for something
  on a tier         for a tier configuration to be settled
  on a schedule     for its planned date
  on the platform   to confirm an answer, or to lead a request back whose planned date has come

"in all" is since the request was made, by the platform's own date; "for" is what the present party had of it.
The store is only read, also beside the service that works on it. Narrow it where there are many requests: each
one's history is read.

Examples:
  tenure waiting --store tenure.db
  tenure waiting --store tenure.db --on vendor --over 2d
  DATABASE_URL=postgres://... tenure waiting --json | jq 'select(.on == "customer")'

Exit codes: 0 told, 2 the command line or the configuration is wrong, 3 the store is out of reach.`;

interface WaitingFlags extends StoreFlags {
  readonly on?: readonly WaitingParty[];
  readonly over: number;
  readonly tenant: string;
  readonly adapter?: string;
  readonly limit: number;
  readonly json: boolean;
}

/** `tenure waiting`: how long requests have waited, and on whom. */
export function waitingCommand(): Command {
  return withStoreOptions(
    new Command("waiting").description(
      "Show how long each request in progress has waited and on whom, the longest waiting first.",
    ),
  )
    .addOption(new Option("--on <party...>", "only what waits on these").choices(parties))
    .option("--over <time>", "only what has waited so long in all, such as 2d", readDuration, 0)
    .option("--tenant <name>", "whose subscriptions", "default")
    .option("--adapter <name>", "only those of this adapter")
    .option("--limit <number>", "so many at most", wholeNumber, 50)
    .option("--json", "one JSON object a line: one for each request, and a summary", false)
    .addHelpText("after", HELP)
    .action(show);
}

async function show(flags: WaitingFlags): Promise<void> {
  const { on, over, limit, tenant, adapter, json } = flags;
  const { store } = storeFrom(flags, { readOnly: true });
  const view = new WaitingView({ on, over, limit });
  const now = systemClock().now();
  await store.open();
  try {
    const reader = createReader({ store, tenants: tenant === "default" ? [] : [tenant] });
    const filter = { tenant, ...(adapter === undefined ? {} : { adapter }) };
    for await (const row of openWaiting(reader, { now, filter })) view.add(row);
  } finally {
    await store.close();
  }
  if (!json) {
    print(waitingTable(view));
    return;
  }
  for (const row of view.longest) printJson(row);
  const { count, totals } = view;
  printJson({ type: "summary", at: now, count, totals: Object.fromEntries(totals) });
}
