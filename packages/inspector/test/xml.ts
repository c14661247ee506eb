/** An element of a document, as far as the tests look at it. */
export interface Xml {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Xml[];
  text: string;
}

const token =
  /<\/(?<end>[\w:-]+)>|<(?<start>[\w:-]+)(?<attributes>(?: [\w:-]+="[^"<]*")*)(?<empty>\/)?>|(?<text>[^<]+)/gy;

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"' };

function decoded(text: string): string {
  return text.replaceAll(/&(?<name>[^;\s]*);?/g, (whole, name: string) => {
    const character = entities[name];
    if (character === undefined || !whole.endsWith(";")) throw new Error(`Bad entity: ${whole}`);
    return character;
  });
}

function attributesOf(written: string): Readonly<Record<string, string>> {
  const pairs = [...written.matchAll(/ (?<key>[\w:-]+)="(?<value>[^"]*)"/g)].map(
    ({ groups }) => [groups?.["key"] ?? "", decoded(groups?.["value"] ?? "")] as const,
  );
  if (new Set(pairs.map(([key]) => key)).size !== pairs.length) throw new Error("Attribute twice");
  return Object.fromEntries(pairs);
}

class Reader {
  readonly top: Xml = { name: "(document)", attributes: {}, children: [], text: "" };
  readonly #open: Xml[] = [this.top];

  get here(): Xml {
    return this.#open.at(-1) ?? this.top;
  }

  begin(name: string, attributes: string, isEmpty: boolean): void {
    const element: Xml = { name, attributes: attributesOf(attributes), children: [], text: "" };
    this.here.children.push(element);
    if (!isEmpty) this.#open.push(element);
  }

  end(name: string): void {
    if (this.here === this.top || this.here.name !== name) throw new Error(`Not open: ${name}`);
    this.#open.pop();
  }
}

/** Reads the XML this package writes, strictly: it throws on whatever is not well-formed. */
export function parseXml(source: string): Xml {
  const reader = new Reader();
  let read = 0;
  for (const { 0: all, groups = {} } of source.matchAll(token)) {
    const { start, end, attributes = "", empty, text } = groups;
    read += all.length;
    if (text !== undefined) reader.here.text += decoded(text);
    else if (end !== undefined) reader.end(end);
    else reader.begin(start ?? "", attributes, empty !== undefined);
  }
  if (read !== source.length) throw new Error(`Not XML: ${source.slice(read, read + 40)}`);
  const { top, here } = reader;
  const [root] = top.children;
  if (root === undefined || top.children.length > 1 || here !== top || top.text.trim() !== "")
    throw new Error("Not one element");
  return root;
}

/** The element and all inside it, in document order. */
export const elementsOf = (element: Xml): readonly Xml[] => [
  element,
  ...element.children.flatMap(elementsOf),
];
