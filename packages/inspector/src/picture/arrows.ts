import type { Box } from "./box.ts";
import type { Member } from "./members.ts";

/** One drawn arrow between neighboring boxes: all transitions from inside the one to inside the other. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly members: readonly Member[];
}

type Ways = ReadonlyMap<string, readonly string[]>;

/** By the id of each box, the boxes from the outermost to itself. */
const waysTo = (boxes: readonly Box[], outer: readonly string[] = []): Ways =>
  new Map(
    boxes.flatMap((box) => {
      const way = [...outer, box.id];
      return [[box.id, way] as const, ...waysTo(box.children, way)];
    }),
  );

/** The two neighboring boxes the arrow of a transition is drawn between. */
function endsOf({ from, to }: Member, ways: Ways): readonly [string, string] | undefined {
  const [start, end] = [ways.get(from), to === null ? undefined : ways.get(to)];
  if (start === undefined || end === undefined) return undefined;
  const parting = start.findIndex((id, index) => id !== end[index]);
  const [first, second] = [start[parting], end[parting]];
  return first === undefined || second === undefined ? undefined : [first, second];
}

/**
 * An arrow never crosses the edge of a box: it ends there, and its label names the state inside. What leads
 * from a state into itself, or out to what it is in, has no arrow.
 */
export function arrowsOf(members: readonly Member[], boxes: readonly Box[]): readonly Arrow[] {
  const ways = waysTo(boxes);
  const drawn = members.flatMap((member) => {
    const ends = endsOf(member, ways);
    return ends === undefined ? [] : [{ ends, member }];
  });
  const byEnds = Map.groupBy(drawn, ({ ends }) => JSON.stringify(ends));
  return [...byEnds.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const [from, to] = first.ends;
    return [{ from, to, members: group.map(({ member }) => member) }];
  });
}
