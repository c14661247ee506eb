// Makes the one file that the published machine is: what it is built on goes in with it, and of that only what it uses.
// A process that imports it reads one file instead of some two hundred, among them a message catalogue of zod's for each
// of sixty languages. It is small and in ASCII, since half of the time of an import goes to reading and compiling; its map
// leads to the sources. The licenses of what went in lie beside it.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { rolldown } from "rolldown";

import { repository } from "./entries.ts";

const machine = join(repository, "packages/machine");
const { values } = parseArgs({ options: { folder: { type: "string" } } });
const folder = values.folder ?? join(machine, "dist");

const foreign = /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//u;

const escaped = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
// oxlint-disable-next-line no-control-regex -- all that is not ASCII
const foreignCharacter = /[^\u0000-\u007f]/g;
/** Moves nothing to another line, so that the map stays true. */
const inAscii = (code: string) =>
  code.search(foreignCharacter) < 0
    ? undefined
    : { code: code.replaceAll(foreignCharacter, escaped), map: null };

const bundle = await rolldown({
  input: join(machine, "src/index.ts"),
  platform: "neutral",
  // What is written as modules leaves out what is not used of it.
  resolve: { conditionNames: ["module", "import", "default"] },
  plugins: [{ name: "in-ascii", transform: inAscii }],
});
const { output } = await bundle.write({
  file: join(folder, "index.js"),
  minify: true,
  sourcemap: true,
  sourcemapExcludeSources: true,
  // The places of the packages it was made from are those of one machine.
  sourcemapPathTransform: (source) => source.replace(foreign, "../node_modules/$1/"),
  sourcemapIgnoreList: (source) => source.includes("node_modules"),
});
await bundle.close();

const chunks = output.filter((part) => part.type === "chunk");
const imports = chunks.flatMap((chunk) => chunk.imports);
if (imports.length > 0) throw new Error(`The bundle still imports ${imports.join(", ")}.`);

const modules = chunks.flatMap((chunk) => chunk.moduleIds);
const contained = new Set(modules.flatMap((id) => foreign.exec(id)?.[1] ?? []));
const licenses = [...contained].toSorted().map((name) => {
  const text = readFileSync(join(machine, "node_modules", name, "LICENSE"), "utf8");
  return `# ${name}\n\n${text.trim()}\n`;
});
writeFileSync(
  join(folder, "licenses.md"),
  `What \`index.js\` contains besides the machine.\n\n${licenses.join("\n")}`,
);
