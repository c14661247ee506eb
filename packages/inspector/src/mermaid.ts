import type { ChartGraph } from "./chart-graph.ts";
import type { Box } from "./picture/box.ts";
import { type LabeledArrow, type Scene, scenesOf } from "./picture/scene.ts";
import type { Line } from "./picture/words.ts";

/** Mermaid takes neither dots nor stars in ids. */
const written = (id: string): string => id.replaceAll(".", "_").replaceAll("*", "others");

/** A semicolon ends a statement in Mermaid, a colon a label's start. */
const plain = (line: Line): string =>
  line
    .map(({ text }) => text)
    .join(" ")
    .replaceAll(";", ",")
    .replaceAll(":", " on");

const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);

/** The arrows between these boxes: Mermaid wants them where the boxes are. */
const arrowsAmong = (boxes: readonly Box[], arrows: readonly LabeledArrow[]): readonly string[] =>
  arrows
    .filter(({ from }) => boxes.some(({ id }) => id === from))
    .map(
      ({ from, to, label }) =>
        `${written(from)} --> ${written(to)} : ${label.map(plain).join("<br>")}`,
    );

function stateLines(box: Box, arrows: readonly LabeledArrow[]): readonly string[] {
  const id = written(box.id);
  const [name = [], ...head] = box.head;
  const title = box.kind === "frame" ? "any of these" : plain(name);
  if (box.children.length === 0) {
    const told = [...head, ...box.list].map((line) => `${id} : ${plain(line)}`);
    const end = box.kind === "final" ? [`${id} --> [*]`] : [];
    return [`state "${title}" as ${id}`, ...told, ...end];
  }
  return [
    `state "${title}" as ${id} {`,
    ...indented(boxLines(box.children, box.initial, arrows)),
    "}",
  ];
}

const boxLines = (
  boxes: readonly Box[],
  initial: string | null,
  arrows: readonly LabeledArrow[],
): readonly string[] => [
  ...(initial === null ? [] : [`[*] --> ${written(initial)}`]),
  ...boxes.flatMap((box) => stateLines(box, arrows)),
  ...arrowsAmong(boxes, arrows),
];

/** The region's own transitions, as a state of their own that says them. */
function anywhere(scene: Scene): readonly string[] {
  if (scene.anywhere.length === 0) return [];
  const id = `${written(scene.region.id)}_anywhere`;
  const told = scene.anywhere.filter((line) => line[0]?.style !== "name");
  return [`state "in any state" as ${id}`, ...told.map((line) => `${id} : ${plain(line)}`)];
}

const regionLines = (scene: Scene): readonly string[] => [
  `state "${scene.region.name}" as ${written(scene.region.id)} {`,
  ...indented(boxLines(scene.boxes, scene.region.initial, scene.arrows)),
  ...indented(anywhere(scene)),
  "}",
];

/**
 * The statechart as Mermaid's `stateDiagram-v2`: each region a composite state. Arrows and their words are
 * those of the picture: Mermaid cannot draw an arrow across the border of a state, so it ends there and
 * its label names the state inside. It cannot write into a state that holds others either: what such a
 * state does without being left is only in the picture and in the table. The same graph gives the same text.
 */
export function toMermaid(graph: ChartGraph): string {
  return `${["stateDiagram-v2", ...indented(scenesOf(graph).flatMap(regionLines))].join("\n")}\n`;
}
