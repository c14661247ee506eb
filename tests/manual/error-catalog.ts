import { globSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { type Consequence, silentLogger, TenureError, type TenureErrorCode } from "@tenure/engine";
import type { RefusalCode } from "@tenure/machine";

import { problemOf } from "../../apps/tenure/src/http/problem-of.ts";
import {
  commandRefused,
  type CommandRefusalCode,
} from "../../packages/cleverbridge/src/commands/command-result.ts";
import {
  type DocumentedCode,
  documentedCodes,
  listedKinds,
  sectionOf,
  sourceOf,
} from "./documented-codes.ts";
import { reliefs, refusalReliefs, serviceMeanings, stuckMeanings } from "./remedies.ts";

const engineFile = "packages/engine/src/tenure-error.ts";
const machineFile = "packages/machine/src/verdict.ts";
const commandFile = "packages/cleverbridge/src/commands/command-result.ts";

export const engineCodes = (): readonly DocumentedCode[] =>
  documentedCodes(sectionOf(engineFile, "const consequences = {", "} as const"));

export const refusalCodes = (): readonly DocumentedCode[] =>
  documentedCodes(sectionOf(machineFile, "export type RefusalCode =", ";\n\n"));

export const commandCodes = (): readonly DocumentedCode[] =>
  documentedCodes(sectionOf(commandFile, "export type CommandRefusalCode =", ";\n\n"));

const layoutCodes = (): readonly DocumentedCode[] => [
  ...documentedCodes(
    sectionOf(
      "packages/inspector/src/definition/definition-limits.ts",
      "export type DefinitionRefusalCode =",
      ";",
    ),
  ),
  ...documentedCodes(
    sectionOf("packages/inspector/src/layout/chart-layouts.ts", "| DefinitionRefusalCode", ";"),
  ),
];

export const serviceCodes = (): readonly string[] =>
  [
    ...sectionOf("apps/tenure/src/http/problem.ts", "serviceProblemCodes = [", "]").matchAll(
      /"([a-z_]+)"/gu,
    ),
  ].map(([, code]) => code ?? "");

const stuckPlaces = [
  "packages/connect/src/effects",
  "packages/connect/src/tiers",
  "packages/engine/src/dispatch",
];

/** Codes that Connect's adapter and the dispatcher give to work that fails, wherever they do. */
export function stuckCodes(): readonly string[] {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const files = [
    "packages/machine/src/updates.ts",
    ...stuckPlaces.flatMap((place) => globSync(`${place}/**/*.ts`, { cwd: root })),
  ];
  const given = /(?:\bcode: |\brefused\(\s*|\bretry\(\s*)"([a-z_]+)"/gu;
  const codes = files.flatMap((file) =>
    [...sourceOf(file).matchAll(given)].map(([, code]) => code ?? ""),
  );
  // `invalid_event` is a refusal of the machine's, listed there.
  return [...new Set(codes)].filter((code) => code !== "invalid_event").toSorted();
}

const clientKinds = (file: string): readonly DocumentedCode[] =>
  listedKinds(sectionOf(file, " * What went wrong", " */"));

const sentence = (text: string): string => {
  const words = text.endsWith(".") ? text : `${text}.`;
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const section = (code: string, ...lines: readonly string[]): string =>
  [`### \`${code}\``, ...lines.filter((line) => line !== "")].join("\n\n");

/** The status the HTTP API answers with, asked of the service itself. */
const statusOf = (error: TenureError): number => problemOf(error, silentLogger).problem.status;

function engineSection({ code, meaning }: DocumentedCode): string {
  const known = code as TenureErrorCode;
  const error = new TenureError(known, "");
  return section(
    code,
    sentence(meaning === "" ? reliefs[known][0] : meaning),
    `\`${error.consequence}\`, HTTP ${statusOf(error)}. ${reliefs[known][1]}`,
  );
}

function commandSection({ code, meaning }: DocumentedCode): string {
  const { remedy, operation } = commandRefused(code as CommandRefusalCode, "");
  return section(
    code,
    meaning === "" ? "" : sentence(meaning),
    `${sentence(remedy)}${operation === undefined ? "" : ` The result names \`${operation}\`.`}`,
  );
}

const consequences: Readonly<Record<Consequence, string>> = {
  Refused: "asked for something that is not allowed; asking again changes nothing",
  Conflict: "somebody else was first, or says otherwise; look, then decide",
  Retryable: "the same call may work later",
  Terminal: "nothing works until a person repairs something",
  Defect: "the calling code is wrong",
};

const listed = (codes: readonly DocumentedCode[]): string =>
  codes.map(({ code, meaning }) => `- \`${code}\`: ${sentence(meaning)}`).join("\n");

/** The page of all codes an error, a refusal or a problem can carry, out of the files that define them. */
export function errorCatalog(): string {
  return `# Error codes

Generated from the code by \`tests/manual.test.ts\`; do not edit.

Code is what a program looks at; the message beside it is for a person and names the subscription, its state
and the event. Unless it says otherwise, a list is closed: a code that is not here does not occur.

## Errors of the engine and its stores

A \`TenureError\` with \`code\` and \`consequence\`, defined in [\`tenure-error.ts\`](../${engineFile}). The
consequence says what follows:

${Object.entries(consequences)
  .map(([name, meaning]) => `- \`${name}\`: ${meaning}.`)
  .join("\n")}

${engineCodes().map(engineSection).join("\n\n")}

## Refusals of the machine

No throw but a result: \`send\` and its like resolve with \`verdict.type === "refused"\` and a \`refusal\`. Defined
in [\`verdict.ts\`](../${machineFile}); ask \`explain\` for the shortest legal way there.

${refusalCodes()
  .map(({ code, meaning }) => section(code, sentence(meaning), refusalReliefs[code as RefusalCode]))
  .join("\n\n")}

## Refusals of cleverbridge's commands

What \`cancelItems\` and its like answer in place of \`accepted\`. Defined in
[\`command-result.ts\`](../${commandFile}).

${commandCodes().map(commandSection).join("\n\n")}

## What stuck work says

The error of an effect or a request that waits for an operator, as \`tenure show\` tells it. These are what
Tenure itself says; an adapter also passes on the platform's own codes, such as \`REQ_003\`, or the kind of the
client's error, so this list is open. See [Troubleshooting](troubleshooting.md#a-request-is-stuck).

${Object.entries(stuckMeanings)
  .map(([code, meaning]) => section(code, meaning))
  .join("\n\n")}

## Problems of the HTTP API

\`application/problem+json\` (RFC 9457). \`code\` is one of the engine's or a refusal's, above, or one of these:

${serviceCodes()
  .map((code) => section(code, serviceMeanings[code] ?? ""))
  .join("\n\n")}

## Refusals of a chart's layout

From \`chartLayouts\` of \`@tenure/inspector\`, and in the HTTP API.

${layoutCodes()
  .map(({ code, meaning }) => section(code, sentence(meaning)))
  .join("\n\n")}

## Errors of the clients

\`ConnectError\` carries a \`kind\`, and the platform's own \`error_code\` as \`errorCode\`:

${listed(clientKinds("packages/connect/src/client/connect-error.ts"))}

\`CleverbridgeError\` carries a \`kind\`, and the platform's own words as \`resultMessage\`:

${listed(clientKinds("packages/cleverbridge/src/client/cleverbridge-error.ts"))}

In both, \`retryable\` says that the same call may go well later, and \`mayHaveHappened\` that a change was sent and
its end is not known: look before you repeat it.
`;
}
