import { execFile } from "node:child_process";
import { globSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { afterAll, describe, expect, test } from "vitest";

import {
  decisionNumbers,
  decisionRecords,
  recordedDecisions,
  switches,
} from "./manual/decision-records.ts";
import {
  commandCodes,
  engineCodes,
  errorCatalog,
  refusalCodes,
  serviceCodes,
  stuckCodes,
} from "./manual/error-catalog.ts";
import { brokenLinks, linksOf, targetOf } from "./manual/page-links.ts";
import { manualFolder, programsOf, writePrograms } from "./manual/page-programs.ts";
import { reliefs, refusalReliefs, serviceMeanings, stuckMeanings } from "./manual/remedies.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const find = (...patterns: readonly string[]) => globSync([...patterns], { cwd: root }).toSorted();
const pages = find("docs/**/*.md");
const practical = find("docs/tutorials/*.md", "docs/how-to/*.md");
/** Processes on a machine that has much else to do. */
const timeout = 240_000;

const folder = manualFolder();
writePrograms(folder.path, pages);
afterAll(folder.remove);

describe("every link", () => {
  test.each([...pages, ...find("README.md", "packages/*/README.md", "apps/*/README.md")])(
    "of %s leads to a file, and to a heading, that is there",
    (page) => {
      expect(brokenLinks(page)).toEqual([]);
    },
  );

  test("of the index together leads to every page", () => {
    const listed = new Set(
      linksOf("docs/README.md").map((link) => targetOf("docs/README.md", link)?.file),
    );
    expect(pages.filter((page) => !listed.has(page))).toEqual(["docs/README.md"]);
  });
});

describe("the catalog of error codes", () => {
  const sorted = (codes: readonly { readonly code: string }[]) =>
    codes.map(({ code }) => code).toSorted();

  test("is of the code as it is; if not, run `vitest run tests/manual.test.ts -u`", async () => {
    await expect(errorCatalog()).toMatchFileSnapshot("../docs/errors.md");
  });

  test("has every code there is, and no other", () => {
    expect(sorted(engineCodes())).toEqual(Object.keys(reliefs).toSorted());
    expect(sorted(refusalCodes())).toEqual(Object.keys(refusalReliefs).toSorted());
    expect(serviceCodes().toSorted()).toEqual(Object.keys(serviceMeanings).toSorted());
    expect(stuckCodes()).toEqual(Object.keys(stuckMeanings).toSorted());
    expect(commandCodes().length).toBeGreaterThan(10);
  });
});

describe("the decision records", () => {
  test("are of the machine's file as it is; if not, run `vitest run tests/manual.test.ts -u`", async () => {
    await expect(decisionRecords()).toMatchFileSnapshot("../docs/decisions.md");
  });

  test("leave out no decision and no switch", () => {
    const recorded = recordedDecisions();
    expect(recorded.map(({ number }) => number)).toEqual(decisionNumbers());
    expect(recorded.flatMap(({ option }) => option ?? []).toSorted()).toEqual(switches.toSorted());
  });
});

describe("every program", () => {
  test(
    "of a page is free of type errors",
    async () => {
      expect(practical.filter((page) => programsOf(page).length === 0)).toEqual([]);
      const configuration = {
        extends: "../../tsconfig.base.json",
        compilerOptions: { noEmit: true },
      };
      writeFileSync(join(folder.path, "tsconfig.json"), JSON.stringify(configuration));
      const tsc = join(root, "node_modules/.bin/tsc");
      const checked = promisify(execFile)(tsc, ["-p", folder.path, "--pretty", "false"]);
      const said = await checked.then(
        () => "",
        (error: unknown) => (error as { readonly stdout: string }).stdout,
      );
      expect(said).toBe("");
    },
    timeout,
  );
});
