import { reportText } from "../handlers/report-text.ts";
import type { BrokenPromise } from "./broken-promise.ts";
import type { VerifyHandlersOptions } from "./verify-options.ts";

/** What was found of some handlers. */
export interface HandlerReport {
  /** Whether no promise was seen broken. */
  readonly isSound: boolean;
  /** How many histories were lived, those on the way to a smallest one included. */
  readonly histories: number;
  readonly seed: number;
  /** The smallest history found for each way in which a promise was broken. */
  readonly broken: readonly BrokenPromise[];
  /** All of it for a person to read; Markdown with diagrams in Mermaid's language. */
  readonly text: string;
  /** The options it was made with. */
  readonly options: VerifyHandlersOptions;
}

/** What of the handlers broke a promise. */
export const aboutOf = ({ eventType }: BrokenPromise): string => eventType ?? "at rest";

/** The report of what was found. */
export function reportOf(
  broken: readonly BrokenPromise[],
  { histories, seed, options }: Pick<HandlerReport, "histories" | "seed" | "options">,
): HandlerReport {
  const told = broken.map((one) => ({ ...one, about: aboutOf(one) }));
  const text = reportText(told, { histories, seed });
  return { isSound: broken.length === 0, histories, seed, broken, text, options };
}
