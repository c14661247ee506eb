/** Who is behind an event; in a chart that does not tell, `event` or the `engine` that runs it. */
export type Origin = "platform" | "vendor" | "command" | "operator" | "engine" | "event";

/** How a word looks, and what color it has: that of who is behind an event, or of plain text. */
export type Style = "heading" | "name" | "prose" | "guard" | "effect" | "arrow" | Origin;

export interface Word {
  readonly text: string;
  readonly style: Style;
}

/** Words in one row, a space between each two. */
export type Line = readonly Word[];

/** Font size in pixels; lines of it are 1.35 times as high. */
export const fontSize: Readonly<Record<Style, number>> = {
  heading: 20,
  name: 15,
  prose: 12,
  guard: 12,
  effect: 11,
  arrow: 12,
  platform: 12,
  vendor: 12,
  command: 12,
  operator: 12,
  engine: 12,
  event: 12,
};

export const heightOf = (line: Line): number =>
  Math.ceil(Math.max(12, ...line.map(({ style }) => fontSize[style])) * 1.35);

/** Widths of Helvetica and its metric twins (Arial, Liberation Sans), in thousandths of the font size. */
const narrow: readonly (readonly [string, number])[] = [
  ["ijl'", 222],
  [" !,./:;I[]\\ft", 278],
  ["-()`r", 333],
  ["Jcksvxyz", 500],
  ["FTZ", 611],
  ["&ABEKPSVXY", 667],
  ["CDHNRUw", 722],
  ["GOQ", 778],
  ["Mm", 833],
  ["W→↘…", 1000],
];

const widths: ReadonlyMap<string, number> = new Map(
  narrow.flatMap(([characters, width]) => characters.split("").map((one) => [one, width] as const)),
);

const isBold = (style: Style): boolean =>
  style !== "prose" && style !== "guard" && style !== "arrow";

function widthOfWord({ text, style }: Word): number {
  const size = fontSize[style];
  if (style === "effect") return (text.length * size * 605) / 1000;
  const thousandths = text.split("").reduce((sum, one) => sum + (widths.get(one) ?? 556), 0);
  return ((thousandths * size) / 1000) * (isBold(style) ? 1.09 : 1.02);
}

/** How wide the line is drawn, in whole pixels; a little too much rather than too little. */
export const widthOf = (line: Line): number =>
  Math.ceil(line.reduce((sum, word) => sum + widthOfWord(word) + 4, 0));

/** The text as words of one style. */
export const wordsOf = (text: string, style: Style): Line =>
  text
    .split(/\s+/)
    .filter((part) => part !== "")
    .map((part) => ({ text: part, style }));

/** A word wider than this is broken wherever it has to be. */
const widestWord = 380;

/** The word in pieces none of which is too wide for any line. */
function broken(word: Word): Line {
  if (widthOfWord(word) <= widestWord) return [word];
  const pieces: Word[] = [];
  let [text, width] = ["", 0];
  for (const character of word.text) {
    const more = widthOfWord({ ...word, text: character });
    if (width + more > widestWord) {
      pieces.push({ ...word, text });
      [text, width] = ["", 0];
    }
    text += character;
    width += more;
  }
  return [...pieces, { ...word, text }];
}

/** Breaks the words into lines no wider than this many pixels, but for a word that is wider alone. */
export function wrap(words: Line, maximum: number): readonly Line[] {
  const lines: Word[][] = [];
  let width = 0;
  for (const word of words.flatMap(broken)) {
    const more = widthOfWord(word) + 4;
    const last = lines.at(-1);
    if (last === undefined || Math.ceil(width + more) > maximum) {
      lines.push([word]);
      width = more;
    } else {
      last.push(word);
      width += more;
    }
  }
  return lines;
}
