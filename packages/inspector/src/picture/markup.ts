/** Text with what XML would read as markup written out. */
const escaped = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");

/** A number short enough to read, and the same on every machine. */
const rounded = (value: number): string => String(Math.round(value * 10) / 10);

export type Attributes = Readonly<Record<string, string | number>>;

/** An element as XML text; its content is taken as markup. */
export function element(
  name: string,
  attributes: Attributes,
  ...content: readonly string[]
): string {
  const written = Object.entries(attributes)
    .map(
      ([key, value]) => ` ${key}="${typeof value === "number" ? rounded(value) : escaped(value)}"`,
    )
    .join("");
  const inside = content.join("");
  return inside === "" ? `<${name}${written}/>` : `<${name}${written}>${inside}</${name}>`;
}

/** An element that holds plain text. */
export const textElement = (name: string, text: string, attributes: Attributes = {}): string =>
  element(name, attributes, escaped(text));

export { escaped, rounded };
