import { zipEntries } from "./zip-entries.ts";

/** A row of a sheet by the names in its first row. Everything is text; empty cells are left out. */
export type SheetRow = Readonly<Record<string, string>>;

const SHEET = /^xl\/worksheets\/sheet\d+\.xml$/u;
const STRINGS = "xl/sharedStrings.xml";

/**
 * The rows of the first sheet of an `.xlsx` file; undefined when the bytes are none. Formulas show the value they had
 * when the file was written, dates the number or text that stands in the cell.
 */
export function sheetRows(bytes: Uint8Array): readonly SheetRow[] | undefined {
  const entries = zipEntries(bytes, (name) => SHEET.test(name) || name === STRINGS);
  const first = [...(entries?.keys() ?? [])].filter((name) => SHEET.test(name)).toSorted()[0];
  const sheet = entries?.get(first ?? "");
  if (sheet === undefined) return undefined;
  const shared = elements(entries?.get(STRINGS) ?? "", "si").map(({ content }) => textIn(content));
  const [header, ...rows] = elements(sheet, "row").map(({ content }) => cellsOf(content, shared));
  if (header === undefined) return [];
  return rows.map((cells) =>
    Object.fromEntries(
      [...header].flatMap(([column, name]) => {
        const text = cells.get(column) ?? "";
        return text === "" ? [] : [[name.trim(), text]];
      }),
    ),
  );
}

/** The texts of a row by the letters of their columns. */
function cellsOf(row: string, shared: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    elements(row, "c").map(({ attributes, content }) => {
      const column = /\br="([A-Z]{1,3})\d+"/u.exec(attributes)?.[1] ?? "";
      const type = /\bt="(\w+)"/u.exec(attributes)?.[1];
      const value = elements(content, "v")[0]?.content ?? "";
      if (type === "s") return [column, shared[Number(value)] ?? ""];
      return [column, type === "inlineStr" ? textIn(content) : unescaped(value)];
    }),
  );
}

interface Element {
  readonly attributes: string;
  readonly content: string;
}

/** The elements of a name that do not stand in one another, as the sheets of a workbook have them. */
function elements(xml: string, name: string): readonly Element[] {
  const found: Element[] = [];
  const opening = new RegExp(`<${name}(?<attributes>(?:\\s[^>]*?)?)(?<empty>/?)>`, "gu");
  for (let match = opening.exec(xml); match !== null; match = opening.exec(xml)) {
    const { attributes = "", empty } = match.groups ?? {};
    const end = empty === "/" ? opening.lastIndex : xml.indexOf(`</${name}>`, opening.lastIndex);
    if (end === -1) break;
    found.push({ attributes, content: xml.slice(opening.lastIndex, end) });
    opening.lastIndex = end;
  }
  return found;
}

/** A text in pieces, each in a `t`. */
function textIn(xml: string): string {
  return elements(xml, "t")
    .map(({ content }) => unescaped(content))
    .join("");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&apos;": "'",
  "&amp;": "&",
};

function unescaped(text: string): string {
  return text.replaceAll(/&(?:lt|gt|quot|apos|amp);/gu, (entity) => ENTITIES[entity] ?? entity);
}
