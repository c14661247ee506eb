import type { LaidOutChart, LaidOutNode } from "../laid-out-chart.ts";
import type { Point } from "../picture/geometry.ts";

/**
 * Where to look for the next state: on the picture, in document order, at what is inside or around, or at
 * the first and the last one.
 */
export type Direction =
  | "left"
  | "right"
  | "up"
  | "down"
  | "in"
  | "out"
  | "next"
  | "previous"
  | "first"
  | "last";

const middleOf = ({ box }: LaidOutNode): Point => ({
  x: box.x + box.width / 2,
  y: box.y + box.height / 2,
});

const ahead: Readonly<Record<"left" | "right" | "up" | "down", (way: Point) => number>> = {
  left: ({ x }) => -x,
  right: ({ x }) => x,
  up: ({ y }) => -y,
  down: ({ y }) => y,
};

/** The nearest one that lies more ahead than aside; what lies aside counts double. */
function nearest(
  from: LaidOutNode,
  others: readonly LaidOutNode[],
  direction: keyof typeof ahead,
): LaidOutNode | undefined {
  const start = middleOf(from);
  const found = others.flatMap((node) => {
    const { x, y } = middleOf(node);
    const way = { x: x - start.x, y: y - start.y };
    const forward = ahead[direction](way);
    const aside = Math.abs(direction === "left" || direction === "right" ? way.y : way.x);
    return forward > 0 && aside <= forward * 2 ? [{ node, cost: forward + 2 * aside }] : [];
  });
  return found.toSorted((one, other) => one.cost - other.cost)[0]?.node;
}

const isAround = (one: LaidOutNode, other: LaidOutNode): boolean =>
  one.id === "" || one.id === other.id || other.id.startsWith(`${one.id}.`);

/**
 * The state to go to from this one when a key says so: `left`, `right`, `up` and `down` lead to what lies
 * there and is neither around nor inside, `in` to the first state inside, `out` to the one around, `next`
 * and `previous` through all in document order. The state itself when there is none; the first one when
 * the state is not in the chart; undefined when the chart has no states.
 */
export function neighborOf(
  { nodes }: Pick<LaidOutChart, "nodes">,
  id: string,
  direction: Direction,
): string | undefined {
  const place = nodes.findIndex((node) => node.id === id);
  const from = nodes[place];
  if (from === undefined) return nodes[0]?.id;
  const found = (): LaidOutNode | undefined => {
    switch (direction) {
      case "next":
        return nodes[place + 1];
      case "previous":
        return nodes[place - 1];
      case "first":
        return nodes[0];
      case "last":
        return nodes.at(-1);
      case "in":
        return nodes.find(({ parent }) => parent === id);
      case "out":
        return nodes.find((node) => node.id === from.parent);
      case "left":
      case "right":
      case "up":
      case "down": {
        const apart = nodes.filter((node) => !isAround(node, from) && !isAround(from, node));
        return nearest(from, apart, direction);
      }
    }
  };
  return (found() ?? from).id;
}
