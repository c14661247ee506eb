#!/usr/bin/env node
import { runCommand } from "./run-command.ts";

// Whoever reads has enough, as `head` has.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});
await runCommand(process.argv.slice(2));
