import { heightOfLines, widthOfLines } from "../picture/geometry.ts";
import { type Line, wordsOf } from "../picture/words.ts";
import { actorOf, type InspectionSession, type LogEntry } from "./inspection-session.ts";
import type { Lifeline, SequenceDiagram, SequenceStep } from "./sequence-diagram.ts";
import { endsOf, fittingLine, labelLine, tooltipOf } from "./sequence-entry.ts";

export interface SequenceOptions {
  /** How many steps are shown, the last ones. Default 100. */
  readonly last?: number;
  /** Only what these actors send, get and do. Default: all. */
  readonly actors?: readonly string[];
}

const margin = 20;
const headTop = 12;
const headPadding = { x: 12, y: 6 };
const rowHeight = 40;
const labelAbove = 20;
const narrowest = 110;
const selfWidth = 34;
const headHeight = heightOfLines([wordsOf("x", "name")]) + 2 * headPadding.y;
const top = headTop + headHeight;

/** One column of the diagram. */
interface Column {
  readonly actor: string | null;
  readonly name: string;
  readonly head: Line;
  readonly width: number;
}

/** An entry with the columns it is between, and what is written at it. */
interface Row {
  readonly entry: LogEntry;
  readonly from: number;
  readonly to: number;
  readonly line: Line;
}

/** Where the lifelines are, and the right end: as far apart as names and labels between neighbors need. */
function placesOf(columns: readonly Column[], rows: readonly Row[]): readonly number[] {
  const gaps = columns.map(({ width }, place) =>
    Math.max(narrowest, (width + (columns[place + 1]?.width ?? 0)) / 2 + 24),
  );
  for (const { from, to, line } of rows) {
    const [first, last] = [Math.min(from, to), Math.max(from, to)];
    const label = widthOfLines([line]);
    const room = first === last ? label + selfWidth + 12 : (label + 28) / (last - first);
    for (let place = first; place < Math.max(last, first + 1); place += 1) {
      gaps[place] = Math.max(gaps[place] ?? narrowest, room);
    }
  }
  const places: number[] = [];
  let x = margin + Math.max(columns[0]?.width ?? 0, narrowest) / 2;
  for (const gap of gaps) {
    places.push(x);
    x += gap;
  }
  return [...places, x];
}

const lifelineAt = (x: number, { actor, name, head, width }: Column): Lifeline => ({
  actor,
  name,
  x,
  head: { lines: [head], x, y: headTop + headPadding.y, anchor: "middle" },
  headBox: { x: x - width / 2, y: headTop, width, height: headHeight },
});

/** The step of a row: where its arrow or its dot is, and its label. */
function stepAt(
  { entry, line }: Row,
  y: number,
  [fromX, toX]: readonly [number, number],
): Omit<SequenceStep, "tooltip"> {
  const [from, to] = endsOf(entry);
  const isOwn = from === to;
  return {
    number: entry.number,
    kind: entry.kind,
    from,
    to,
    y,
    fromX,
    toX,
    label: {
      lines: [line],
      x: isOwn ? fromX + selfWidth : (fromX + toX) / 2,
      y: isOwn ? y - 14 : y - labelAbove,
      anchor: isOwn ? "start" : "middle",
    },
    at: entry.at,
  };
}

/** The actors that take part, in the order they were first heard of, outside first. */
function columnsOf(session: InspectionSession, entries: readonly LogEntry[]): readonly Column[] {
  const order = new Map(session.actors.map(({ sessionId }, place) => [sessionId, place]));
  const placeOf = (id: string | null): number => (id === null ? -1 : (order.get(id) ?? order.size));
  return [...new Set(entries.flatMap(endsOf))]
    .toSorted((one, other) => placeOf(one) - placeOf(other))
    .map((actor) => {
      const name = nameIn(session, actor);
      const head = fittingLine(name, "name");
      return { actor, name, head, width: widthOfLines([head]) + 2 * headPadding.x };
    });
}

const nameIn = (session: InspectionSession, id: string | null): string =>
  id === null ? "outside" : (actorOf(session, id)?.name ?? id);

/**
 * The last steps of a session as a sequence diagram: a line for each actor that takes part, with what is
 * outside at the left, arrows for events and for actors that come to be, notes for changes of state.
 */
export function sequenceOf(
  session: InspectionSession,
  { last = 100, actors }: SequenceOptions = {},
): SequenceDiagram {
  const isAsked = (id: string | null): boolean => id !== null && actors?.includes(id) !== false;
  const asked = session.log.filter((entry) => endsOf(entry).some(isAsked));
  const entries = asked.slice(Math.max(0, asked.length - last));
  const columns = columnsOf(session, entries);
  const columnOf = new Map(columns.map(({ actor }, place) => [actor, place]));
  const rows = entries.map((entry): Row => {
    const [from = 0, to = 0] = endsOf(entry).map((id) => columnOf.get(id));
    return { entry, from, to, line: labelLine(entry) };
  });
  const places = placesOf(columns, rows);
  const xOf = (column: number): number => places[column] ?? 0;
  return {
    width: columns.length === 0 ? 2 * margin : xOf(columns.length) + margin,
    height: top + rowHeight * rows.length + margin,
    lifelines: columns.map((column, place) => lifelineAt(xOf(place), column)),
    steps: rows.map((row, index): SequenceStep => {
      const y = top + rowHeight * (index + 1) - 12;
      const tooltip = tooltipOf(row.entry, (id) => nameIn(session, id));
      return Object.assign(stepAt(row, y, [xOf(row.from), xOf(row.to)]), { tooltip });
    }),
    earlier: session.forgotten + asked.length - entries.length,
  };
}
