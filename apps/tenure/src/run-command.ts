import { Command, CommanderError } from "commander";

import { exitCodeHelp, exitCodes } from "./commands/exit-codes.ts";

/** By name, each loaded only when it is needed: what the others stand on takes its time. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  demo: async () => (await import("./commands/demo.ts")).demoCommand(),
  serve: async () => (await import("./commands/serve.ts")).serveCommand(),
  import: async () => (await import("./commands/import.ts")).importCommand(),
  waiting: async () => (await import("./commands/waiting.ts")).waitingCommand(),
  simulate: async () => (await import("./commands/simulate.ts")).simulateCommand(),
  list: async () => (await import("./commands/list.ts")).listCommand(),
  show: async () => (await import("./commands/show.ts")).showCommand(),
  history: async () => (await import("./commands/history.ts")).historyCommand(),
  explain: async () => (await import("./commands/explain.ts")).explainCommand(),
  send: async () => (await import("./commands/send.ts")).sendCommand(),
  retry: async () => (await import("./commands/retry.ts")).retryCommand(),
  skip: async () => (await import("./commands/retry.ts")).skipCommand(),
  answer: async () => (await import("./commands/answer.ts")).answerCommand(),
  pause: async () => (await import("./commands/pause.ts")).pauseCommand(),
  resume: async () => (await import("./commands/pause.ts")).resumeCommand(),
  reconcile: async () => (await import("./commands/reconcile.ts")).reconcileCommand(),
  replay: async () => (await import("./commands/replay.ts")).replayCommand(),
  verify: async () => (await import("./commands/verify.ts")).verifyCommand(),
  export: async () => (await import("./commands/export.ts")).exportCommand(),
  "import-history": async () =>
    (await import("./commands/import-history.ts")).importHistoryCommand(),
  backup: async () => (await import("./commands/backup.ts")).backupCommand(),
  graph: async () => (await import("./commands/graph.ts")).graphCommand(),
  doctor: async () => (await import("./commands/doctor.ts")).doctorCommand(),
};

/** Has a wrong command line end like every other failure: with an exit code of ours. */
function settle(command: Command): void {
  command.exitOverride().showHelpAfterError();
  for (const inner of command.commands) settle(inner);
}

async function programFor(name: string | undefined): Promise<Command> {
  const wanted = commands[name ?? ""];
  const loaded = await Promise.all(
    wanted === undefined ? Object.values(commands).map(async (load) => load()) : [wanted()],
  );
  const program = new Command("tenure")
    .description("The subscription lifecycle engine, from the command line.")
    .addHelpText("after", exitCodeHelp);
  for (const command of loaded) program.addCommand(command);
  settle(program);
  return program;
}

/**
 * Runs a command of the `tenure` command line, given without the program's own name. Writes to the process'
 * outputs and leaves the exit code in `process.exitCode`; never rejects, unless `TENURE_DEBUG` is set.
 */
export async function runCommand(parameters: readonly string[]): Promise<void> {
  try {
    const program = await programFor(parameters[0]);
    await program.parseAsync(parameters, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) {
      // What it found wrong it has said itself.
      process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    } else {
      const { exitCodeOf } = await import("./commands/failure.ts");
      process.exitCode = exitCodeOf(error);
      process.stderr.write(`tenure: ${error instanceof Error ? error.message : String(error)}\n`);
      if (process.env["TENURE_DEBUG"] !== undefined) throw error;
    }
  }
}
