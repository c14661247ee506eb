/** An element of a picture as data; attributes by their names in SVG. */
export interface SvgElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  /** Text is text, never markup. */
  readonly children: readonly (SvgElement | string)[];
}

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** A number short enough to read, and the same on every machine. */
export const rounded = (value: number): number => Math.round(value * 10) / 10;

/** Makes an element; attributes without a value and children that are empty are left out. */
export function element(
  name: string,
  attributes: Attributes = {},
  ...children: readonly (SvgElement | string | undefined)[]
): SvgElement {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, typeof value === "number" ? rounded(value) : value] as const],
  );
  return {
    name,
    attributes: Object.fromEntries(written),
    children: children.flatMap((child) => (child === undefined || child === "" ? [] : [child])),
  };
}

/** What no XML document may hold, not even as an entity: control characters, halves of characters. */
const forbidden =
  // oxlint-disable-next-line no-control-regex -- these are the ones to be found
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** Text with what XML would read as markup written out. */
const escaped = (text: string): string =>
  text
    .replaceAll(forbidden, "�")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");

/** The element as XML text, whatever it holds well-formed. The same element gives the same text. */
export function svgText({ name, attributes, children }: SvgElement): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escaped(String(value))}"`)
    .join("");
  const inside = children
    .map((child) => (typeof child === "string" ? escaped(child) : svgText(child)))
    .join("");
  return inside === "" ? `<${name}${written}/>` : `<${name}${written}>${inside}</${name}>`;
}
