// What each package's entry weighs in a bundle, minified and compressed by gzip: by itself with all that is ours, and in
// total with all that others wrote. Fails when one is over its budget; with `--write`, sets the budgets anew.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";

import { rolldown } from "rolldown";

import { type Entry, publishedEntries, repository } from "./entries.ts";

const { values } = parseArgs({ options: { write: { type: "boolean", default: false } } });
const file = join(repository, "size-budgets.json");
/** So many bytes are a step from one budget to the next: room for what is small. */
const step = 512;

/** In bytes. */
interface Weight {
  readonly ours: number;
  readonly total: number;
}
type Budgets = Readonly<Record<string, Weight>>;

const isForeign = (id: string): boolean => /^[^./]/u.test(id) && !id.startsWith("@tenure/");

/** What an entry weighs, by where it begins and which of its exports others' packages are found by. */
async function weigh(
  input: string,
  external: (id: string) => boolean,
  conditions: readonly string[],
): Promise<number> {
  const conditionNames = [...conditions, "import", "module", "default"];
  const bundle = await rolldown({
    input,
    external,
    platform: "node",
    resolve: { conditionNames },
    logLevel: "silent",
  });
  const { output } = await bundle.generate({ format: "esm", minify: true, codeSplitting: false });
  await bundle.close();
  const code = output.map((part) => (part.type === "chunk" ? part.code : "")).join("");
  return gzipSync(code, { level: 9 }).length;
}

async function weightOf({ source, code }: Entry): Promise<Weight> {
  return {
    // From the sources: a package as it is built may contain some of what others wrote.
    ours: await weigh(source, isForeign, ["@tenure/source"]),
    total: await weigh(code, () => false, []),
  };
}

const entries = publishedEntries();
const weights: [name: string, weight: Weight][] = [];
for (const entry of entries) weights.push([entry.name, await weightOf(entry)]);

const bytes = (count: number | undefined): string => count?.toLocaleString("en") ?? "none";
const row = (name: string, ...figures: readonly string[]): string =>
  [name.padEnd(30), ...figures.map((figure) => figure.padStart(11))].join("");
const print = (line: string): void => void process.stdout.write(`${line}\n`);

if (values.write) {
  const roomy = (count: number): number => Math.ceil(count / step) * step;
  const budgets: Budgets = Object.fromEntries(
    weights.map(([name, { ours, total }]) => [name, { ours: roomy(ours), total: roomy(total) }]),
  );
  writeFileSync(file, `${JSON.stringify(budgets, null, 2)}\n`);
}
const budgets = JSON.parse(readFileSync(file, "utf8")) as Budgets;

print(row("bytes, minified and gzipped", "ours", "budget", "total", "budget"));
for (const [name, { ours, total }] of weights) {
  const budget = budgets[name];
  print(row(name, bytes(ours), bytes(budget?.ours), bytes(total), bytes(budget?.total)));
}
const over = weights.filter(([name, { ours, total }]) => {
  const budget = budgets[name];
  return budget === undefined || ours > budget.ours || total > budget.total;
});
const gone = Object.keys(budgets).filter((name) => !weights.some(([known]) => known === name));
if (over.length > 0 || gone.length > 0) {
  for (const [name] of over) print(`${name} is over its budget, or has none.`);
  for (const name of gone) print(`${name} has a budget and is no entry.`);
  print(
    "If that is meant, run `npx -y pnpm@12 size --write`, commit size-budgets.json, and say in the commit why.",
  );
  process.exitCode = 1;
}
