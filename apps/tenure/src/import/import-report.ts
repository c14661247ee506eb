import { duration } from "../duration.ts";
import type { Comparison } from "./compare.ts";
import type { ImportTally } from "./import-tally.ts";

const number = new Intl.NumberFormat("en-US");

const some = (count: number, one: string, many = `${one}s`): string =>
  `${number.format(count)} ${count === 1 ? one : many}`;

function byStatus({ statuses }: ImportTally): string {
  const sorted = [...statuses].toSorted(([, left], [, right]) => right - left);
  return sorted.map(([status, count]) => `${status} ${number.format(count)}`).join(", ");
}

/** What an import did, in lines for people. */
export function importLines(
  tally: ImportTally,
  { dryRun, milliseconds }: { readonly dryRun: boolean; readonly milliseconds: number },
): readonly string[] {
  const { adopted, known, ended, unreadable } = tally.counts;
  const here = tally.done - tally.earlier;
  const earlier =
    tally.earlier === 0
      ? ""
      : `; an earlier run had looked at ${number.format(tally.earlier)} before`;
  const left = unreadable - tally.unreadable.length;
  return [
    `Looked at ${some(here, "subscription")} in ${duration(milliseconds)}${earlier}.`,
    `  ${number.format(adopted)} ${dryRun ? "would be taken over" : "taken over"}${adopted === 0 ? "" : ` (${byStatus(tally)})`}, ${number.format(tally.withRequest)} of them with a request in progress`,
    `  ${number.format(known)} known already`,
    `  ${number.format(ended)} terminated, and left out`,
    `  ${number.format(unreadable)} that could not be taken over${unreadable === 0 ? "" : ":"}`,
    ...tally.unreadable.map(({ key, problem }) => `    ${key ?? "(without an id)"}  ${problem}`),
    ...(left === 0 ? [] : [`    and ${number.format(left)} more; --json tells each`]),
  ];
}

/** How the records compare with the platform, in lines for people. */
export function comparisonLines({ compared, classes, differing }: Comparison): readonly string[] {
  const agreeing = classes["agrees"] ?? 0;
  const others = compared - agreeing;
  const left = others - differing.length;
  return [
    `Compared ${some(compared, "subscription")} with Connect: ${number.format(agreeing)} agree, ${number.format(others)} do not${others === 0 ? "." : ":"}`,
    ...differing.map((row) => {
      const events = row.plan.map(({ type }) => type).join(", ");
      const why = row.error?.message ?? (events === "" ? "" : `would be told ${events}`);
      return `    ${row.key}  ${row.class}  ${why}`;
    }),
    ...(left === 0 ? [] : [`    and ${number.format(left)} more`]),
  ];
}

/** The same for programs: one object. */
export function importSummary(
  tally: ImportTally,
  given: {
    readonly dryRun: boolean;
    readonly milliseconds: number;
    /** Why it did not come to its end; null when it did. */
    readonly end: string | null;
    readonly comparison: Comparison | undefined;
  },
): object {
  const { comparison, ...rest } = given;
  return {
    type: "summary",
    ...tally.counts,
    withRequest: tally.withRequest,
    statuses: Object.fromEntries(tally.statuses),
    done: tally.done,
    earlier: tally.earlier,
    total: tally.total ?? null,
    ...rest,
    ...(comparison !== undefined && {
      compared: comparison.compared,
      classes: comparison.classes,
      differing: comparison.differing.map(({ key, class: driftClass, plan, error }) => ({
        key,
        class: driftClass,
        plan: plan.map(({ type }) => type),
        error: error ?? null,
      })),
    }),
  };
}
