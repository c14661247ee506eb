import { Command } from "commander";

import type { SentView } from "../api/command-schemas.ts";
import { post } from "../client/answers.ts";
import { httpTarget } from "../client/http-target.ts";
import { ServiceProblem } from "../client/service-failure.ts";
import { print, printJson, remark } from "../output/print.ts";
import { sentWords } from "../output/sent.ts";
import { exitCodeHelp, exitCodeOfStatus } from "./exit-codes.ts";
import { pathOf, serviceHelp } from "./target-options.ts";

interface OperatorFlags {
  readonly json: boolean;
}

/** Does it to one after the other; one that is refused does not keep the others from theirs. */
async function each(verb: string, keys: readonly string[], flags: OperatorFlags): Promise<void> {
  const target = httpTarget();
  for (const key of keys) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- in the order that was given
      const sent = await post<SentView>(target, pathOf(key, `/${verb}`), {});
      if (flags.json) printJson(sent);
      else print(sentWords(sent));
    } catch (error) {
      if (!(error instanceof ServiceProblem)) throw error;
      process.exitCode = exitCodeOfStatus(error.status);
      if (flags.json) printJson({ key, problem: error.problem });
      else remark(`tenure: ${error.message}`);
    }
  }
}

function operatorCommand(verb: string, description: string, example: string): Command {
  return new Command(verb)
    .description(description)
    .argument("<keys...>", "the subscriptions' keys")
    .option("--json", "one JSON object a line", false)
    .addHelpText(
      "after",
      `\nExamples:\n  tenure ${verb} AS-1000-0000-0001\n  ${example}\n${serviceHelp}\n${exitCodeHelp}`,
    )
    .action((keys: readonly string[], flags: OperatorFlags) => each(verb, keys, flags));
}

/** `tenure retry`: has what is stuck done again. */
export function retryCommand(): Command {
  return operatorCommand(
    "retry",
    "Have what is stuck done again, or what is postponed done now.",
    "tenure list --request-state stuck --json | jq -r .key | xargs tenure retry",
  );
}

/** `tenure skip`: gives up what is stuck. */
export function skipCommand(): Command {
  return operatorCommand(
    "skip",
    "Give up what is stuck; the request is then settled on the platform by hand.",
    "tenure skip AS-1000-0000-0001 AS-1000-0000-0002",
  );
}
