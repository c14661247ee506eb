import { readFileSync } from "node:fs";
import { join } from "node:path";

import { chooseBy } from "./choose.ts";
import { chartOperators, codeOperators } from "./operators.ts";
import { placeOf, readSource, type Edit } from "./source-text.ts";

/** One change to one file that a good test must notice. */
export interface Mutant {
  /** Path within the package. */
  readonly file: string;
  readonly line: number;
  /** What stands on that line, trimmed. */
  readonly code: string;
  readonly edit: Edit;
}

/** What decides: the chart, its guards and updates, the rules, and what is known or stale. */
const charts = ["src/chart/lifecycle.ts", "src/chart/request.ts", "src/chart/vocabulary.ts"];
const codes = [
  "src/chart/parameters.ts",
  "src/guards.ts",
  "src/facts.ts",
  "src/updates.ts",
  "src/rules.ts",
  "src/known.ts",
  "src/decide.ts",
  "src/awaits.ts",
  "src/refusal.ts",
];

/** Every mutant of the package, by file and place. The seed decides what is swapped for what. */
export function mutantsOf(folder: string, seed: number): readonly Mutant[] {
  const choose = chooseBy(seed);
  const inFile = (file: string, operators: typeof chartOperators): readonly Mutant[] => {
    const source = readSource(readFileSync(join(folder, file), "utf8"));
    const edits = operators.flatMap((operator) => operator(source, choose));
    const distinct = new Map(
      edits.map((edit) => [`${edit.start} ${edit.before} ${edit.after}`, edit]),
    );
    return [...distinct.values()]
      .toSorted((left, right) => left.start - right.start)
      .map((edit): Mutant => {
        const { line, code } = placeOf(source.text, edit);
        return { file, edit, line, code };
      });
  };
  return [
    ...charts.flatMap((file) => inFile(file, chartOperators)),
    ...codes.flatMap((file) => inFile(file, codeOperators)),
  ];
}
