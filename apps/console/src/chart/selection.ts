import type { LaidOutChart, LaidOutTransition, SvgElement } from "@tenure/inspector/drawing";

/** What of a chart is told in full: a state, or an arrow. */
export interface Selection {
  readonly type: "state" | "edge";
  readonly id: string;
}

/** What is at this place of the picture, if anything can be selected there. */
export function selectionAt(target: EventTarget | null): Selection | undefined {
  if (!(target instanceof Element)) return undefined;
  const found = target.closest("[data-state],[data-edge]");
  const state = found?.getAttribute("data-state");
  if (typeof state === "string") return { type: "state", id: state };
  const edge = found?.getAttribute("data-edge");
  return typeof edge === "string" ? { type: "edge", id: edge } : undefined;
}

/** The picture with what is selected marked. */
export function withSelection(picture: SvgElement, selection: Selection | undefined): SvgElement {
  if (selection === undefined) return picture;
  const mark = (child: SvgElement | string): SvgElement | string => {
    if (typeof child === "string") return child;
    const { attributes } = child;
    if (attributes[`data-${selection.type}`] !== selection.id) return child;
    return { ...child, attributes: { ...attributes, class: `${attributes["class"]} is-selected` } };
  };
  return { ...picture, children: picture.children.map(mark) };
}

/** Whether there is such a thing in the chart. */
export const isIn = (
  { nodes, edges }: Pick<LaidOutChart, "nodes" | "edges">,
  { type, id }: Selection,
): boolean => (type === "state" ? nodes : edges).some((one) => one.id === id);

/** The transitions that lead out of what is selected, and into it; an arrow's own all lead out. */
export function transitionsOf(
  { transitions }: Pick<LaidOutChart, "transitions">,
  { type, id }: Selection,
): { readonly out: readonly LaidOutTransition[]; readonly into: readonly LaidOutTransition[] } {
  if (type === "edge") return { out: transitions.filter(({ edge }) => edge === id), into: [] };
  return {
    out: transitions.filter(({ from }) => from === id),
    into: transitions.filter(({ from, to }) => to === id && from !== id),
  };
}
