import { execFileSync } from "node:child_process";
import { globSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import type { PackedPackage } from "./packed-packages.ts";

type Target = string | Readonly<Record<string, string>>;

/** What of a packed package's manifest its users and the registry rely on. */
interface PublishedManifest {
  readonly name: string;
  readonly type?: string;
  readonly license?: string;
  readonly description?: string;
  readonly keywords?: readonly string[];
  readonly sideEffects?: boolean;
  readonly engines?: Readonly<Record<string, string>>;
  readonly publishConfig?: Readonly<Record<string, unknown>>;
  readonly exports: Readonly<Record<string, Target>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** A package as somebody has it who installed it. */
export interface UnpackedPackage {
  readonly manifest: PublishedManifest;
  /** Paths within the package. */
  readonly files: readonly string[];
  readonly textOf: (path: string) => string;
}

/** Unpacks an archive into a folder of its own below the one given. */
export function unpack({ name, filename }: PackedPackage, below: string): UnpackedPackage {
  const folder = join(below, name);
  mkdirSync(folder, { recursive: true });
  execFileSync("tar", ["-xzf", filename, "-C", folder, "--strip-components", "1"]);
  const files = globSync("**/*", { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  const textOf = (path: string): string => readFileSync(join(folder, path), "utf8");
  const manifest = JSON.parse(textOf("package.json")) as PublishedManifest;
  return { manifest, files: files.toSorted(), textOf };
}

/** The files that the manifest's entries name. */
export function targetsOf({ exports }: PublishedManifest): readonly string[] {
  return Object.values(exports)
    .flatMap((target) => (typeof target === "string" ? [target] : Object.values(target)))
    .map((target) => join(target));
}

interface SourceMap {
  readonly sources: readonly string[];
  /** Those of others, by their places among the sources. */
  readonly ignoreList?: readonly number[];
}

/** The sources that a file of the package says it was made of, within the package; those of others left out. */
export function mappedSources({ textOf }: UnpackedPackage, map: string): readonly string[] {
  const { sources, ignoreList: others = [] } = JSON.parse(textOf(map)) as SourceMap;
  return sources
    .filter((_source, place) => !others.includes(place))
    .map((source) => join(dirname(map), source));
}
