import { isFields } from "./replay/with-difference.ts";

/** One place where what is so differs from what was expected. */
export interface Differing {
  readonly path: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

const isNested = (value: unknown): value is object => typeof value === "object" && value !== null;

const sameKind = (left: unknown, right: unknown): boolean =>
  (Array.isArray(left) && Array.isArray(right)) || (isFields(left) && isFields(right));

/** Where two values of plain JSON differ, as deep as both have the same shape. */
export function differing(expected: unknown, actual: unknown, path = ""): readonly Differing[] {
  if (!isNested(expected) || !isNested(actual) || !sameKind(expected, actual)) {
    return Object.is(expected, actual) ? [] : [{ path, expected, actual }];
  }
  const [left, right] = [new Map(Object.entries(expected)), new Map(Object.entries(actual))];
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((name) =>
    differing(left.get(name), right.get(name), path === "" ? name : `${path}.${name}`),
  );
}

const longestValue = 160;
const placesTold = 12;

function words(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}

/** The places in words, a line each; more than a dozen are only counted. */
export function differingWords(
  places: readonly Differing[],
  [expectation, fact]: readonly [expectation: string, fact: string],
): string {
  const lines = places
    .slice(0, placesTold)
    .map(
      ({ path, expected, actual }) =>
        `  ${path}: ${expectation} ${words(expected)}, ${fact} ${words(actual)}`,
    );
  const rest = places.length - lines.length;
  return [...lines, ...(rest > 0 ? [`  and ${rest} more`] : [])].join("\n");
}
