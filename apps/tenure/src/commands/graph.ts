import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

import {
  chartGraph,
  renderDocuments,
  toMermaid,
  toSvg,
  toTransitionTable,
} from "@tenure/inspector";
import { transitionTable } from "@tenure/machine";
import { Command, Option } from "commander";

import { exitCodeHelp } from "./exit-codes.ts";

const formats = {
  mermaid: async () => toMermaid(chartGraph()),
  svg: async () => toSvg(chartGraph()),
  table: async () => toTransitionTable(transitionTable()),
  json: async () => `${JSON.stringify(chartGraph())}\n`,
} as const;

const HELP = `
Examples:
  tenure graph --format svg > chart.svg
  tenure graph --format json
  tenure graph --write docs
${exitCodeHelp}`;

/** `tenure graph`: the statechart as a picture or a table, drawn from the machine itself. */
export function graphCommand(): Command {
  return new Command("graph")
    .description("Draw the statechart: to the terminal in one format, or to files in all of them.")
    .addOption(
      new Option("--format <format>", "what to print")
        .choices(Object.keys(formats))
        .default("mermaid"),
    )
    .option("--write <folder>", "write all formats into this folder instead")
    .addHelpText("after", HELP)
    .action(async (options: { format: keyof typeof formats; write?: string }) => {
      if (options.write === undefined) {
        process.stdout.write(await formats[options.format]());
        return;
      }
      mkdirSync(options.write, { recursive: true });
      for (const { file, text } of await renderDocuments()) {
        const path = join(options.write, basename(file));
        writeFileSync(path, text);
        process.stdout.write(`${path}\n`);
      }
    });
}
