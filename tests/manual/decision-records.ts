import { decisionsSchema } from "@tenure/machine";

import { sourceOf } from "./documented-codes.ts";

const source = "packages/machine/src/decisions.ts";

export interface Decision {
  readonly number: number;
  readonly text: string;
  /** The name of its switch in a subscription's profile. */
  readonly option?: string;
}

const inOneLine = (text: string): string => text.replaceAll(/\s*\n\s*\*\s*/gu, " ").trim();

/** Decisions as the comments of the machine's file word them, in the order of their numbers. */
function decisions(): readonly Decision[] {
  const text = sourceOf(source);
  const unswitched = [...text.matchAll(/^ \* - D(\d+) ([^]*?)(?=\n \*(?: - D|\/|\n))/gmu)].map(
    ([, number = "", words = ""]) => ({ number: Number(number), text: inOneLine(words) }),
  );
  const switched = [...text.matchAll(/\/\*\*\s+\* D(\d+) ([^]*?)\*\/\s+(\w+):/gu)].map(
    ([, number = "", words = "", option = ""]) => ({
      number: Number(number),
      text: inOneLine(words),
      option,
    }),
  );
  return [...unswitched, ...switched].toSorted((left, right) => left.number - right.number);
}

/** The names of all switches, as the machine's own schema has them. */
export const switches: readonly string[] = Object.keys(decisionsSchema.parse({}));

/** The numbers the file names anywhere, in their order. */
export function decisionNumbers(): readonly number[] {
  const named = [...sourceOf(source).matchAll(/\bD(\d+) [A-Z]/gu)].map(([, number]) =>
    Number(number),
  );
  return [...new Set(named)].toSorted((left, right) => left - right);
}

const defaults: Readonly<Record<string, unknown>> = decisionsSchema.parse({});

function recordOf({ number, text, option }: Decision): string {
  const [question = "", ...rest] = text.split(/(?<=[.:]) /u);
  const lines = [`## D${number}`, "", [question, ...rest].join(" ")];
  if (option !== undefined) {
    lines.push("", `Switch: \`decisions.${option}\`, by default \`${String(defaults[option])}\`.`);
  }
  return lines.join("\n");
}

/** The page of decision records, out of the comments beside the code that follows them. */
export function decisionRecords(): string {
  return `# Decisions

Generated from [\`decisions.ts\`](../${source}) by \`tests/manual.test.ts\`; do not edit.

Where the platforms' own documents contradict each other or are silent, a choice had to be made. Each is
written down once, beside the code that follows it. Where there is a switch, set it with \`createEngine({ decisions })\`:
it becomes part of the profile of each subscription that is new from then on. Switches of the cleverbridge
adapter are among the options of \`cleverbridge()\`.

${decisions().map(recordOf).join("\n\n")}
`;
}

/** The numbers and switches that were found, to be compared with what there is. */
export const recordedDecisions = (): readonly Pick<Decision, "number" | "option">[] => decisions();
