import { Argument, Command, Option } from "commander";

import type { PreviewView, SentView } from "../api/command-schemas.ts";
import { post } from "../client/answers.ts";
import { httpTarget } from "../client/http-target.ts";
import { momentOf } from "../demo/moment.ts";
import { print, printDocument, printJson } from "../output/print.ts";
import { sentWords } from "../output/sent.ts";
import { exitCodeHelp, exitCodes } from "./exit-codes.ts";
import { jsonValue } from "./json-value.ts";
import { pathOf, serviceHelp } from "./target-options.ts";
import { UsageError } from "./usage-error.ts";
import { wholeNumber } from "./whole-number.ts";

const names = ["change", "adjust", "suspend", "resume", "cancel", "revoke", "setRenewal", "bill"];

interface SendFlags {
  readonly items?: unknown;
  readonly parameters?: unknown;
  readonly reason?: string;
  readonly renewal?: string;
  readonly from?: string;
  readonly to?: string;
  readonly consentBy?: string;
  readonly consentText?: string;
  readonly consentAt?: string;
  readonly ifVersion?: number;
  readonly idempotencyKey?: string;
  readonly preview: boolean;
  readonly json: boolean;
}

const HELP = `
A customer's command carries who agreed to what, and when: without it, it is refused.

Examples:
  tenure send AS-1000-0000-0001 suspend --consent-by jane@example.com --consent-text "Please pause it."
  tenure send AS-1000-0000-0001 adjust --parameters '{"seats_url": "https://..."}'
  tenure send AS-1000-0000-0001 cancel --consent-by jane@example.com --consent-text "I cancel." --preview
  tenure send AS-1000-0000-0001 bill --from 2026-01-01T00:00:00.000Z --to 2026-02-01T00:00:00.000Z
${serviceHelp}

Each run sends a new command. To be sure that one is taken in once however often you try, give it a key of
its own with --idempotency-key.
${exitCodeHelp}`;

/** The present, read only when it is needed: what knows it takes long to load. */
async function now(): Promise<string> {
  const { systemClock } = await import("@tenure/engine");
  return momentOf(systemClock().now());
}

async function commandOf(name: string, flags: SendFlags): Promise<object> {
  const { items, parameters, reason, renewal, from, to } = flags;
  const { consentBy, consentText, consentAt } = flags;
  if ((consentBy === undefined) !== (consentText === undefined)) {
    throw new UsageError("A consent is given with both --consent-by and --consent-text.");
  }
  const consent =
    consentBy === undefined
      ? undefined
      : { identity: consentBy, text: consentText, givenAt: consentAt ?? (await now()) };
  return { type: `command.${name}`, items, parameters, reason, renewal, from, to, consent };
}

async function send(key: string, name: string, flags: SendFlags): Promise<void> {
  const command = await commandOf(name, flags);
  const target = httpTarget();
  if (flags.preview) {
    const preview = await post<PreviewView>(target, pathOf(key, "/preview"), command);
    if (flags.json) printJson(preview);
    else printDocument(preview);
    if (preview.verdict.type === "refused") process.exitCode = exitCodes.wrong;
    return;
  }
  const { idempotencyKey, ifVersion } = flags;
  const sent = await post<SentView>(target, pathOf(key, "/commands"), command, {
    ...(idempotencyKey !== undefined && { "idempotency-key": idempotencyKey }),
    ...(ifVersion !== undefined && { "if-match": `"${ifVersion}"` }),
  });
  if (flags.json) printJson(sent);
  else print(sentWords(sent));
}

/** `tenure send`: a command for a subscription. */
export function sendCommand(): Command {
  return new Command("send")
    .description("Send a command to a subscription of a running service.")
    .argument("<key>", "the subscription's key")
    .addArgument(new Argument("<command>", "what is wanted").choices(names))
    .option("--items <json>", "the items to be", jsonValue)
    .option("--parameters <json>", "values by parameter id", jsonValue)
    .option("--reason <text>", "why a request is taken back")
    .addOption(new Option("--renewal <type>", "how it renews").choices(["automatic", "manual"]))
    .option("--from <moment>", "where the billed period begins")
    .option("--to <moment>", "where the billed period ends")
    .option("--consent-by <identity>", "who agreed")
    .option("--consent-text <text>", "to what")
    .option("--consent-at <moment>", "when (default: now)")
    .option("--if-version <number>", "only at this version", wholeNumber)
    .option("--idempotency-key <text>", "what the command is known by")
    .option("--preview", "only say what it would do", false)
    .option("--json", "one JSON document", false)
    .addHelpText("after", HELP)
    .action(send);
}
