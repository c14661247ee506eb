// The public API of each package's entry, as declarations, in `api/`: what a change does to it is seen in its diff.
// Compares the reports with the packages as they are built; with `--write`, writes them.
import { spawnSync } from "node:child_process";
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import {
  CompilerState,
  Extractor,
  ExtractorConfig,
  ExtractorLogLevel,
} from "@microsoft/api-extractor";

import { type Entry, publishedEntries, repository } from "./entries.ts";
import { referencePage } from "./reference-page.ts";

const { values } = parseArgs({ options: { write: { type: "boolean", default: false } } });
const reports = join(repository, "api");
const manual = join(repository, "docs/reference");
const entries = publishedEntries();
for (const folder of [reports, manual]) mkdirSync(folder, { recursive: true });
const now = mkdtempSync(join(tmpdir(), "tenure-api-"));

const compilerOptions = {
  target: "es2024",
  lib: ["es2024", "esnext.iterator", "esnext.disposable"],
  module: "nodenext",
  types: ["node"],
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: true,
};
const silent = { default: { logLevel: ExtractorLogLevel.None } };

const modelOf = (fileName: string): string => join(now, `${fileName}.api.json`);

function configOf({ folder, types, fileName }: Entry): ExtractorConfig {
  return ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: join(folder, "package.json"),
    configObject: {
      projectFolder: folder,
      mainEntryPointFilePath: types,
      newlineKind: "lf",
      compiler: { overrideTsconfig: { compilerOptions, files: [types] } },
      apiReport: {
        enabled: true,
        // What is named by the API and cannot be imported is part of it all the same.
        includeForgottenExports: true,
        reportFileName: fileName,
        reportFolder: reports,
        reportTempFolder: now,
      },
      docModel: { enabled: true, apiJsonFilePath: modelOf(fileName) },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: { extractorMessageReporting: silent, tsdocMessageReporting: silent },
    },
  });
}

/** Whether the entry's report is what it was. Writes it when asked to. */
function report(entry: Entry, config: ExtractorConfig, compilerState: CompilerState): boolean {
  const { apiReportChanged } = Extractor.invoke(config, {
    compilerState,
    localBuild: values.write,
    messageCallback: (message) => {
      message.handled = message.logLevel !== ExtractorLogLevel.Error;
    },
  });
  if (!apiReportChanged) return true;
  const file = `${entry.fileName}.api.md`;
  process.stdout.write(`${values.write ? "written" : "not as it was"}: api/${file}\n`);
  if (values.write) return true;
  const sides = [join(reports, file), join(now, file)];
  spawnSync("git", ["--no-pager", "diff", "--no-index", "--", ...sides], { stdio: "inherit" });
  return false;
}

/** Whether the page of the manual is what it was. Writes it when asked to. */
function page({ name, fileName }: Entry): boolean {
  const file = join(manual, `${fileName}.md`);
  const text = referencePage(name, modelOf(fileName));
  const before = existsSync(file) ? readFileSync(file, "utf8") : "";
  if (before === text) return true;
  process.stdout.write(
    `${values.write ? "written" : "not as it was"}: docs/reference/${fileName}.md\n`,
  );
  if (!values.write) return false;
  writeFileSync(file, text);
  return true;
}

const configs = entries.map((entry) => [entry, configOf(entry)] as const);
const [first] = configs;
if (first === undefined) throw new Error("There are no packages.");
// One program of all entries: each would read the same declarations anew.
const compilerState = CompilerState.create(first[1], {
  additionalEntryPoints: entries.map(({ types }) => types),
});
try {
  const kept = configs.flatMap(([entry, config]) => [
    report(entry, config, compilerState),
    page(entry),
  ]);
  const known = new Set(
    entries.flatMap(({ fileName }) => [`${fileName}.api.md`, `${fileName}.md`]),
  );
  const stale = [reports, manual]
    .flatMap((folder) => globSync("*.md", { cwd: folder }).map((file) => [folder, file] as const))
    .filter(([, file]) => !known.has(file));
  for (const [folder, file] of stale) {
    if (values.write) rmSync(join(folder, file));
    process.stdout.write(`${values.write ? "removed" : "of no entry any more"}: ${file}\n`);
  }
  if (!values.write && (kept.includes(false) || stale.length > 0)) {
    process.stdout.write(
      "The public API is not the one on record. If that is meant, run `npx -y pnpm@12 api` and commit what it wrote.\n",
    );
    process.exitCode = 1;
  }
} finally {
  rmSync(now, { recursive: true, force: true });
}
