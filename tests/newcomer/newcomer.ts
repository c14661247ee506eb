import { execFileSync } from "node:child_process";
import { cpSync, globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { expect, onTestFinished } from "vitest";

import { repository } from "../published/entries.ts";
import { blocksOf, expectedOutput, type PageBlock } from "./page-blocks.ts";
import { openTerminal, type Terminal } from "./terminal.ts";

/** Ports the pages name. One of them may be taken here, so that another stands for it wherever it is named. */
const namedPorts = ["3000", "4873", "8088", "8089"];

/** A page, read from its beginning: each call takes the next block, which has to be of that kind. */
interface Reading {
  /** Commands as they are written, with what a reader puts in a word's place. */
  readonly commands: (inPlaceOf?: Readonly<Record<string, string>>) => string;
  /** Writes a file as it is written, under its name, and fails when that is another one. */
  readonly write: (name: string, folder: string) => void;
  readonly expected: () => RegExp;
  readonly look: () => void;
  /** Fails when there is more on the page. */
  readonly end: () => void;
}

export interface Newcomer {
  /** What was an empty folder, outside of the workspace. */
  readonly folder: string;
  /** The text of a page as it is meant here: `<the repository>` and ports put in. */
  readonly meant: (text: string) => string;
  readonly read: (page: string) => Reading;
  /** Tutorials that were not read. */
  readonly unread: () => readonly string[];
  /** A terminal in a folder below; it is closed when the test ends. */
  readonly open: (path?: string) => Terminal;
}

async function freePorts(): Promise<ReadonlyMap<string, string>> {
  // All are held until each has its own.
  const held = await Promise.all(
    namedPorts.map(async (named) => {
      const server = createServer();
      await new Promise<void>((resolve) => {
        server.listen(0, "127.0.0.1", resolve);
      });
      return { named, server, port: String((server.address() as AddressInfo).port) };
    }),
  );
  await Promise.all(held.map(({ server }) => new Promise((resolve) => server.close(resolve))));
  return new Map(held.map(({ named, port }) => [named, port]));
}

function readingOf(page: string, meant: Newcomer["meant"]): Reading {
  const left = [...blocksOf(page)];
  const next = (kind: PageBlock["kind"]): PageBlock => {
    const block = left.shift();
    expect(block?.kind, `the next block of ${page}:\n${block?.text}`).toBe(kind);
    return block as PageBlock;
  };
  return {
    commands: (inPlaceOf = {}) =>
      Object.entries(inPlaceOf).reduce(
        (text, [word, value]) => {
          expect(text, page).toContain(word);
          return text.replaceAll(word, value);
        },
        meant(next("shell").text),
      ),
    write(name, folder) {
      const file = next("file");
      expect(file.name, page).toBe(name);
      writeFileSync(join(folder, name), meant(file.text));
    },
    expected: () => expectedOutput(meant(next("output").text)),
    look: () => void next("drawing"),
    end: () => expect(left, `nothing was made of the rest of ${page}`).toEqual([]),
  };
}

/** Somebody with an empty folder, who knows nothing but what the pages say. All is gone when the test ends. */
export async function newcomer(): Promise<Newcomer> {
  const folder = mkdtempSync(join(tmpdir(), "tenure-newcomer-"));
  // All that is installed goes as well, which takes a while on a busy machine.
  onTestFinished(() => rm(folder, { recursive: true, force: true }), 120_000);
  const ports = await freePorts();
  const meant = (text: string): string =>
    [...ports]
      .reduce(
        (all, [named, port]) => all.replaceAll(new RegExp(`\\b${named}\\b`, "gu"), port),
        text,
      )
      .replaceAll("<the repository>", repository);
  const unread = new Set(globSync("docs/tutorials/*.md", { cwd: repository }));
  return {
    folder,
    meant,
    read(page) {
      unread.delete(page);
      return readingOf(page, meant);
    },
    unread: () => [...unread],
    open(path = "") {
      // The clone is installed by its first command; that each one looks again is not what is to be seen.
      const installed = { pnpm_config_verify_deps_before_run: "false" };
      const terminal = openTerminal(join(folder, path), path === "tenure" ? installed : {});
      onTestFinished(() => terminal.close());
      return terminal;
    },
  };
}

/** Puts into a clone of the work tree what is not committed in it yet. */
export function bringUpToDate(clone: string): void {
  const git = (...parameters: readonly string[]): readonly string[] =>
    execFileSync("git", [...parameters, "-z"], { cwd: repository, encoding: "utf8" })
      .split("\0")
      .filter((path) => path !== "");
  const gone = new Set(git("ls-files", "--deleted"));
  for (const path of git("ls-files", "--modified", "--others", "--exclude-standard")) {
    const to = join(clone, path);
    if (gone.has(path)) {
      rmSync(to, { force: true });
    } else {
      mkdirSync(dirname(to), { recursive: true });
      cpSync(join(repository, path), to);
    }
  }
}
