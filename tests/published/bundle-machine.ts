// Makes the one file that the published machine is: what it is built on goes in with it, and of that only what it uses.
// A process that imports it reads one file instead of some two hundred, among them a message catalogue of zod's for each
// of sixty languages. The licenses of what went in lie beside it.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { rolldown } from "rolldown";

import { repository } from "./entries.ts";

const machine = join(repository, "packages/machine");
const { values } = parseArgs({ options: { folder: { type: "string" } } });
const folder = values.folder ?? join(machine, "dist");
const inside = ["immer", "xstate", "zod"] as const;

const bundle = await rolldown({ input: join(machine, "src/index.ts"), platform: "neutral" });
const { output } = await bundle.write({
  file: join(folder, "index.js"),
  comments: { annotation: true, jsdoc: false, legal: true },
  sourcemap: true,
  sourcemapExcludeSources: true,
});
await bundle.close();

const foreign = output.flatMap((part) => (part.type === "chunk" ? part.imports : []));
if (foreign.length > 0) throw new Error(`The bundle still imports ${foreign.join(", ")}.`);

const licenses = inside.map((name) => {
  const text = readFileSync(join(machine, "node_modules", name, "LICENSE"), "utf8");
  return `# ${name}\n\n${text.trim()}\n`;
});
writeFileSync(
  join(folder, "licenses.md"),
  `What \`index.js\` contains besides the machine.\n\n${licenses.join("\n")}`,
);
