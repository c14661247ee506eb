import { alternatives, type Choose } from "./choose.ts";
import type { Edit, SourceText } from "./source-text.ts";

/** Finds every place in a file where one kind of change can be made. */
export type Operator = (source: SourceText, choose: Choose) => readonly Edit[];

interface Place {
  readonly start: number;
  readonly before: string;
  readonly groups: readonly string[];
}

/** Where the pattern stands in code. What is inside strings is read from the text. */
const places = ({ text, code }: SourceText, pattern: RegExp): readonly Place[] =>
  [...code.matchAll(new RegExp(pattern.source, `${pattern.flags}d`))].map((match) => ({
    start: match.index,
    before: text.slice(match.index, match.index + match[0].length),
    groups: (match.indices ?? []).slice(1).map((range) => text.slice(...(range ?? [0, 0]))),
  }));

const replacing =
  (kind: string, pattern: RegExp, replace: (place: Place) => readonly string[]): Operator =>
  (source) =>
    places(source, pattern).flatMap((place) =>
      replace(place)
        .filter((after) => after !== place.before)
        .map((after) => ({ kind, start: place.start, before: place.before, after })),
    );

const nested = /^"(?:fulfilling|approving|failing|asking|scheduling|postponed)"$/u;
const inNone = /^"(?:idle|ordering)"$/u;

/** Targets that can stand in the same place: `"#id"`, `".child"`, `"parent.child"`, or a sibling's name. */
function family(value: string): string {
  if (nested.test(value)) return "in pending";
  if (inNone.test(value)) return "in none";
  if (/^"[#.]/u.test(value)) return value.charAt(1);
  return value.includes(".") ? "nested" : "sibling";
}

/** Every string that stands at this place of the pattern becomes another one that stands at such a place. */
const swapping =
  (kind: string, pattern: RegExp): Operator =>
  (source, choose) => {
    const found = places(source, pattern);
    const values = found.map(({ groups }) => groups[0] ?? "");
    return found.flatMap(({ start, before, groups }) => {
      const value = groups[0] ?? "";
      // Sentences are for people; only names decide.
      if (value.includes(" ")) return [];
      const alike = values.filter(
        (other) => family(other) === family(value) && !other.includes(" "),
      );
      const other = choose(alternatives(alike, value), `${start}${kind}`);
      const after = other === undefined ? before : before.replace(value, other);
      return after === before ? [] : [{ kind, start, before, after }];
    });
  };

const removed = (kind: string, pattern: RegExp): Operator => replacing(kind, pattern, () => [""]);

/** The list with each of its elements left out in turn. */
function withoutEach(list: string): readonly string[] {
  const elements = list.split(/,\s*/u).filter((element) => element.trim() !== "");
  return elements.length < 2
    ? []
    : elements.map((_element, index) => elements.toSpliced(index, 1).join(", "));
}

const shortening = (kind: string, pattern: RegExp): Operator =>
  replacing(kind, pattern, ({ before, groups }) =>
    withoutEach(groups[0] ?? "").map((shorter) => before.replace(groups[0] ?? "", shorter)),
  );

/** For the chart: what is written as data. */
export const chartOperators: readonly Operator[] = [
  swapping("target swapped", /target: ("[^"]*")/gu),
  removed("guard dropped", /guard: "[^"]*",\s*/gu),
  removed("action dropped", /,\s*actions: "[^"]*"/gu),
  removed("only action dropped", /(?<=\{ )actions: "[^"]*"(?= \})/gu),
  shortening("action of several dropped", /actions: \[([^\]]*)\]/gu),
  removed("entry or exit dropped", /^ *(?:entry|exit): .*,$/gmu),
  removed("transition dropped", /^ *"[\w.]*": (?:\w+|\{.*\}|\w+\("[^"]*"\)|\[.*\]),$/gmu),
  removed("alternative dropped", /^ *(?:\w+|\{ guard: .*\}),$/gmu),
  swapping(
    "string argument swapped",
    /(?:opened|effectFailed|stuckAt|firstSeenAs|forciblyAdoptedAs|commandMayGoOn|resumeAs|rememberCanceledFrom)\(("[^"]*")\)/gu,
  ),
  shortening("guard of several dropped", /and\(\[([^[\]]*)\]\)/gu),
  removed("not dropped", /\bnot(?=\()/gu),
];

/** For the rest: what is written as code. */
export const codeOperators: readonly Operator[] = [
  replacing("equality turned", /(?<= )(?:===|!==)(?= )/gu, ({ before }) => [
    before === "===" ? "!==" : "===",
  ]),
  replacing("and, or swapped", /(?<=[ \n])(?:&&|\|\|)(?=[ \n])/gu, ({ before }) => [
    before === "&&" ? "||" : "&&",
  ]),
  replacing("default dropped", / \?\? (?=\w|"|\()/gu, () => [" && "]),
  replacing("comparison turned", / [<>] /gu, ({ before }) => [
    before === " < " ? " <= " : " >= ",
    before === " < " ? " > " : " < ",
  ]),
  replacing("boolean turned", /\b(?:true|false)\b/gu, ({ before }) => [
    before === "true" ? "false" : "true",
  ]),
  removed("negation dropped", /(?<![!=\w])!(?=[\w([])/gu),
  replacing("condition fixed", /\bif \((.*)\)(?= return| \{| draft|$)/gmu, () => [
    "if (true)",
    "if (false)",
  ]),
  replacing("branches swapped", / \? ([^?:\n]+) : ([^?:;,\n]+)(?=[;,)\n])/gu, ({ groups }) => [
    ` ? ${groups[1]} : ${groups[0]}`,
  ]),
  replacing("quantifier swapped", /\.(?:some|every)\(/gu, ({ before }) => [
    before === ".some(" ? ".every(" : ".some(",
  ]),
  shortening("element dropped", /(?<=[=(:] ?)\[([^[\]]*,[^[\]]*)\]/gu),
  shortening("argument dropped", /\((?=")("[^()]*")\)/gu),
  removed("listed string dropped", /^ *"[^"]*",$/gmu),
  removed("statement dropped", /^ *(?:context|draft)\.[\w.]+ = .*;$/gmu),
  removed("deletion dropped", /^ *delete .*;$/gmu),
  removed("part dropped", /^ *\.\.\..*,$/gmu),
  swapping("value swapped", /^ *(?:"[\w.]*"|\w+): ("\w*"),$/gmu),
  swapping("case swapped", /(?:===|!==) ("[^"]*")/gu),
  swapping("string argument swapped", /\w\(("\w*")\)/gu),
  replacing("number changed", /(?<=[= (-])\d+\b/gu, ({ before }) => [String(Number(before) + 1)]),
];
