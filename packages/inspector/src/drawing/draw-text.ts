import type { TextBlock } from "../laid-out-chart.ts";
import { fontSize, heightOf, type Line, type Word } from "../picture/words.ts";
import { element, type SvgElement } from "./svg-element.ts";

/** Neighbors of one style in one piece, so that text is selected and read as a whole. */
function pieces(line: Line): readonly Word[] {
  const joined: Word[] = [];
  for (const word of line) {
    const last = joined.at(-1);
    if (last?.style === word.style) {
      joined[joined.length - 1] = { ...word, text: `${last.text} ${word.text}` };
    } else joined.push(word);
  }
  return joined;
}

const spans = (line: Line): readonly (SvgElement | string)[] =>
  pieces(line).flatMap(({ text, style }, index) => {
    const span = element("tspan", { class: style }, text);
    return index === 0 ? [span] : [" ", span];
  });

/** The lines of the block, one below the other. */
export function drawText({ lines, x, y, anchor }: TextBlock): readonly SvgElement[] {
  let top = y;
  return lines.map((line) => {
    const size = Math.max(12, ...line.map(({ style }) => fontSize[style]));
    const baseline = top + size * 1.05;
    top += heightOf(line);
    const attributes = { x, y: baseline, "text-anchor": anchor === "middle" ? anchor : undefined };
    return element("text", attributes, ...spans(line));
  });
}
