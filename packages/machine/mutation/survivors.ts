import type { Mutant } from "./mutants.ts";

/** Mutants on one line that no test can notice, and why. */
interface Survivor {
  readonly file: string;
  /** The line, as it stands in the source. */
  readonly code: string;
  /** What is changed into what, as the report prints it. */
  readonly changes: readonly string[];
  readonly reason: string;
}

const short = (text: string): string => text.replaceAll(/\s+/gu, " ").trim();

/** What a mutant changes, as one line. */
export const changeOf = ({ edit: { kind, before, after } }: Mutant): string =>
  after.trim() === "" ? `${kind}: ${short(before)}` : `${kind}: ${short(before)} → ${short(after)}`;

const narrowed = (file: string, code: string, condition: string, ...more: string[]): Survivor => ({
  file,
  code,
  changes: [`condition fixed: if (${condition}) → if (false)`, ...more],
  reason: "It only narrows a type: the chart's guards let nothing else come this far.",
});
const oneIsEnough = "and, or swapped: || → &&";

/** Mutants that behave as the original does. */
const survivors: readonly Survivor[] = [
  ...["shownAs === undefined", "outcome === undefined", "draft.request === null"].map((condition) =>
    narrowed("src/updates.ts", `if (${condition}) return;`, condition),
  ),
  ...[
    "shownAs === undefined || context.request === null",
    "draft.request === null || !isAnswer(event)",
    'draft.request === null || event.type !== "effect.failed"',
  ].map((condition) =>
    narrowed("src/updates.ts", `if (${condition}) return;`, condition, oneIsEnough),
  ),
  narrowed(
    "src/updates.ts",
    'if (event.type !== "effect.failed") return context;',
    'event.type !== "effect.failed"',
  ),
  narrowed("src/guards.ts", "if (!isRequestFact(event)) return false;", "!isRequestFact(event)"),
  {
    file: "src/updates.ts",
    code: '} else if (event.type === "subscription.adopted") {',
    changes: ['condition fixed: if (event.type === "subscription.adopted") → if (true)'],
    reason: "The chart asks for it on facts about requests and on adoption only.",
  },
  {
    file: "src/updates.ts",
    code: 'if (updatedAt !== undefined && updatedAt > (context.latestEndAt ?? "")) {',
    changes: ["comparison turned: > → >="],
    reason: "Of two ends at the same moment it does not matter which one is kept.",
  },
  {
    file: "src/updates.ts",
    code: "...context,",
    changes: ["part dropped: ...context,"],
    reason: "XState keeps what an update leaves out; the update says it for readers and types.",
  },
  {
    file: "src/chart/parameters.ts",
    code: 'due: { after: answerOf(context, "answer.postpone")?.delay ?? 0 },',
    changes: ["number changed: 0 → 1"],
    reason:
      "A postponed request has the answer that postponed it; the default is for the type only.",
  },
];

/** Whether a mutant behaves as the original does. */
export const isAccepted = (mutant: Mutant): boolean =>
  survivors.some(
    ({ file, code, changes }) =>
      file === mutant.file && code === mutant.code && changes.includes(changeOf(mutant)),
  );

/** Accepted survivors that are no mutants any more: the source has changed since. */
export const outdated = (mutants: readonly Mutant[]): readonly Survivor[] =>
  survivors.filter(
    ({ file, code }) => !mutants.some((mutant) => mutant.file === file && mutant.code === code),
  );
