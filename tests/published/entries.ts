import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const repository = fileURLToPath(new URL("../..", import.meta.url));

/** A way into a package that is published. */
export interface Entry {
  /** As it is imported: `@tenure/engine/opentelemetry`. */
  readonly name: string;
  /** As a file is named after it: `engine-opentelemetry`. */
  readonly fileName: string;
  /** The folder of its package. */
  readonly folder: string;
  /** Its source, and its declarations and its code as they are built. */
  readonly source: string;
  readonly types: string;
  readonly code: string;
}

interface Manifest {
  readonly name: string;
  readonly exports: Readonly<
    Record<
      string,
      | string
      | { readonly "@tenure/source": string; readonly types: string; readonly default: string }
    >
  >;
}

/** Every entry of every package, by name. Throws when one is not built. */
export function publishedEntries(): readonly Entry[] {
  const manifests = globSync("packages/*/package.json", { cwd: repository });
  const entries = manifests.flatMap((path) => {
    const folder = join(repository, dirname(path));
    const { name, exports } = JSON.parse(readFileSync(join(repository, path), "utf8")) as Manifest;
    return Object.entries(exports).flatMap(([key, target]): readonly Entry[] => {
      if (typeof target === "string") return [];
      const entry = name + key.slice(1);
      const fileName = entry.replace("@tenure/", "").replaceAll("/", "-");
      const source = join(folder, target["@tenure/source"]);
      const types = join(folder, target.types);
      const code = join(folder, target.default);
      return [{ name: entry, fileName, folder, source, types, code }];
    });
  });
  const missing = entries.find(({ types, code }) => !existsSync(types) || !existsSync(code));
  if (missing !== undefined) {
    throw new Error(`${missing.name} is not built: run \`npx -y pnpm@12 build\` first.`);
  }
  return entries.toSorted((left, right) => (left.name < right.name ? -1 : 1));
}
