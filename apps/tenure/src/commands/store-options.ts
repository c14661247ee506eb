import { type Command, Option } from "commander";

/** What the command line says about the store. */
export interface StoreFlags {
  readonly store?: string;
  readonly database?: string;
  readonly schema: string;
}

/** Adds the options that say where the store is. */
export function withStoreOptions(command: Command): Command {
  return command
    .addOption(new Option("--store <file>", "the store, a SQLite file").conflicts("database"))
    .addOption(
      new Option(
        "--database <url>",
        "the store, a PostgreSQL database; better given as DATABASE_URL, which no process list shows",
      ),
    )
    .option("--schema <name>", "the schema of the PostgreSQL store", "tenure");
}
