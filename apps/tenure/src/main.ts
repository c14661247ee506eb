#!/usr/bin/env node
import { Command } from "commander";

import { demoCommand } from "./commands/demo.ts";
import { simulateCommand } from "./commands/simulate.ts";

const program = new Command("tenure")
  .description("The subscription lifecycle engine, from the command line.")
  .showHelpAfterError()
  .addCommand(demoCommand())
  .addCommand(simulateCommand());

await program.parseAsync();
