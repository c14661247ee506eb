import { open, rm } from "node:fs/promises";

import type { HistoryExport } from "@tenure/engine";
import { Command } from "commander";

import { get } from "../client/answers.ts";
import { jsonText, print, printJson } from "../output/print.ts";
import { codeOf } from "./code-of.ts";
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
import { UsageError } from "./usage-error.ts";

interface ExportFlags extends StoreFlags {
  readonly file?: string;
  readonly unredacted: boolean;
  readonly json: boolean;
}

const HELP = `
Values that may be personal are left out unless --unredacted says otherwise. Only a document with all of them
can be taken in again, with tenure import-history, or lived again, with tenure replay --file @FILE.

Examples:
  tenure export AS-1000-0000-0001 --file AS-1000-0000-0001.json
  tenure export AS-1000-0000-0001 --unredacted --store tenure.db --file whole.json
${targetHelp}
${exitCodeHelp}`;

/** Writes a file that only its owner reads, and that is not there yet. */
async function writeNew(file: string, text: string): Promise<void> {
  const handle = await open(file, "wx", 0o600).catch((error: unknown) => {
    if (codeOf(error) === "EEXIST") {
      throw new UsageError(`There is a file ${file} already. Name another.`, { cause: error });
    }
    throw new UsageError(`${file} cannot be written (${codeOf(error) ?? "unknown"}).`, {
      cause: error,
    });
  });
  try {
    await handle.writeFile(text);
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
}

async function exportHistory(key: string, flags: ExportFlags): Promise<void> {
  const { file, unredacted, json } = flags;
  const query = queryOf({ redacted: String(!unredacted) });
  const document = await withTarget(flags, [tenantOf(key)], async (target) =>
    get<HistoryExport>(target, pathOf(key, `/export${query}`)),
  );
  if (file === undefined) {
    printJson(document);
    return;
  }
  await writeNew(file, `${jsonText(document)}\n`);
  const { redacted, record } = document;
  if (json) printJson({ key, version: record.version, redacted, file });
  else if (redacted) {
    print(
      `${key}: version ${record.version} is in ${file}, redacted: it cannot be imported. ` +
        "--unredacted writes all of it.",
    );
  } else
    print(`${key}: version ${record.version} is in ${file}, with values that may be personal.`);
}

/** `tenure export`: one subscription with its whole history. */
export function exportCommand(): Command {
  const command = new Command("export")
    .description("Write one subscription with its whole history, as JSON.")
    .argument("<key>", "the subscription's key")
    .option("--file <file>", "a file to write, which is not there yet, in place of the output")
    .option("--unredacted", "with values that may be personal", false)
    .option("--json", "with --file, what was written as one JSON document", false)
    .addHelpText("after", HELP)
    .action(exportHistory);
  return withTargetOptions(command);
}
