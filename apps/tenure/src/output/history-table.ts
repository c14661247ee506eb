import type { DifferenceView, EntryView } from "../api/history-schemas.ts";
import type { Place } from "../api/subscription-schemas.ts";
import { table, type Column } from "./table.ts";
import { moment, printable, word } from "./text.ts";

function placeWords({ status, requestState, pendingState }: Place): string {
  return `${status}/${pendingState ?? requestState}`;
}

function moveWords({ from, to, verdict }: EntryView): string {
  const [before, after] = [placeWords(from), placeWords(to)];
  if (verdict.type !== "moved") return before;
  return before === after ? after : `${before} -> ${after}`;
}

const columns: readonly Column<EntryView>[] = [
  { heading: "version", cell: ({ version }) => String(version) },
  { heading: "at", cell: ({ at }) => moment(at) },
  { heading: "by", cell: ({ by }) => by.party },
  { heading: "event", cell: ({ type }) => type },
  {
    heading: "verdict",
    cell: ({ verdict, drift }) => (drift ? "drift" : verdict.type),
    style: word,
  },
  { heading: "from -> to", cell: moveWords },
  {
    heading: "effects",
    cell: ({ effects }) => effects.map(({ type, state }) => `${type} (${state})`).join(", "),
  },
  { heading: "why", cell: ({ why }) => why ?? "" },
];

/** A history as a table. */
export function historyTable(entries: readonly EntryView[]): string {
  return table(columns, entries);
}

function valueWords(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}

function differenceWords({ path, ...change }: DifferenceView): string {
  const [before, after]: readonly unknown[] = [change.before, change.after];
  return printable(`    ${path.join(".")}: ${valueWords(before)} -> ${valueWords(after)}`);
}

/** One step of a history with everything it changed. */
export function stepWords(entry: EntryView): string {
  const { version, at, by, type, differences } = entry;
  const title = `${version}  ${moment(at)}  ${type} by ${by.party}: ${moveWords(entry)}`;
  return [printable(title), ...differences.map(differenceWords)].join("\n");
}
