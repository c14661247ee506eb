import { element, textElement } from "./markup.ts";
import { fontSize, heightOf, type Line, type Word } from "./words.ts";

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

const spans = (line: Line): string =>
  pieces(line)
    .map(({ text, style }) => textElement("tspan", text, { class: style }))
    .join(" ");

/** The lines one below the other, the first one's top at `y`. */
export function drawLines(
  lines: readonly Line[],
  x: number,
  y: number,
  anchor: "start" | "middle" = "start",
): string {
  let top = y;
  return lines
    .map((line) => {
      const size = Math.max(12, ...line.map(({ style }) => fontSize[style]));
      const baseline = top + size * 1.05;
      top += heightOf(line);
      const middle = anchor === "middle" ? { "text-anchor": "middle" } : {};
      return element("text", { x, y: baseline, ...middle }, spans(line));
    })
    .join("\n");
}
