import { readFileSync } from "node:fs";

/** A declaration in the extractor's model of an entry. */
interface Declared {
  readonly kind: string;
  readonly name?: string;
  readonly docComment?: string;
  readonly isExported?: boolean;
  readonly isOptional?: boolean;
  readonly excerptTokens?: readonly { readonly text: string }[];
  readonly members?: readonly Declared[];
}

/** What is shown of each kind, in this order. */
const chapters = [
  ["Functions", ["Function"]],
  ["Classes", ["Class"]],
  ["Interfaces", ["Interface"]],
  ["Types", ["TypeAlias", "Enum"]],
  ["Values", ["Variable"]],
] as const;

/** A schema's whole shape is in the API report; here it would bury what is said of it. */
const longestDeclaration = 1500;

const wordsFor: Readonly<Record<string, string>> = {
  "@throws": "Throws",
  "@returns": "Gives",
  "@see": "See",
};

/** A docstring as text: its stars taken away, each tag in words. */
function textOf(comment: string | undefined): string {
  const lines = (comment ?? "")
    .replace(/^\/\*\*/u, "")
    .replace(/\*\/\s*$/u, "")
    .split("\n")
    .map((line) => line.replace(/^\s*\* ?/u, "").trimEnd());
  const text = lines.join("\n").trim();
  return (
    text
      .replaceAll(/\\(?<sign>[{}@<>])/gu, "$<sign>")
      .replaceAll(/\{@link (?<name>[^}|]+)\}/gu, "`$<name>`")
      .replaceAll(/^@param (?<name>\w+)\s+(?:- )?/gmu, "\n`$<name>`: ")
      .replaceAll(/^(?<tag>@throws|@returns|@see)\s+/gmu, (tag) => `\n${wordsFor[tag.trim()]}: `)
      // The manual's programs are type-checked; a docstring's example may lean on what stands around it.
      .replaceAll(/^```ts$/gmu, "```typescript")
      .replaceAll(/\n{3,}/gu, "\n\n")
      .trim()
  );
}

const declarationOf = ({ excerptTokens = [] }: Declared): string =>
  excerptTokens
    .map(({ text }) => text)
    .join("")
    .replace(/^export (?:declare )?/u, "")
    .trim();

function shortened(declaration: string): string {
  return declaration.length <= longestDeclaration
    ? declaration
    : `${declaration.slice(0, declaration.indexOf("\n", 400))}\n  // … the rest is in the API report`;
}

/** Each member, with what is said of it. */
function membersOf(declared: Declared): readonly string[] {
  return (declared.members ?? []).map((member) => {
    const text = textOf(member.docComment).replaceAll(/\n(?!\n)/gu, "\n  ");
    const declaration = declarationOf(member).replaceAll(/\s+/gu, " ");
    const shown = declaration.length > 300 ? `${declaration.slice(0, 300)} …` : declaration;
    return text === "" ? `- \`${shown}\`` : `- \`${shown}\`\n\n  ${text}`;
  });
}

/** What is said of a name: once, however many overloads it has. */
function sectionOf([declared, ...overloads]: readonly [
  Declared,
  ...(readonly Declared[]),
]): string {
  const hasMembers = declared.kind === "Interface" || declared.kind === "Class";
  const declarations = [declared, ...overloads].map(declarationOf).join("\n");
  const parts = [
    `### ${declared.name}`,
    textOf(declared.docComment),
    `\`\`\`typescript\n${shortened(declarations)}\n\`\`\``,
    ...(hasMembers ? [membersOf(declared).join("\n")] : []),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

/** Overloads of one function together, in the order they are tried in. */
function byName(declared: readonly Declared[]): readonly (readonly [Declared, ...Declared[]])[] {
  const found = new Map<string | undefined, [Declared, ...Declared[]]>();
  for (const one of declared) {
    const known = found.get(one.name);
    if (known === undefined) found.set(one.name, [one]);
    else known.push(one);
  }
  return [...found.values()];
}

/** The page of an entry, from the model of it that the extractor wrote to a file. */
export function referencePage(entry: string, modelFile: string): string {
  const model = JSON.parse(readFileSync(modelFile, "utf8")) as Declared;
  const exported = (model.members?.[0]?.members ?? [])
    .filter(({ isExported = true }) => isExported)
    .toSorted((left, right) => ((left.name ?? "") < (right.name ?? "") ? -1 : 1));
  const found = chapters.map(([title, kinds]) => ({
    title,
    sections: byName(exported.filter(({ kind }) => kinds.some((one) => one === kind))).map(
      sectionOf,
    ),
  }));
  const shown = found
    .filter(({ sections }) => sections.length > 0)
    .map(({ title, sections }) => `## ${title}\n\n${sections.join("\n\n")}`);
  return `# \`${entry}\`\n\nGenerated from the docstrings by \`pnpm api\`.\n\n${shown.join("\n\n")}\n`;
}
