import { systemClock } from "@tenure/engine";
import { Command } from "commander";

import type { Counts } from "../api/counts.ts";
import type { VerificationView } from "../api/verification-routes.ts";
import { get, lines } from "../client/answers.ts";
import type { Target } from "../client/target.ts";
import { print, printJson } from "../output/print.ts";
import { table } from "../output/table.ts";
import { ProgressBar } from "../progress-bar.ts";
import { exitCodes, otherExitCodes } from "./exit-codes.ts";
import type { StoreFlags } from "./store-options.ts";
import {
  pathOf,
  queryOf,
  targetHelp,
  tenantOf,
  withTarget,
  withTargetOptions,
} from "./target-options.ts";

interface VerifyFlags extends StoreFlags {
  readonly tenant?: string;
  readonly json: boolean;
}

const HELP = `
It checks the chain of hashes of each history, that it ends with the record, and that, lived again, it leads
to the snapshot on record.

Examples:
  tenure verify --store tenure.db
  tenure verify AS-1000-0000-0001 AS-1000-0000-0002
  tenure verify --tenant acme --json
${targetHelp}

Exit codes: 0 all are intact, 1 some are not or could not be checked,
${otherExitCodes}`;

async function* verifications(
  target: Target,
  keys: readonly string[],
  { tenant }: VerifyFlags,
): AsyncGenerator<VerificationView, void, undefined> {
  if (keys.length === 0) {
    const path = `/verification${queryOf({ tenant })}`;
    yield* lines<VerificationView>(target, { method: "GET", path });
    return;
  }
  for (const key of keys) {
    // oxlint-disable-next-line no-await-in-loop -- in the order that was given
    yield await get<VerificationView>(target, pathOf(key, "/verification"));
  }
}

function broken(found: readonly VerificationView[]): string {
  return table<VerificationView>(
    [
      { heading: "key", cell: ({ key }) => key },
      { heading: "broken at version", cell: ({ version }) => String(version ?? "") },
      {
        heading: "reason",
        cell: ({ reason, error }) => reason ?? `${error?.code}: ${error?.message}`,
      },
    ],
    found,
  );
}

async function verify(keys: readonly string[], flags: VerifyFlags): Promise<void> {
  const tenants = [...keys.map(tenantOf), ...(flags.tenant === undefined ? [] : [flags.tenant])];
  await withTarget(flags, tenants, async (target) => {
    const { tenant } = flags;
    const total =
      keys.length > 0
        ? keys.length
        : (await get<Counts>(target, `/counts${queryOf({ tenant })}`)).total;
    const progress = new ProgressBar(process.stderr, systemClock());
    const found: VerificationView[] = [];
    let done = 0;
    progress.begin("verifying");
    try {
      for await (const one of verifications(target, keys, flags)) {
        done += 1;
        if (flags.json) printJson(one);
        if (one.intact !== true) found.push(one);
        progress.update({ done, earlier: 0, total });
      }
    } finally {
      progress.end();
    }
    if (found.length > 0) process.exitCode = exitCodes.wrong;
    if (flags.json) return;
    if (found.length > 0) print(`${broken(found)}\n`);
    print(
      `${done} ${done === 1 ? "history" : "histories"} checked, ${done - found.length} intact.`,
    );
  });
}

/** `tenure verify`: whether histories are what was written. */
export function verifyCommand(): Command {
  const command = new Command("verify")
    .description("Check that histories are what was written.")
    .argument("[keys...]", "these subscriptions; without any, all of the tenant")
    .option("--tenant <name>", "one tenant, or '*' for all that the token may see")
    .option("--json", "one JSON object a line", false)
    .addHelpText("after", HELP)
    .action(verify);
  return withTargetOptions(command);
}
