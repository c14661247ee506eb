import type { CommandsView, ExplanationView } from "../api/command-schemas.ts";
import { table } from "./table.ts";
import { printable, styled } from "./text.ts";

type CommandView = CommandsView["commands"][number];

/** What the record cannot know. */
const lastWord =
  "The platform has the last word: it may refuse what the credentials may not open; what it says is in the history then.";

/** By which commands of ours the request in progress can be led on. */
function onwardWords(key: string, types: readonly string[]): readonly string[] {
  if (types.length === 0) return [];
  const names = types.map((type) => type.split("."));
  const answers = names.flatMap(([kind, name = ""]) => (kind === "answer" ? [name] : []));
  const verbs = names.flatMap(([kind, name = ""]) => (kind === "operator" ? [name] : []));
  return [
    "What leads the request in progress on:",
    ...(answers.length > 0 ? [`  tenure answer ${key} ${answers.join("|")}`] : []),
    ...verbs.map((verb) => `  tenure ${verb} ${key}`),
  ];
}

/** The shortest way to where a command is allowed. Of an operator's events none is looked for. */
function wayWords(type: string, { allowed, way }: ExplanationView): readonly string[] {
  if (allowed || !type.startsWith("command.") || way?.length === 0) return [];
  if (way === undefined) return ["No legal way leads to where it is allowed."];
  return [
    "The shortest legal way there:",
    ...way.map(({ by, does }, index) => `  ${index + 1}. the ${by} ${does}`),
  ];
}

function refusalWords({ refusal, capability }: ExplanationView): readonly string[] {
  const { message, reference } = refusal ?? {};
  return [
    ...(message === undefined ? [] : [printable(message)]),
    ...(reference === undefined ? [] : [printable(`Source: ${reference}.`)]),
    ...(capability === undefined
      ? []
      : [`Missing capability: ${capability.label} (${capability.path}).`]),
  ];
}

/** Why a command may or may not go on, in sentences. */
export function explanationWords(key: string, type: string, explanation: ExplanationView): string {
  const { allowed, status, requestState, onward = [] } = explanation;
  const verdict = allowed ? styled("green", "allowed") : styled("red", "refused");
  return [
    `${type} is ${verdict} (status ${status}, request ${requestState}).`,
    ...(allowed && type.startsWith("command.") ? [lastWord] : []),
    ...refusalWords(explanation),
    ...wayWords(type, explanation),
    ...onwardWords(key, onward),
  ].join("\n");
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
