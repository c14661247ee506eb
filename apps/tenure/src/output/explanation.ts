import type { CommandsView, ExplanationView } from "../api/command-schemas.ts";
import { table } from "./table.ts";
import { printable, styled } from "./text.ts";

type CommandView = CommandsView["commands"][number];

/** What the record cannot know. */
const lastWord =
  "The platform has the last word: it may refuse what the credentials may not open; what it says is in the history then.";

/** By which commands of ours the request in progress can be led on. */
function onwardCommands(key: string, types: readonly string[]): readonly string[] {
  const names = types.map((type) => type.split("."));
  const answers = names.flatMap(([kind, name = ""]) => (kind === "answer" ? [name] : []));
  const verbs = names.flatMap(([kind, name = ""]) => (kind === "operator" ? [name] : []));
  return [
    ...(answers.length > 0 ? [`  tenure answer ${key} ${answers.join("|")}`] : []),
    ...verbs.map((verb) => `  tenure ${verb} ${key}`),
  ];
}

/** Why a command may or may not go on, in sentences. */
export function explanationWords(
  key: string,
  type: string,
  { allowed, status, requestState, refusal, capability, way, onward = [] }: ExplanationView,
): string {
  const sentences = [
    `${type} is ${allowed ? styled("green", "allowed") : styled("red", "refused")} (status ${status}, request ${requestState}).`,
  ];
  if (allowed && type.startsWith("command.")) sentences.push(lastWord);
  if (refusal !== undefined) {
    sentences.push(printable(refusal.message));
    if (refusal.reference !== undefined) sentences.push(printable(`Source: ${refusal.reference}.`));
  }
  if (capability !== undefined) {
    sentences.push(`Missing capability: ${capability.label} (${capability.path}).`);
  }
  if (!allowed && way === undefined) sentences.push("No legal way leads to where it is allowed.");
  if (!allowed && way !== undefined && way.length > 0) {
    sentences.push("The shortest legal way there:");
    sentences.push(...way.map(({ by, does }, index) => `  ${index + 1}. the ${by} ${does}`));
  }
  if (onward.length > 0) {
    sentences.push("What leads the request in progress on:", ...onwardCommands(key, onward));
  }
  return sentences.join("\n");
}

/** Everything that can be asked for, as a table. */
export function commandTable(commands: readonly CommandView[]): string {
  return table<CommandView>(
    [
      { heading: "what", cell: ({ type }) => type },
      { heading: "allowed", cell: ({ allowed }) => (allowed ? "yes" : "no") },
      { heading: "why not", cell: ({ refusal }) => refusal?.code ?? "" },
      { heading: "missing", cell: ({ capability }) => capability?.label ?? "" },
    ],
    commands,
  );
}
