import { stat } from "node:fs/promises";

import { Command } from "commander";

import { ConfigurationError } from "../configuration/configuration-error.ts";
import { print, printJson } from "../output/print.ts";
import { exitCodeHelp } from "./exit-codes.ts";
import { sqliteFile } from "./store-from.ts";
import { withStoreOptions, type StoreFlags } from "./store-options.ts";

interface BackupFlags extends StoreFlags {
  readonly json: boolean;
}

const HELP = `
The copy is one state of the store, also beside a running service, and a store itself. It appears under its
name once it is whole, and replaces an older file of that name. It holds values that are personal: keep it as
safe as the store. PostgreSQL is backed up by its own tools, such as pg_dump.

Examples:
  tenure backup "tenure-$(date +%F).db" --store tenure.db
${exitCodeHelp}`;

/** The file that is copied. Whoever has PostgreSQL is told what copies that. */
function fileOf({ store, database, schema }: BackupFlags): string {
  if (store !== undefined) return store;
  if ((database ?? process.env["DATABASE_URL"] ?? "") === "") {
    throw new ConfigurationError("Which store? Name a SQLite file with --store.");
  }
  throw new ConfigurationError(
    "This copies SQLite files only. Back PostgreSQL up by its own tools, such as: " +
      `pg_dump --format=custom --schema=${schema} --file=tenure.dump "$DATABASE_URL"`,
  );
}

async function backUp(file: string, flags: BackupFlags): Promise<void> {
  const { store, name } = sqliteFile(fileOf(flags));
  await store.open();
  try {
    await store.backup(file);
  } finally {
    await store.close();
  }
  const { size } = await stat(file);
  if (flags.json) printJson({ store: name, file, bytes: size });
  else print(`${name} is copied to ${file}: ${size} bytes.`);
}

/** `tenure backup`: a copy of a SQLite store while it is worked on. */
export function backupCommand(): Command {
  return withStoreOptions(
    new Command("backup")
      .description("Copy a SQLite store to a file, also beside a running service.")
      .argument("<file>", "the copy"),
  )
    .option("--json", "one JSON document", false)
    .addHelpText("after", HELP)
    .action(backUp);
}
