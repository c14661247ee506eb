/** A piece of a template: text as it stands, `{{ a value }}` or `{% a tag %}`. */
export interface TemplateToken {
  readonly kind: "text" | "value" | "tag";
  /** Without the brackets and the space around. */
  readonly content: string;
}

const CLOSING = { "{{": "}}", "{%": "%}", "{#": "#}" } as const;

/** Cuts a template into its pieces; comments disappear, `-` beside a bracket takes the space there away. */
export function templateTokens(source: string): readonly TemplateToken[] {
  const tokens: TemplateToken[] = [];
  let at = 0;
  let trimsNext = false;
  while (at < source.length) {
    const start = nextOpening(source, at);
    const text = source.slice(at, start);
    const opening = source.slice(start, start + 2);
    const trimsText = source[start + 2] === "-";
    const front = trimsNext ? text.trimStart() : text;
    tokens.push({ kind: "text", content: trimsText ? front.trimEnd() : front });
    if (start === source.length) break;
    const end = closingOf(source, start, opening);
    const inner = source.slice(start + 2, end);
    trimsNext = inner.endsWith("-");
    at = end + 2;
    const content = inner.replace(/^-/u, "").replace(/-$/u, "").trim();
    if (opening !== "{#") tokens.push({ kind: opening === "{{" ? "value" : "tag", content });
  }
  return tokens;
}

function nextOpening(source: string, from: number): number {
  const found = Object.keys(CLOSING)
    .map((opening) => source.indexOf(opening, from))
    .filter((index) => index !== -1);
  return Math.min(source.length, ...found);
}

function closingOf(source: string, start: number, opening: string): number {
  const closing = opening === "{{" ? "}}" : opening === "{%" ? "%}" : "#}";
  const end = source.indexOf(closing, start + 2);
  if (end === -1) throw new SyntaxError(`"${opening}" is not closed.`);
  return end;
}
