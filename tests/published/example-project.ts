import { execFile } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

import { repository as root } from "./entries.ts";
import type { PackedPackage } from "./packed-packages.ts";

const run = promisify(execFile);

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** The range the workspace has for a package of others. */
function rangeOf(name: string): string {
  const workspace = readFileSync(join(root, "pnpm-workspace.yaml"), "utf8");
  const line = workspace
    .split("\n")
    .find((one) => one.replaceAll('"', "").startsWith(`  ${name}:`));
  if (line === undefined) throw new Error(`pnpm-workspace.yaml has no range for ${name}`);
  return line.slice(line.lastIndexOf(": ") + 2);
}

/** What a customer's type check asks for, and more: the packages' own declarations are checked as well. */
const configuration = {
  compilerOptions: {
    target: "es2024",
    lib: ["es2024", "esnext.iterator", "esnext.disposable"],
    module: "nodenext",
    types: ["node"],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noPropertyAccessFromIndexSignature: true,
    verbatimModuleSyntax: true,
    erasableSyntaxOnly: true,
    allowImportingTsExtensions: true,
    noEmit: true,
  },
  include: ["*/src"],
};

/** The public entries of a packed package, by the names they are imported under. */
async function entriesOf({ name, filename }: PackedPackage): Promise<readonly string[]> {
  const { stdout } = await run("tar", ["-xzOf", filename, "package/package.json"]);
  const { exports } = JSON.parse(stdout) as { readonly exports: Readonly<Record<string, unknown>> };
  return Object.keys(exports)
    .filter((entry) => entry !== "./package.json")
    .map((entry) => name + entry.slice(1));
}

/**
 * Makes a project of the examples in an empty folder, outside of the workspace, as somebody would who copies
 * them: the packages come from their archives, all others from the registry, by plain npm. Beside them is
 * `entries`, which imports every public entry there is.
 */
export async function installExamples(
  folder: string,
  examples: readonly string[],
  packages: readonly PackedPackage[],
): Promise<void> {
  const archives = new Map(packages.map(({ name, filename }) => [name, `file:${filename}`]));
  const published = (names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, archives.get(name) ?? rangeOf(name)]));
  const write = (path: string, content: object): void =>
    writeFileSync(join(folder, path), JSON.stringify(content));
  for (const example of examples) {
    const from = join(root, "apps", example);
    const manifest = JSON.parse(readFileSync(join(from, "package.json"), "utf8")) as Manifest;
    mkdirSync(join(folder, example));
    cpSync(join(from, "src"), join(folder, example, "src"), { recursive: true });
    write(join(example, "package.json"), {
      ...manifest,
      dependencies: published(Object.keys(manifest.dependencies)),
      devDependencies: published(Object.keys(manifest.devDependencies)),
    });
  }
  const entries = (await Promise.all(packages.map(entriesOf))).flat();
  mkdirSync(join(folder, "entries/src"), { recursive: true });
  const imports = entries.map((entry, index) => `import * as entry${index} from "${entry}";`);
  const all = `console.log([${entries.map((_entry, index) => `entry${index}`).join(", ")}].length);`;
  writeFileSync(join(folder, "entries/src/main.ts"), [...imports, all].join("\n"));
  write("entries/package.json", {
    type: "module",
    dependencies: published([...archives.keys(), "@opentelemetry/api"]),
  });
  write("tsconfig.json", configuration);
  // What a package of ours needs of ours comes from the archives, too: no release is in the registry yet.
  const overrides = Object.fromEntries(archives);
  write("package.json", { private: true, workspaces: ["entries", ...examples], overrides });
  const quick = ["--prefer-offline", "--no-audit", "--no-fund", "--no-package-lock"];
  await run("npm", ["install", ...quick], { cwd: folder });
}

/** What the compiler has against the examples and our declarations; those of others are theirs to mend. */
export async function typeErrors(folder: string, typescript: string): Promise<readonly string[]> {
  const tsc = join(root, "node_modules", typescript, "bin/tsc");
  const checked = run(process.execPath, [tsc, "-p", ".", "--pretty", "false"], { cwd: folder });
  const said = await checked.then(
    () => "",
    (error: unknown) => (error as { readonly stdout: string }).stdout,
  );
  return said
    .split(/\n(?=\S)/u)
    .filter((error) => error !== "" && !/^node_modules\/(?!@tenure\/)/u.test(error));
}
