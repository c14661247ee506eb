#!/usr/bin/env node
import { Command } from "commander";

import { demoCommand } from "./commands/demo.ts";
import { graphCommand } from "./commands/graph.ts";
import { simulateCommand } from "./commands/simulate.ts";

const program = new Command("tenure")
  .description("The subscription lifecycle engine, from the command line.")
  .showHelpAfterError()
  .addCommand(demoCommand())
  .addCommand(simulateCommand())
  .addCommand(graphCommand());

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`tenure: ${error instanceof Error ? error.message : String(error)}\n`);
  if (process.env["TENURE_DEBUG"] !== undefined) throw error;
  process.exitCode = 1;
}
