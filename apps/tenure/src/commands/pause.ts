import { Command } from "commander";

import type { AdapterView } from "../api/adapter-view.ts";
import { get, post } from "../client/answers.ts";
import { httpTarget } from "../client/http-target.ts";
import type { Target } from "../client/target.ts";
import { print, printJson, remark } from "../output/print.ts";
import { printable } from "../output/text.ts";
import { exitCodeHelp, exitCodes } from "./exit-codes.ts";
import { serviceHelp } from "./target-options.ts";
import { UsageError } from "./usage-error.ts";

interface PauseFlags {
  readonly all: boolean;
  readonly json: boolean;
}

interface Resumed {
  readonly resumed: boolean;
}

function needOne(adapter: string | undefined, { all }: PauseFlags): void {
  if ((adapter === undefined) !== all) throw new UsageError("Give either an adapter or --all.");
}

/** Where the pause of one platform, or of all, is switched. */
function switchOf(adapter: string | undefined, verb: "pause" | "resume"): string {
  return adapter === undefined ? `/${verb}` : `/adapters/${encodeURIComponent(adapter)}/${verb}`;
}

async function pause(
  adapter: string | undefined,
  { reason, ...flags }: PauseFlags & { readonly reason: string },
): Promise<void> {
  needOne(adapter, flags);
  const path = switchOf(adapter, "pause");
  const answer = await post<AdapterView | readonly object[]>(httpTarget(), path, { reason });
  if (flags.json) printJson(answer);
  else {
    const what = adapter === undefined ? "All platforms are" : `${adapter} is`;
    print(`${what} paused${reason === "" ? "." : `: ${printable(reason)}`}`);
    print(`Go on with: tenure resume ${adapter ?? "--all"}`);
  }
}

/** What is paused still, once a pause was ended. */
async function pausedStill(target: Target): Promise<readonly AdapterView[]> {
  const adapters = await get<readonly AdapterView[]>(target, "/adapters");
  return adapters.filter(({ paused }) => paused !== null);
}

async function resumeOne(adapter: string, { json }: PauseFlags): Promise<void> {
  const target = httpTarget();
  const { resumed } = await post<Resumed>(target, switchOf(adapter, "resume"), {});
  const still = await pausedStill(target);
  const isPaused = still.some((one) => one.adapter === adapter);
  if (isPaused) process.exitCode = exitCodes.wrong;
  if (json) printJson({ resumed });
  else if (isPaused) {
    remark(
      `tenure: All platforms are still paused, and ${adapter} with them. End that with: tenure resume --all`,
    );
  } else print(resumed ? `${adapter} goes on.` : `${adapter} was not paused.`);
}

async function resumeAll({ json }: PauseFlags): Promise<void> {
  const target = httpTarget();
  const { resumed } = await post<Resumed>(target, switchOf(undefined, "resume"), {});
  if (json) {
    printJson({ resumed });
    return;
  }
  const still = await pausedStill(target);
  const named = still.map(({ adapter, paused }) => {
    const reason = paused?.reason ?? "";
    return reason === "" ? adapter : `${adapter} (${printable(reason)})`;
  });
  const rest = named.length === 0 ? "." : `, but for ${named.join(", ")}.`;
  print(`${resumed ? "All platforms go on" : "There was no pause of all platforms"}${rest}`);
}

async function resume(adapter: string | undefined, flags: PauseFlags): Promise<void> {
  needOne(adapter, flags);
  await (adapter === undefined ? resumeAll(flags) : resumeOne(adapter, flags));
}

function switchCommand(verb: string, description: string, help: string): Command {
  return new Command(verb)
    .description(description)
    .argument("[adapter]", "the adapter's name, such as connect")
    .option("--all", "every platform", false)
    .option("--json", "one JSON document", false)
    .addHelpText("after", `${help}\n${serviceHelp} It takes the role admin.\n${exitCodeHelp}`);
}

/** `tenure pause`: starts nothing more of a platform. */
export function pauseCommand(): Command {
  return switchCommand(
    "pause",
    "Start nothing more of a platform, until it is resumed.",
    `
In every process that works on the store, and after restarts too. What runs goes on, and what comes from the
platform is still taken in. Pausing again replaces the reason.

Examples:
  tenure pause connect --reason "Maintenance until 6 o'clock."
  tenure pause --all`,
  )
    .option("--reason <text>", "why, for whoever finds it paused", "")
    .action(pause);
}

/** `tenure resume`: ends a pause. */
export function resumeCommand(): Command {
  return switchCommand(
    "resume",
    "End the pause of a platform.",
    `
The pause of all platforms and that of a single one are two: each goes on until it is ended itself.

Examples:
  tenure resume connect
  tenure resume --all`,
  ).action(resume);
}
