import { Argument, Command } from "commander";

import type { SentView } from "../api/command-schemas.ts";
import type { SubscriptionDetail } from "../api/subscription-schemas.ts";
import { get, post } from "../client/answers.ts";
import { httpTarget } from "../client/http-target.ts";
import { print, printJson } from "../output/print.ts";
import { sentWords } from "../output/sent.ts";
import { exitCodeHelp } from "./exit-codes.ts";
import { jsonValue } from "./json-value.ts";
import { pathOf, serviceHelp } from "./target-options.ts";
import { wholeNumber } from "./whole-number.ts";

const answers = ["approve", "reject", "inquire", "schedule", "postpone"];

interface AnswerFlags {
  readonly request?: string;
  readonly reason?: string;
  readonly parameters?: unknown;
  readonly template?: string;
  readonly tile?: string;
  readonly effectiveDate?: string;
  readonly plannedDate?: string;
  readonly delay?: number;
  readonly idempotencyKey?: string;
  readonly json: boolean;
}

const HELP = `
It answers the request in progress, or with --request that one, in the place of the vendor's handler.

Examples:
  tenure answer AS-1000-0000-0001 approve --parameters '{"account": "A-7"}'
  tenure answer AS-1000-0000-0001 reject --reason "The account is closed."
  tenure answer AS-1000-0000-0001 inquire --parameters '{"email": "Please give an address."}'
  tenure answer AS-1000-0000-0001 postpone --delay 3600000
${serviceHelp}
${exitCodeHelp}`;

async function answer(key: string, name: string, flags: AnswerFlags): Promise<void> {
  const target = httpTarget();
  const { json, idempotencyKey, request, ...rest } = flags;
  const requestId = request ?? (await get<SubscriptionDetail>(target, pathOf(key))).requestId;
  if (requestId === null)
    throw new Error(`Subscription ${key} has no request in progress to answer.`);
  const body = { type: `answer.${name}`, requestId, ...rest };
  const headers = idempotencyKey === undefined ? {} : { "idempotency-key": idempotencyKey };
  const sent = await post<SentView>(target, pathOf(key, "/answer"), body, headers);
  if (json) printJson(sent);
  else print(sentWords(sent));
}

/** `tenure answer`: answers a request in the vendor's place. */
export function answerCommand(): Command {
  return new Command("answer")
    .description("Answer a stuck request in the vendor's place.")
    .argument("<key>", "the subscription's key")
    .addArgument(new Argument("<answer>", "the answer").choices(answers))
    .option("--request <id>", "the request that is meant (default: the one in progress)")
    .option("--reason <text>", "why it is rejected")
    .option("--parameters <json>", "values, or when asking messages, by parameter id", jsonValue)
    .option("--template <id>", "the template to approve or ask with")
    .option("--tile <markdown>", "text in place of a template")
    .option("--effective-date <moment>", "when the approval takes effect")
    .option("--planned-date <moment>", "when it is scheduled for")
    .option("--delay <milliseconds>", "for how long it is postponed", wholeNumber)
    .option("--idempotency-key <text>", "what the answer is known by")
    .option("--json", "one JSON document", false)
    .addHelpText("after", HELP)
    .action(answer);
}
