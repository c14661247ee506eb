import type { Activity, LaidOutChart, Rectangle } from "@tenure/inspector/drawing";

/** The rectangle around all of them; undefined around none. */
function around(boxes: readonly Rectangle[]): Rectangle | undefined {
  if (boxes.length === 0) return undefined;
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  };
}

/**
 * The parts of a chart to look at, best first: the innermost states that are active or were just left; only
 * those the last step entered or left; only those it entered; the last one that is active.
 */
export function litParts(
  chart: LaidOutChart,
  activity: Activity | undefined,
): readonly Rectangle[] {
  if (activity === undefined) return [];
  const { active, entered, left } = activity;
  const parents = new Set(chart.nodes.map(({ parent }) => parent));
  const inner = chart.nodes.filter(({ id }) => !parents.has(id));
  const among = (isMeant: (id: string) => boolean): readonly Rectangle[] =>
    inner.filter(({ id }) => isMeant(id)).map(({ box }) => box);
  const last = among((id) => active.has(id)).slice(-1);
  const parts = [
    among((id) => active.has(id) || left.has(id)),
    among((id) => entered.has(id) || left.has(id)),
    among((id) => entered.has(id)),
    last,
  ];
  return parts.flatMap((boxes) => around(boxes) ?? []);
}
