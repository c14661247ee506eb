import type { Capabilities, Decisions, SubscriptionEvent } from "@tenure/machine";

/** The smallest history found in which the machine and its manual differ. */
export interface BrokenHistory {
  /** What differs at the last event, in a sentence. */
  readonly message: string;
  readonly capabilities: Capabilities;
  readonly decisions: Decisions;
  readonly history: readonly SubscriptionEvent[];
  /** The history as a sequence diagram in Mermaid's language. */
  readonly diagram: string;
  /** With the options it was found with, what `verifyMachine` needs to try that history again. */
  readonly seed: number;
  readonly path: string;
}

/** What was found of a machine. */
export interface MachineReport {
  /** Whether no difference was seen. */
  readonly isSound: boolean;
  /** How many histories were lived, those on the way to a smallest one left out. */
  readonly histories: number;
  readonly seed: number;
  readonly broken: BrokenHistory | undefined;
  /** All of it for a person to read; Markdown with a diagram in Mermaid's language. */
  readonly text: string;
}

function textOf({ message, capabilities, decisions, history, diagram, seed, path }: BrokenHistory) {
  return [
    `The machine and the manual's tables differ: ${message}`,
    `\`\`\`mermaid\n${diagram}\n\`\`\``,
    `History:\n\n${history.map((event) => `    ${JSON.stringify(event)}`).join("\n")}`,
    `Capabilities: ${JSON.stringify(capabilities)}`,
    `Decisions: ${JSON.stringify(decisions)}`,
    `To try it again: { seed: ${seed}, path: ${JSON.stringify(path)} }`,
  ].join("\n\n");
}

/** The report of what was found. */
export function reportOf(
  broken: BrokenHistory | undefined,
  { histories, seed }: Pick<MachineReport, "histories" | "seed">,
): MachineReport {
  const text =
    broken === undefined
      ? `No difference was seen in ${histories} histories of the seed ${seed}.`
      : textOf(broken);
  return { isSound: broken === undefined, histories, seed, broken, text };
}
