import type { Box } from "./box.ts";
import type { Member } from "./members.ts";

/** One drawn arrow between neighboring boxes: all transitions from inside the one to inside the other. */
export interface Arrow {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly members: readonly Member[];
}

/** The boxes from the outermost to the one of this id; empty when it is not among them. */
function wayTo(id: string, boxes: readonly Box[]): readonly string[] {
  for (const box of boxes) {
    if (box.id === id) return [id];
    const way = wayTo(id, box.children);
    if (way.length > 0) return [box.id, ...way];
  }
  return [];
}

/** The two neighboring boxes the arrow of a transition is drawn between. */
function endsOf(
  { from, to }: Member,
  boxes: readonly Box[],
): readonly [string, string] | undefined {
  if (to === null) return undefined;
  const [start, end] = [wayTo(from, boxes), wayTo(to, boxes)];
  const parting = start.findIndex((id, index) => id !== end[index]);
  const [first, second] = [start[parting], end[parting]];
  return first === undefined || second === undefined ? undefined : [first, second];
}

/** An arrow never crosses the edge of a box: it ends there, and its label names the state inside. */
export function arrowsOf(members: readonly Member[], boxes: readonly Box[]): readonly Arrow[] {
  const arrows = new Map<string, Arrow>();
  for (const member of members) {
    const ends = endsOf(member, boxes);
    if (ends === undefined) continue;
    const [from, to] = ends;
    const id = `${from} -> ${to}`;
    arrows.set(id, { id, from, to, members: [...(arrows.get(id)?.members ?? []), member] });
  }
  return [...arrows.values()];
}
