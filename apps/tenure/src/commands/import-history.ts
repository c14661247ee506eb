import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";

import { defaultTenant, importHistory, parseHistoryExport, type Imported } from "@tenure/engine";
import { Command, Option } from "commander";

import { print, printJson } from "../output/print.ts";
import { codeOf } from "./code-of.ts";
import { exitCodeHelp } from "./exit-codes.ts";
import { storeFrom } from "./store-from.ts";
import { withStoreOptions, type StoreFlags } from "./store-options.ts";
import { tenantOf } from "./target-options.ts";
import { UsageError } from "./usage-error.ts";

interface ImportHistoryFlags extends StoreFlags {
  readonly outstanding: "perform" | "drop";
  readonly json: boolean;
}

const HELP = `
It takes in what tenure export --unredacted wrote: all of it or nothing, once its hashes hold and, lived again,
it leads to the record it comes with. Live subscriptions of a platform are taken over by tenure import, which is
another thing.

Somebody has to say what becomes of the work that was left when the history was exported:
  --outstanding perform   it goes on here: for moving a subscription, once nobody works on it where it was
  --outstanding drop      nothing is called and no timer runs: for a copy that is only looked at

The service that works on the store has to serve the subscription's tenant, and to have its adapter.

Examples:
  tenure import-history whole.json --outstanding perform --store other.db
  tenure export AS-1 --unredacted | tenure import-history - --outstanding drop --store copy.db
${exitCodeHelp}`;

async function documentIn(file: string): Promise<unknown> {
  try {
    return JSON.parse(file === "-" ? await text(process.stdin) : await readFile(file, "utf8"));
  } catch (error) {
    const reason = error instanceof SyntaxError ? "it is no JSON" : (codeOf(error) ?? "unknown");
    const name = file === "-" ? "The standard input" : file;
    throw new UsageError(
      `${name} cannot be read (${reason}). Name a file that tenure export wrote.`,
      { cause: error },
    );
  }
}

function leftWords({ effects, timers }: Imported, { outstanding }: ImportHistoryFlags): string {
  if (outstanding === "drop") return "what was left to do was dropped.";
  if (effects.length + timers === 0) return "nothing was left to do.";
  return `effects that are performed again: ${effects.length}, timers that run: ${timers}.`;
}

async function takeIn(file: string, flags: ImportHistoryFlags): Promise<void> {
  const { outstanding, json } = flags;
  const document = parseHistoryExport(await documentIn(file));
  const { store } = storeFrom(flags, { readOnly: false });
  const tenant = tenantOf(document.key);
  await store.open();
  try {
    const tenants = tenant === defaultTenant ? [] : [tenant];
    const imported = await importHistory({ store, tenants }, document, { outstanding });
    if (json) printJson(imported);
    else {
      const { key, version } = imported;
      print(`${key}: imported at version ${version}; ${leftWords(imported, flags)}`);
    }
  } finally {
    await store.close();
  }
}

/** `tenure import-history`: takes in what `tenure export` wrote. */
export function importHistoryCommand(): Command {
  return withStoreOptions(
    new Command("import-history")
      .description("Take one subscription with its whole history into a store.")
      .argument("<file>", "what tenure export --unredacted wrote, or - for the standard input")
      .addOption(
        new Option("--outstanding <what>", "what becomes of work that was left")
          .choices(["perform", "drop"])
          .makeOptionMandatory(),
      ),
  )
    .option("--json", "one JSON document", false)
    .addHelpText("after", HELP)
    .action(takeIn);
}
